import { describe, expect, it } from 'vitest';
import { amountForPsp } from './amount-for-psp.ts';
import { currency } from './currency.ts';
import { noDefects, type DefectName } from './defects.ts';
import { money } from './money.ts';

function sent(amount: number, code: string, ...defects: DefectName[]): number {
  const asked = amountForPsp(money(amount, currency(code)), new Set(defects));
  expect(asked.currency).toBe(code);
  return asked.amount;
}

describe('an amount for the PSP', () => {
  it.each([
    [820, 'EUR'],
    [500, 'JPY'],
    [1005, 'KWD'],
    [150_000, 'HUF'],
  ])('is %d minor units of %s as they are kept', (amount, code) => {
    expect(amountForPsp(money(amount, currency(code)), noDefects)).toEqual(money(amount, currency(code)));
  });

  it('loses a cent of 8.20 as a float, and nothing of 8.21', () => {
    expect(sent(820, 'EUR', 'float-amounts')).toBe(819);
    expect(sent(821, 'EUR', 'float-amounts')).toBe(821);
    expect(sent(500, 'JPY', 'float-amounts')).toBe(500);
    // 1.001 times 1,000 is 1000.9999999999999.
    expect(sent(1001, 'KWD', 'float-amounts')).toBe(1000);
  });

  it('is a hundred times too much in yen when every currency is taken to have cents, and a tenth in dinars', () => {
    expect(sent(500, 'JPY', 'wrong-exponent')).toBe(50_000);
    expect(sent(40_990, 'KWD', 'wrong-exponent')).toBe(4099);
    expect(sent(1504, 'KWD', 'wrong-exponent')).toBe(150);
    expect(sent(820, 'EUR', 'wrong-exponent')).toBe(820);
  });

  it('is a hundredth in forints when the decimals are those that people see, and right where both have the same', () => {
    expect(sent(150_000, 'HUF', 'exponent-from-locale')).toBe(1500);
    expect(sent(5_250_000, 'IQD', 'exponent-from-locale')).toBe(5250);
    expect(sent(820, 'EUR', 'exponent-from-locale')).toBe(820);
    expect(sent(500, 'JPY', 'exponent-from-locale')).toBe(500);
    expect(sent(1005, 'KWD', 'exponent-from-locale')).toBe(1005);
  });
});
