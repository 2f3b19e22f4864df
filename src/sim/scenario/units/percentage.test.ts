import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercentage, parsePercentage } from './percentage.ts';

describe('percentages', () => {
  it.each([
    ['2.9%', 29_000],
    ['0.0001%', 1],
    ['0.29%', 2_900],
    ['100%', 1_000_000],
    ['0%', 0],
    ['12.50 %', 125_000],
    ['5.00000%', 50_000],
  ])('%s is %d parts per million, to the last digit', (text, share) => {
    expect(parsePercentage(text)).toEqual({ ok: true, value: share });
  });

  it.each([
    ['0.6', 'write 60% or 0.6%'],
    ['60', 'write 60%'],
    ['0', 'write 0%'],
  ])('%s is refused with a hint', (text, hint) => {
    expect(parsePercentage(text)).toEqual({ ok: false, expected: 'a percentage such as 2.9%', hint });
  });

  it('reach from 0% to 100% in steps of 0.0001%', () => {
    expect(parsePercentage('100.0001%')).toEqual({ ok: false, expected: 'a percentage from 0% to 100%' });
    expect(parsePercentage('0.00001%')).toEqual({ ok: false, expected: 'a percentage with at most four decimals' });
    expect(parsePercentage('-1%')).toEqual({ ok: false, expected: 'a percentage such as 2.9%' });
  });

  it('come back from the text that was written for them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (share) => {
        expect(parsePercentage(formatPercentage(share))).toEqual({ ok: true, value: share });
      }),
    );
  });
});
