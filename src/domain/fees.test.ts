import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from './currency.ts';
import { allocate, allocateRefund, fixedFees, pspFeeOf } from './fees.ts';
import { minorUnits, money } from './money.ts';

const EUR = currency('EUR');
const JPY = currency('JPY');

describe('pspFeeOf', () => {
  it('is 2.90 for a sale of 100.00 at 2.9 % and no fixed part', () => {
    expect(pspFeeOf(money(10_000, EUR), { rate: 29_000, fixed: {} })).toEqual(money(290, EUR));
  });

  it('adds the fixed part of the charge’s currency only', () => {
    const fee = { rate: 29_000, fixed: fixedFees([money(25, EUR), money(30, currency('USD'))]) };
    expect(pspFeeOf(money(10_000, EUR), fee)).toEqual(money(315, EUR));
    expect(pspFeeOf(money(10_000, JPY), fee)).toEqual(money(290, JPY));
  });

  it('rounds the share half up before it adds the fixed part', () => {
    // 1.5 % of 1.00 is 1.5 cents.
    expect(pspFeeOf(money(100, EUR), { rate: 15_000, fixed: fixedFees([money(25, EUR)]) })).toEqual(money(27, EUR));
  });

  it('may exceed a very small charge', () => {
    expect(pspFeeOf(money(10, EUR), { rate: 29_000, fixed: fixedFees([money(35, EUR)]) })).toEqual(money(35, EUR));
  });
});

describe('allocate', () => {
  it('gives 90.00 of a sale of 100.00 to the seller at a platform fee of 10 %', () => {
    expect(allocate(money(10_000, EUR), 100_000)).toEqual({ seller: money(9000, EUR), platform: money(1000, EUR) });
  });

  it('gives the odd penny to the larger remainder, and to the seller when they are equal', () => {
    // 10 % of 0.06 is 0.6 cents, of 0.05 half a cent, of 0.04 0.4 cents.
    expect(allocate(money(6, EUR), 100_000)).toEqual({ seller: money(5, EUR), platform: money(1, EUR) });
    expect(allocate(money(5, EUR), 100_000)).toEqual({ seller: money(5, EUR), platform: money(0, EUR) });
    expect(allocate(money(4, EUR), 100_000)).toEqual({ seller: money(4, EUR), platform: money(0, EUR) });
  });

  it('gives all or nothing at the ends of the scale', () => {
    expect(allocate(money(333, EUR), 0)).toEqual({ seller: money(333, EUR), platform: money(0, EUR) });
    expect(allocate(money(333, EUR), 1_000_000)).toEqual({ seller: money(0, EUR), platform: money(333, EUR) });
  });

  it('always gives parts that are the sale', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat({ max: 1_000_000 }), (amount, rate) => {
        const { seller, platform } = allocate(money(amount, EUR), rate);
        expect(seller.amount + platform.amount).toBe(amount);
        expect(Math.min(seller.amount, platform.amount)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('refuses a share above the whole, and one below nothing', () => {
    expect(() => allocate(money(100, EUR), 1_000_001)).toThrow(RangeError);
    expect(() => allocate(money(100, EUR), -1)).toThrow('-1 is not a share in parts per million');
  });
});

describe('allocateRefund', () => {
  const share = (refund: number, before: number): number[] => {
    const { seller, platform } = allocateRefund(money(refund, EUR), minorUnits(before), 100_000);
    return [seller.amount, platform.amount];
  };

  it('takes back of a whole sale of 23.77 what it gave: 21.39 and 2.38', () => {
    expect(allocateRefund(money(2377, EUR), minorUnits(0), 100_000)).toEqual(allocate(money(2377, EUR), 100_000));
    expect(share(2377, 0)).toEqual([2139, 238]);
  });

  it('takes of two parts of the sale the shares that add up to it', () => {
    // 10 % of 0.15 is 1.5 cents, of which the odd half is the seller's; of 23.77 it is 237.7, rounded up.
    expect(share(15, 0)).toEqual([14, 1]);
    expect(share(2362, 15)).toEqual([2125, 237]);
  });

  it('takes a penny from whoever has one left', () => {
    // Of 0.05 the seller had 5 and the platform nothing, of 0.06 the seller 5 and the platform 1.
    expect(share(1, 4)).toEqual([1, 0]);
    expect(share(1, 5)).toEqual([0, 1]);
  });

  it('takes in any number of parts, in any order in which they were reserved, exactly what the sale gave', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, fc.nat({ max: 1_000_000 }), (amounts, rate) => {
        let before = 0;
        const back = { seller: 0, platform: 0 };
        for (const amount of amounts) {
          const { seller, platform } = allocateRefund(money(amount, EUR), minorUnits(before), rate);
          expect(seller.amount + platform.amount).toBe(amount);
          expect(Math.min(seller.amount, platform.amount)).toBeGreaterThanOrEqual(0);
          back.seller += seller.amount;
          back.platform += platform.amount;
          before += amount;
        }
        const sale = allocate(money(before, EUR), rate);
        expect(back).toEqual({ seller: sale.seller.amount, platform: sale.platform.amount });
      }),
    );
  });
});
