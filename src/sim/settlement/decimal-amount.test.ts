import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import { decimalAmount, parseDecimalAmount } from './decimal-amount.ts';

const EUR = currency('EUR');
const JPY = currency('JPY');
const KWD = currency('KWD');
const CLF = currency('CLF');

describe('decimalAmount', () => {
  it('writes the decimals of the currency and no grouping', () => {
    expect(decimalAmount(123_456_789, EUR)).toBe('1234567.89');
    expect(decimalAmount(5, EUR)).toBe('0.05');
    expect(decimalAmount(0, EUR)).toBe('0.00');
    expect(decimalAmount(-290, EUR)).toBe('-2.90');
    expect(decimalAmount(5000, JPY)).toBe('5000');
    expect(decimalAmount(-1, JPY)).toBe('-1');
    expect(decimalAmount(125, KWD)).toBe('0.125');
    expect(decimalAmount(12_345, CLF)).toBe('1.2345');
  });

  it('writes the largest exact amount without rounding it', () => {
    expect(decimalAmount(Number.MAX_SAFE_INTEGER, EUR)).toBe('90071992547409.91');
  });

  it('refuses an amount that is not exact', () => {
    expect(() => decimalAmount(Number.MAX_SAFE_INTEGER + 1, EUR)).toThrow(RangeError);
    expect(() => decimalAmount(0.5, EUR)).toThrow(RangeError);
  });
});

describe('parseDecimalAmount', () => {
  it('gives back every amount that was written', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(EUR, JPY, KWD, CLF), (amount, unit) => {
        expect(parseDecimalAmount(decimalAmount(amount, unit), unit)).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });

  it.each([
    '',
    '1',
    '1.5',
    '1.234',
    '01.00',
    '.50',
    '-0.00',
    '+1.00',
    '1,000.00',
    '1e2',
    '0x1.00',
    ' 1.00',
    'abc',
    '1.0.0',
  ])('refuses "%s" as an amount of EUR', (text) => {
    expect(() => parseDecimalAmount(text, EUR)).toThrow(`"${text}" is not an amount of EUR with 2 decimals`);
  });

  it('refuses a whole number of yen with decimals, and an amount too large to be exact', () => {
    expect(() => parseDecimalAmount('5000.00', JPY)).toThrow('"5000.00" is not an amount of JPY with 0 decimals');
    expect(() => parseDecimalAmount('90071992547409.93', EUR)).toThrow(RangeError);
  });
});
