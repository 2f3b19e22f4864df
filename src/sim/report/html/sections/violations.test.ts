import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { violationsSection } from './violations.ts';

describe('violations', () => {
  it('tell what is broken, how often, for how much money, since when, and how it came about', () => {
    const texts = textsOf(violationsSection(inconsistentReport())?.body.html ?? '');
    expect(texts.slice(0, 15)).toEqual([
      '✕',
      'at-most-one-charge',
      'I2',
      'Must hold',
      "The PSP's truth holds at most one successful, unrefunded charge per order.",
      'Broken',
      '3 times',
      'Money',
      '312.40 EUR and 5,000 JPY',
      'First seen',
      '24 Oct 2026, 18:41:09.327 +02:00',
      'About',
      'order-1207.2',
      'The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due.',
      'How it happened',
    ]);
  });

  it('number the sentences of the story, and have no story where there is none', () => {
    const html = violationsSection(inconsistentReport())?.body.html ?? '';
    expect(html.match(/<ol class="story">/g)).toHaveLength(1);
    expect(html.match(/<li>/g)).toHaveLength(4);
    expect(textsOf(html)).toContain('not priced');
  });

  it('are left out when every invariant held', () => {
    expect(violationsSection(consistentReport())).toBeUndefined();
  });
});
