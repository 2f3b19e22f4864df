import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import { pspFeeOf } from '../../domain/fees.ts';
import { minorUnits, money, shareOf } from '../../domain/money.ts';
import { agreedPspFee, agreedShare } from './agreed-shares.ts';

const [EUR, JPY] = [currency('EUR'), currency('JPY')];

describe('the share of an amount, to a check', () => {
  it('is rounded half up: 5 % of 9, 10, 11 and 30 cents', () => {
    expect([9, 10, 11, 30].map((amount) => agreedShare(amount, 50_000))).toEqual([0, 1, 1, 2]);
  });

  it('is exact where a product of the two is no safe integer any more', () => {
    expect(agreedShare(9_007_199_254_740_991, 900_000)).toBe(8_106_479_329_266_892);
  });

  it('is what it is to the platform, though each works it out in its own way', () => {
    const amounts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1_000_000 }), (amount, rate) => {
        expect(agreedShare(amount, rate)).toBe(shareOf(money(amount, EUR), rate).amount);
      }),
    );
  });
});

describe('the fee of a charge, to a check', () => {
  const agreed = { rate: 29_000, fixed: { EUR: minorUnits(25) } };

  it('is 2.9 % and 0.25 EUR of 12.00 EUR: 34.8 cents, rounded 35, and 25', () => {
    expect(agreedPspFee(1200, EUR, agreed)).toBe(60);
  });

  it('is the share alone in a currency without a fixed part', () => {
    expect(agreedPspFee(1200, JPY, agreed)).toBe(35);
    expect(pspFeeOf(money(1200, JPY), agreed).amount).toBe(35);
  });
});
