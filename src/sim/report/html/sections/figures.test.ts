import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, emptyReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { brokenOffReport, stormyReport } from '../../../../../test/support/stormy-report.ts';
import { figuresSection } from './figures.ts';

describe('key figures', () => {
  it('are a label, a value and a note each', () => {
    const texts = textsOf(figuresSection(consistentReport()).body.html);
    expect(texts).toHaveLength(39);
    expect(texts.slice(0, 6)).toEqual(['Checkouts', '2,000', '3,178 orders', 'Captured', '3,090', '97.2% of orders']);
    expect(texts.slice(12, 18)).toEqual([
      'Checkout p99',
      '4.206 s',
      'p50 412 ms, max 1 min 1.034 s',
      'Lines matched',
      '99.9%',
      '3,104 of 3,106 lines',
    ]);
  });

  it('count retries as a threshold does, and what was tried again after a soft decline apart', () => {
    const texts = textsOf(figuresSection(consistentReport()).body.html);
    const at = texts.indexOf('Retries');
    expect(texts.slice(at, at + 3)).toEqual([
      ...['Retries', '195', 'without an answer: 31 clicks, 120 calls, 44 calls to the PSP'],
    ]);
    expect(texts.slice(36)).toEqual(['After soft declines', '52', 'charges that were tried again']);
    expect(textsOf(figuresSection(emptyReport()).body.html)).not.toContain('After soft declines');
  });

  it('call for attention, in words too, where breaks are open or thresholds missed', () => {
    const texts = textsOf(figuresSection(inconsistentReport()).body.html);
    expect(texts.filter((text) => text === 'Attention:')).toHaveLength(2);
    expect(texts).toContain('1 missed');
  });

  it('have refunds, faults and what it took to get over them where there were any', () => {
    const texts = textsOf(figuresSection(stormyReport()).body.html);
    expect(texts.slice(36)).toEqual(
      [
        ...['Refunds paid', '150', '158 asked for, 8 refused'],
        ...['After soft declines', '52', 'charges that were tried again'],
        ...['Faults fired', '221', '185 changed the course'],
        ...['Restarts', '4', 'of services that had crashed'],
        ...['Messages lost', '1,214', 'of 52,418 sent'],
        ...['Inquiries', '61', 'to the PSP, about what was in doubt'],
        ...['Taken up again', '19', 'times, after work had been parked'],
        ...['Dead letters', '2', 'work given up until somebody saw to it'],
        ...['Discrepancies found', 'Attention:', '2 of 3', '1 missed, 2 falsely accused'],
        ...['Expectations met', '2 of 2', 'the run exercised what it had to'],
      ].flatMap((text) => (text === 'Attention:' ? ['!', text] : [text])),
    );
  });

  it('call for attention where refunds had neither been paid nor refused when the run ended', () => {
    const report = stormyReport();
    const counts = { ...report.counts, refunded: 147 };
    expect(textsOf(figuresSection({ ...report, counts }).body.html).slice(36, 41)).toEqual([
      ...['Refunds paid', '!', 'Attention:', '147', '158 asked for, 8 refused, 3 without an outcome'],
    ]);
  });

  it('call for attention where work is left over or the run proves nothing', () => {
    const texts = textsOf(figuresSection(brokenOffReport()).body.html);
    expect(texts.slice(-10)).toEqual([
      ...['Expectations met', '!', 'Attention:', '1 of 2', 'the run proves nothing'],
      ...['Unfinished', '!', 'Attention:', '2', 'when the run ended'],
    ]);
  });

  it('have a dash for what there is none of', () => {
    const texts = textsOf(figuresSection(emptyReport()).body.html);
    expect(texts.filter((text) => text === '–')).toHaveLength(3);
  });
});
