import { describe, expect, it } from 'vitest';
import { currency } from '../../../domain/currency.ts';
import { rate } from '../../../domain/fx.ts';
import { formatExchangeRate, parseExchangeRate } from './exchange-rate.ts';

const form = 'a rate such as 1 USD = 0.92 EUR or 1 JPY = 0.0061 EUR';

describe('exchange rates', () => {
  it.each([
    ['1 USD = 0.92 EUR', 'USD', 'EUR', 920_000_000],
    ['1 JPY = 0.0061 EUR', 'JPY', 'EUR', 6_100_000],
    ['1 KWD = 2.99 EUR', 'KWD', 'EUR', 2_990_000_000],
    ['1 EUR = 163.5 JPY', 'EUR', 'JPY', 163_500_000_000],
    ['1 IDR = 0.000000001 EUR', 'IDR', 'EUR', 1],
    [' 1  USD=1 EUR ', 'USD', 'EUR', 1_000_000_000],
  ])('%s', (text, from, into, billionths) => {
    expect(parseExchangeRate(text)).toEqual({ ok: true, value: { currency: from, into, rate: billionths } });
  });

  it.each([
    ['0.92', form, 'name both currencies: 1 USD = 0.92 EUR'],
    ['USD 0.92 EUR', form, 'write 1 USD = 0.92 EUR'],
    ['USD = 0.92 EUR', form, 'write 1 USD = 0.92 EUR'],
    ['2 USD = 1.84 EUR', form, undefined],
    ['1 USD = -0.92 EUR', form, undefined],
    ['1 USD = 0.92 EURO', form, undefined],
    ['', form, undefined],
    ['1 USD = 0.0000000001 EUR', 'a rate with at most 9 decimals', undefined],
    ['1 USD = 0 EUR', 'a rate above zero, of at most 10000', undefined],
    ['1 USD = 10000.1 EUR', 'a rate above zero, of at most 10000', undefined],
    ['1 EUR = 1 EUR', 'a rate between two currencies', undefined],
    ['1 EUX = 1 EUR', 'an ISO 4217 currency code such as EUR', 'did you mean `EUR`?'],
  ])('%s is refused', (text, expected, hint) => {
    expect(parseExchangeRate(text)).toEqual({ ok: false, expected, ...(hint === undefined ? {} : { hint }) });
  });

  it('are written as they are read', () => {
    expect(formatExchangeRate(currency('JPY'), rate(6_106_033), currency('EUR'))).toBe('1 JPY = 0.006106033 EUR');
    expect(formatExchangeRate(currency('USD'), rate(1_000_000_000), currency('EUR'))).toBe('1 USD = 1 EUR');
  });
});
