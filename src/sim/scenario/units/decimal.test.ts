import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled, parseDecimal, timesWhole } from './decimal.ts';

function times(text: string, factor: number): number | 'inexact' | 'large' | undefined {
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : timesWhole(decimal, factor);
}

describe('decimals', () => {
  it('are exact where a float is not: 8.20 times 100 is 820, and 1.005 times 1000 is 1005', () => {
    expect([times('8.20', 100), times('1.005', 1_000), times('0.29', 100)]).toEqual([820, 1_005, 29]);
  });

  it('say when a product has a fraction, and when it is too large to be exact', () => {
    expect([times('1.005', 100), times('9007199254740991', 1), times('9007199254740992', 1)]).toEqual([
      'inexact',
      9_007_199_254_740_991,
      'large',
    ]);
  });

  it('have digits and at most one point, and neither a sign nor an exponent', () => {
    for (const text of ['', '.', '5.', '.5', '-1', '+1', '1e3', '1_000', '1,5', '٣', '1'.repeat(41)]) {
      expect(parseDecimal(text), text).toBeUndefined();
    }
  });

  it('come back from the text that was written for them', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        expect(times(formatScaled(value, decimals), 10 ** decimals)).toBe(value);
      }),
    );
  });
});
