import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { allocate, allocateRefund, owedToSeller } from './fees.ts';
import { convert, moved, quoteOf, rate, type Quote } from './fx.ts';
import { minorUnits, money } from './money.ts';

const [EUR, USD, JPY, KWD] = [currency('EUR'), currency('USD'), currency('JPY'), currency('KWD')];
const date = businessDate('2026-03-02');

function quote(billionths: number, into = EUR): Quote {
  return { currency: into, rate: rate(billionths), date };
}

const dollar = quote(920_000_000);

describe('a conversion', () => {
  it('respects the decimals of both currencies', () => {
    expect(convert(money(10_000, USD), dollar)).toEqual(money(9200, EUR));
    // 10,000 yen at 0.0061 are 61.00 euros; 1.234 dinars at 2.99 are 3.68966.
    expect(convert(money(10_000, JPY), quote(6_100_000))).toEqual(money(6100, EUR));
    expect(convert(money(1234, KWD), quote(2_990_000_000))).toEqual(money(369, EUR));
    expect(convert(money(6100, EUR), quote(163_934_426_230, JPY))).toEqual(money(10_000, JPY));
    expect(convert(money(100, EUR), quote(334_448_161, KWD))).toEqual(money(334, KWD));
  });

  it('rounds half to even, and everything else to the nearest minor unit', () => {
    // Nine tenths of 5, 15, 25 and 35 cents are 4.5, 13.5, 22.5 and 31.5.
    const ninetyPercent = quote(900_000_000);
    const cents = [5, 15, 25, 35].map((amount) => convert(money(amount, USD), ninetyPercent).amount);
    expect(cents).toEqual([4, 14, 22, 32]);
    // Of 4 and 6 cents they are 3.6 and 5.4.
    expect([4, 6].map((amount) => convert(money(amount, USD), ninetyPercent).amount)).toEqual([4, 5]);
  });

  it('is exact where a double would not be', () => {
    // 90,071,992,547,409.91 at 0.999999999 is 90,071,992,457,337.917...
    expect(convert(money(Number.MAX_SAFE_INTEGER, USD), quote(999_999_999)).amount).toBe(9_007_199_245_733_792);
    expect(() => convert(money(Number.MAX_SAFE_INTEGER, USD), quote(1_000_000_001))).toThrow('exact');
  });

  it('of what is negative is not defined', () => {
    expect(() => convert(money(-1, USD), dollar)).toThrow('the negative amount -1 cannot be converted');
  });
});

describe('a quote', () => {
  const fx = { sellers: EUR, rateOn: () => rate(920_000_000) };

  it('is what a unit is worth on a date, and keeps the date', () => {
    expect(quoteOf(USD, date, fx)).toEqual(dollar);
  });

  it('is not needed for what is in the sellers’ currency, or where they take any', () => {
    expect(quoteOf(EUR, date, fx)).toBeUndefined();
    expect(quoteOf(USD, date, undefined)).toBeUndefined();
  });

  it('is above zero', () => {
    expect(() => rate(0)).toThrow('0 is not a rate');
    expect(() => rate(0.5)).toThrow('0.5 is not a rate');
  });
});

describe('a rate that moves', () => {
  it('moves by a share of itself, up or down, rounded half to even', () => {
    expect(moved(rate(920_000_000), 20_000)).toBe(938_400_000);
    expect(moved(rate(920_000_000), -20_000)).toBe(901_600_000);
    expect(moved(rate(25), 100_000)).toBe(28);
    expect(moved(rate(50), 10_000)).toBe(50);
  });

  it('stays above zero and exact, however long it falls or rises', () => {
    expect(moved(rate(1), -600_000)).toBe(1);
    expect(moved(rate(Number.MAX_SAFE_INTEGER), 20_000)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('a sale of 100.00 USD at a platform fee of 10 %, whose seller is paid in euros', () => {
  it('leaves the platform its 10.00 USD, and the seller 82.80 EUR for 90.00 USD', () => {
    const allocation = allocate(money(10_000, USD), 100_000, dollar);
    expect(allocation).toEqual({
      seller: money(9000, USD),
      platform: money(1000, USD),
      converted: money(8280, EUR),
    });
    expect(owedToSeller(allocation)).toEqual(money(8280, EUR));
  });

  it('takes back in three thirds exactly what it gave: 27.60, 27.59 and 27.61 EUR', () => {
    // Shares of 33.33, 66.66 and 100.00 are 30.00, 59.99 and 90.00 USD, worth 27.60, 55.19 and 82.80 EUR.
    const thirds = [3333, 3333, 3334].map((amount, n) =>
      owedToSeller(allocateRefund(money(amount, USD), minorUnits(n * 3333), 100_000, dollar)),
    );
    expect(thirds).toEqual([money(2760, EUR), money(2759, EUR), money(2761, EUR)]);
  });
});

describe('any sale in another currency', () => {
  const amounts = fc.integer({ min: 0, max: 100_000_000 });
  const someQuote = fc
    .tuple(fc.integer({ min: 1, max: 10_000_000_000 }), fc.constantFrom(EUR, JPY, KWD))
    .map(([billionths, into]) => quote(billionths, into));
  const fees = fc.integer({ min: 0, max: 1_000_000 });
  const cuts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 6 });

  it('gives back in parts, whatever they are, what it gave: no part is below zero, and no penny is lost', () => {
    fc.assert(
      fc.property(amounts, someQuote, fees, cuts, (amount, at, fee, places) => {
        const sale = money(amount, USD);
        const ends = [...places.map((place) => Math.floor((amount * place) / 1_000_000)), amount].sort((a, b) => a - b);
        let [before, sum] = [0, 0];
        for (const end of ends) {
          const part = owedToSeller(allocateRefund(money(end - before, USD), minorUnits(before), fee, at)).amount;
          expect(part).toBeGreaterThanOrEqual(0);
          [before, sum] = [end, sum + part];
          expect(sum).toBeLessThanOrEqual(owedToSeller(allocate(sale, fee, at)).amount);
        }
        expect(sum).toBe(owedToSeller(allocate(sale, fee, at)).amount);
      }),
    );
  });

  it('is converted to within half a minor unit of what it is worth, and more is never worth less', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 10_000_000_000 }), (one, other, billionths) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const [worthLess, worthMore] = [less, more].map(
          (amount) => convert(money(amount, USD), quote(billionths)).amount,
        );
        expect(worthLess).toBeLessThanOrEqual(worthMore ?? 0);
        const off = BigInt(worthMore ?? 0) * 1_000_000_000n - BigInt(more) * BigInt(billionths);
        expect((off < 0n ? -off : off) <= 500_000_000n).toBe(true);
      }),
    );
  });
});
