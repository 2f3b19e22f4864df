import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../../domain/currency.ts';
import { formatMoney, money } from '../../../domain/money.ts';
import { parseAmount, parseAmountRange, parseCurrency } from './amount.ts';

const form = 'an amount such as 1.00 USD, 30 JPY or 0.090 KWD';
const rangeForm = 'a range such as 4.00 EUR to 180.00 EUR';

describe('amounts', () => {
  it.each([
    ['1.00 USD', 100, 'USD'],
    ['8.20 EUR', 820, 'EUR'],
    ['30 JPY', 30, 'JPY'],
    ['0.090 KWD', 90, 'KWD'],
    ['5 EUR', 500, 'EUR'],
    ['0.5 GBP', 50, 'GBP'],
    ['0.00 EUR', 0, 'EUR'],
  ])('%s is %d minor units', (text, amount, code) => {
    expect(parseAmount(text)).toEqual({ ok: true, value: { amount, currency: code } });
  });

  it.each([
    ['1.005 USD', 'an amount of USD with at most 2 decimals'],
    ['1.000 USD', 'an amount of USD with at most 2 decimals'],
    ['30.00 JPY', 'an amount of JPY without decimals'],
    ['0.0901 KWD', 'an amount of KWD with at most 3 decimals'],
    ['90071992547409.92 EUR', 'an amount that is exact to the minor unit (at most 9,007,199,254,740,991)'],
    ['-1.00 USD', form],
    ['', form],
  ])('%s is refused', (text, expected) => {
    expect(parseAmount(text)).toEqual({ ok: false, expected });
  });

  it.each([
    ['EUR 5.00', 'write 5.00 EUR'],
    ['5.00EUR', 'write 5.00 EUR'],
    ['1,000 JPY', 'write 1000 JPY'],
    ['1_234,567.89 EUR', 'write 1234567.89 EUR'],
    ['4,00 EUR', 'write 4.00 EUR'],
    ['12,5EUR', 'write 12.5 EUR'],
    ['5.00', 'name the currency: `1.00 EUR`'],
  ])('%s is refused with a hint', (text, hint) => {
    expect(parseAmount(text)).toEqual({ ok: false, expected: form, hint });
  });

  it('come back from the text that was written for them, whatever the exponent', () => {
    const codes = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF').map(currency);
    fc.assert(
      fc.property(fc.maxSafeNat(), codes, (amount, code) => {
        const value = money(amount, code);
        expect(parseAmount(formatMoney(value).replaceAll(',', ''))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('ranges of amounts', () => {
  it('have two ends in one currency', () => {
    expect(parseAmountRange('4.00 EUR to 180.00 EUR')).toEqual({
      ok: true,
      value: { currency: 'EUR', lowest: 400, highest: 18_000 },
    });
    expect(parseAmountRange('30 JPY to 30 JPY').ok).toBe(true);
  });

  it.each([
    ['4.00 EUR to 5.00 GBP', 'a range in one currency', undefined],
    ['5.00 EUR to 4.00 EUR', 'a range from the lower amount to the higher', undefined],
    ['4.00 EUR', rangeForm, 'for a fixed price write 4.00 EUR to 4.00 EUR'],
    ['4.00 to 5.00 EUR', rangeForm, 'both ends carry the currency'],
    ['4.00 EUR - 5.00 EUR', rangeForm, undefined],
    ['4.00 EUR to 5.001 EUR', 'an amount of EUR with at most 2 decimals', undefined],
    ['1 EUR to 2 EUR to 3 EUR', rangeForm, undefined],
  ])('%s is refused', (text, expected, hint) => {
    expect(parseAmountRange(text)).toEqual(
      hint === undefined ? { ok: false, expected } : { ok: false, expected, hint },
    );
  });
});

describe('currency codes', () => {
  it.each([
    ['eur', 'did you mean `EUR`?'],
    ['EURO', 'did you mean `EUR`?'],
    ['UDS', 'did you mean `USD`?'],
  ])('%s is refused with a hint', (text, hint) => {
    expect(parseCurrency(text)).toEqual({ ok: false, expected: 'an ISO 4217 currency code such as EUR', hint });
  });
});
