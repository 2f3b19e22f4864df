import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, emptyReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { figuresSection } from './figures.ts';

describe('key figures', () => {
  it('are a label, a value and a note each', () => {
    const texts = textsOf(figuresSection(consistentReport()).body.html);
    expect(texts).toHaveLength(36);
    expect(texts.slice(0, 6)).toEqual(['Checkouts', '2,000', '3,178 orders', 'Captured', '3,090', '97.2% of orders']);
    expect(texts.slice(12, 18)).toEqual([
      'Checkout p99',
      '4.206 s',
      'p50 412 ms, max 61.034 s',
      'Lines matched',
      '99.9%',
      '3,104 of 3,106 lines',
    ]);
  });

  it('call for attention, in words too, where breaks are open or thresholds missed', () => {
    const texts = textsOf(figuresSection(inconsistentReport()).body.html);
    expect(texts.filter((text) => text === 'Attention:')).toHaveLength(2);
    expect(texts).toContain('1 missed');
  });

  it('have a dash for what there is none of', () => {
    const texts = textsOf(figuresSection(emptyReport()).body.html);
    expect(texts.filter((text) => text === '–')).toHaveLength(3);
  });
});
