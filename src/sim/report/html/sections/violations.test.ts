import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { violationsSection } from './violations.ts';

const html = violationsSection(inconsistentReport())?.body.html ?? '';
const [doubleCharge = '', unposted = ''] = html.split('</article>');

describe('violations', () => {
  it('tell what is broken, how often, for how much money, whose, and since when', () => {
    expect(textsOf(doubleCharge).slice(0, 16)).toEqual([
      '✕',
      'at-most-one-charge',
      'I2',
      'Must hold',
      "The PSP's truth holds at most one successful, unrefunded charge per order.",
      'Broken',
      '3 times',
      'Money',
      '312.40 EUR and 5,000 JPY',
      'Out of money',
      'the buyer of checkout-1207, the first time',
      'First wrong',
      '24 Oct 2026, 18:41:09.327 +02:00, and seen at once',
      'About',
      'order-1207.2',
      'The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due.',
    ]);
  });

  it('tell when it was seen where that was later, and nothing of whose it is where that cannot be said', () => {
    const texts = textsOf(unposted);
    expect(texts.slice(texts.indexOf('First wrong'), texts.indexOf('About'))).toEqual([
      'First wrong',
      '24 Oct 2026, 18:40:58.212 +02:00',
      'First seen',
      '27 Oct 2026, 08:30:12.480 +01:00, 2 d 14 h later',
    ]);
    expect(texts).toContain('not priced');
    expect(texts).not.toContain('Out of money');
  });

  it('number the sentences of the story as the rows of its picture, and have neither where there is none', () => {
    const list = doubleCharge.slice(doubleCharge.indexOf('<ol class="story">'));
    expect(list.match(/<li>/g)).toHaveLength(4);
    expect([...doubleCharge.matchAll(/class="number"[^>]*>(\d+)</g)].map(([, number]) => number)).toEqual([
      ...['1', '2', '3', '4'],
    ]);
    expect(textsOf(doubleCharge)).toContain('The story of order-1207.2, in 4 sentences');
    expect(unposted).not.toMatch(/<svg|<ol/);
  });

  it('end with the command that leads there again and tells the whole story', () => {
    const command = `${inconsistentReport().reproduce} --story order-1207.2`;
    expect(textsOf(doubleCharge).slice(-2)).toEqual(['Reproduce it', command]);
    const [violation] = inconsistentReport().violations;
    if (violation === undefined) throw new Error('the sample has a violation');
    const account = { ...violation, first: { ...violation.first, storyOf: 'psp:receivable' } };
    const report = { ...inconsistentReport(), violations: [account] };
    expect(textsOf(violationsSection(report)?.body.html ?? '').at(-1)).toBe(report.reproduce);
  });

  it('say whose story is told of an account', () => {
    const report = inconsistentReport();
    const violations = report.violations.map((each) => ({
      ...each,
      first: { ...each.first, order: 'psp:receivable' },
    }));
    expect(textsOf(violationsSection({ ...report, violations })?.body.html ?? '')).toContain(
      'The story of order-1207.2, where psp:receivable began to be wrong, in 4 sentences',
    );
  });

  it('open the first story, and leave it to the reader to open the others', () => {
    const report = inconsistentReport();
    const violations = [...report.violations, ...report.violations];
    const all = violationsSection({ ...report, violations })?.body.html ?? '';
    expect(all.match(/<details open="open">/g)).toHaveLength(1);
    expect(all.match(/<details>/g)).toHaveLength(1);
  });

  it('are left out when every invariant held', () => {
    expect(violationsSection(consistentReport())).toBeUndefined();
  });
});

describe('the picture of a violation', () => {
  it('has a legend of what occurs in it, and says that time is not to scale', () => {
    const legend = doubleCharge.slice(doubleCharge.indexOf('<ul class="legend">'), doubleCharge.indexOf('</ul>'));
    expect(textsOf(legend)).toEqual(['message', 'lost message', 'record stored']);
    expect(textsOf(doubleCharge)).toContain('time runs downwards, not to scale; numbers as in the sentences below');
  });

  it('marks the one moment where it became wrong and was seen', () => {
    expect(textsOf(doubleCharge)).toContain('I2: broken here, and seen at once');
  });

  it('is described for those who do not see it', () => {
    expect(textsOf(doubleCharge)).toContain(
      'A space-time diagram with a lane for each of Executor and PSP, and 4 rows in the order of time; the sentences below tell the same, one for each row.',
    );
  });
});
