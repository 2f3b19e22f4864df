import { describe, expect, it } from 'vitest';
import { currency, exponentOf, isCurrency } from './currency.ts';

describe('exponentOf', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['CLP', 0],
    ['ISK', 0],
    ['XAF', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['MGA', 2],
    // Intl gives these no decimals, since few people use theirs.
    ['HUF', 2],
    ['IDR', 2],
    ['COP', 2],
    ['PKR', 2],
    ['IQD', 3],
  ])('of %s is %i', (code, digits) => {
    expect(exponentOf(currency(code))).toBe(digits);
    expect(exponentOf(currency(code))).toBe(digits);
  });
});

describe('currency', () => {
  it('is a code of ISO 4217 in upper case', () => {
    expect(currency('CHF')).toBe('CHF');
    expect(isCurrency('CHF')).toBe(true);
  });

  it.each(['eur', 'Eur', 'EU', 'EURO', 'EUX', 'BTC', 'DEM', 'HRK', '978', '', ' EUR', 'EUR\n', '€'])(
    'is not "%s"',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(() => currency(code)).toThrow(`"${code}" is not an ISO 4217 code of a currency with minor units`);
    },
  );

  it.each(['XAU', 'XAG', 'XPT', 'XDR', 'XBA', 'XSU', 'XUA', 'XTS', 'XXX'])(
    'is not %s, which has no minor unit',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(() => currency(code)).toThrow(RangeError);
    },
  );
});
