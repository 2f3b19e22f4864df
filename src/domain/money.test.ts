import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from './currency.ts';
import { add, formatMinorUnits, formatMoney, minorUnits, money, shareOf, subtract, total } from './money.ts';

const EUR = currency('EUR');
const JPY = currency('JPY');
const KWD = currency('KWD');
const most = Number.MAX_SAFE_INTEGER;

describe('minorUnits', () => {
  it('accepts every safe integer and turns negative zero into zero', () => {
    expect(minorUnits(-12)).toBe(-12);
    expect(minorUnits(most)).toBe(most);
    expect(Object.is(minorUnits(-0), 0)).toBe(true);
  });

  it.each([0.5, 8.2 * 100, most + 1, -most - 1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => minorUnits(value)).toThrow(`${value} is not an exact number of minor units`);
  });
});

describe('sums', () => {
  it('add and subtract in one currency', () => {
    expect(add(money(9000, EUR), money(1000, EUR))).toEqual({ amount: 10_000, currency: 'EUR' });
    expect(subtract(money(290, EUR), money(1000, EUR))).toEqual({ amount: -710, currency: 'EUR' });
    expect(total([money(1, JPY), money(2, JPY), money(3, JPY)], JPY)).toEqual({ amount: 6, currency: 'JPY' });
    expect(total([], KWD)).toEqual({ amount: 0, currency: 'KWD' });
  });

  it('of two currencies throw', () => {
    expect(() => add(money(1, EUR), money(1, JPY))).toThrow('EUR and JPY cannot be added');
    expect(() => subtract(money(1, EUR), money(1, JPY))).toThrow(RangeError);
    expect(() => total([money(1, EUR), money(1, JPY)], EUR)).toThrow(RangeError);
    expect(() => total([money(1, EUR)], JPY)).toThrow(RangeError);
  });

  it('outside the safe integers throw instead of losing a penny', () => {
    expect(() => add(money(most, EUR), money(1, EUR))).toThrow(RangeError);
    expect(() => subtract(money(-most, EUR), money(1, EUR))).toThrow(RangeError);
    expect(() => total([money(most, EUR), money(most, EUR)], EUR)).toThrow(RangeError);
  });
});

describe('shareOf', () => {
  it.each([
    // amount, parts per million, share
    [10_000, 29_000, 290],
    [100, 29_000, 3], // 2.9
    [50, 29_000, 1], // 1.45
    [10, 50_000, 1], // 0.5
    [100, 15_000, 2], // 1.5
    [100, 25_000, 3], // 2.5, which rounding half to even would make 2
    [1, 499_999, 0],
    [1, 500_000, 1],
    [820, 1_000_000, 820],
    [100, 2_500_000, 250],
    [0, 29_000, 0],
    [10_000, 0, 0],
    [most, 1_000_000, most],
    [most, 1, 9_007_199_255], // 9,007,199,254.740991
  ])('of %i at %i parts per million is %i', (amount, rate, share) => {
    expect(shareOf(money(amount, EUR), rate)).toEqual({ amount: share, currency: 'EUR' });
  });

  it('is within half a unit of the exact share of any amount', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat({ max: 1_000_000 }), (amount, rate) => {
        const share = shareOf(money(amount, EUR), rate).amount;
        // How far it is from the exact share, times two million so that it stays whole.
        const distance = BigInt(share) * 2_000_000n - BigInt(amount) * BigInt(rate) * 2n;
        expect(distance > -1_000_000n && distance <= 1_000_000n).toBe(true);
      }),
    );
  });

  it('is refused for a negative amount, a negative or broken rate, and a share that is not exact', () => {
    expect(() => shareOf(money(-1, EUR), 1)).toThrow(RangeError);
    expect(() => shareOf(money(1, EUR), -1)).toThrow(RangeError);
    expect(() => shareOf(money(1, EUR), 0.029)).toThrow('0.029 is not a share in parts per million');
    expect(() => shareOf(money(most, EUR), 2_000_000)).toThrow(RangeError);
  });
});

describe('formatMoney', () => {
  it.each([
    [123_456, 'EUR', '1,234.56 EUR'],
    [100_000_000, 'EUR', '1,000,000.00 EUR'],
    [99_999, 'EUR', '999.99 EUR'],
    [5, 'EUR', '0.05 EUR'],
    [0, 'EUR', '0.00 EUR'],
    [-5, 'EUR', '-0.05 EUR'],
    [-123_456_789, 'EUR', '-1,234,567.89 EUR'],
    [most, 'EUR', '90,071,992,547,409.91 EUR'],
    [-5000, 'JPY', '-5,000 JPY'],
    [500, 'JPY', '500 JPY'],
    [0, 'JPY', '0 JPY'],
    [125, 'KWD', '0.125 KWD'],
    [-1_234_567, 'KWD', '-1,234.567 KWD'],
    [12_345, 'CLF', '1.2345 CLF'],
  ])('writes %i minor units of %s as %s', (amount, code, text) => {
    expect(formatMoney(money(amount, currency(code)))).toBe(text);
    expect(`${formatMinorUnits(amount, currency(code))} ${code}`).toBe(text);
  });
});
