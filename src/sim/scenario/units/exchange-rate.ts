/** Exchange rates as people write them, with both currencies, so that nobody has to guess the direction: `1 USD = 0.92 EUR`. */
import type { Currency } from '../../../domain/currency.ts';
import { rate, rateDecimals, type Rate } from '../../../domain/fx.ts';
import { parseCurrency } from './amount.ts';
import { decimalPattern, formatScaled, parseDecimal, timesWhole } from './decimal.ts';
import { parsed, refused, type Parsed } from './parsed.ts';

export interface ExchangeRate {
  /** What one unit of is worth so much. */
  readonly currency: Currency;
  readonly into: Currency;
  readonly rate: Rate;
}

export const exchangeRatePattern = `1 [A-Z]{3} = ${decimalPattern} [A-Z]{3}`;

const aRate = 'a rate such as 1 USD = 0.92 EUR or 1 JPY = 0.0061 EUR';
const form = new RegExp(`^1 +([A-Z]{3}) *= *(${decimalPattern}) +([A-Z]{3})$`);
const BILLIONTHS = 10 ** rateDecimals;
const MOST = 10_000;

/** A rate above zero, of at most nine decimals. */
export function parseExchangeRate(text: string): Parsed<ExchangeRate> {
  const [, from = '', number = '', to = ''] = form.exec(text.trim()) ?? [];
  const decimal = parseDecimal(number);
  if (decimal === undefined) return refused(aRate, formHint(text.trim()));
  const [currency, into] = [parseCurrency(from), parseCurrency(to)];
  if (!currency.ok) return currency;
  if (!into.ok) return into;
  if (currency.value === into.value) return refused('a rate between two currencies');
  const billionths = timesWhole(decimal, BILLIONTHS);
  if (billionths === 'inexact') return refused(`a rate with at most ${rateDecimals} decimals`);
  if (billionths === 'large' || billionths > MOST * BILLIONTHS || billionths === 0)
    return refused(`a rate above zero, of at most ${MOST}`);
  return parsed({ currency: currency.value, into: into.value, rate: rate(billionths) });
}

/** `1 USD = 0.92 EUR` */
export function formatExchangeRate(currency: Currency, of: Rate, into: Currency): string {
  return `1 ${currency} = ${formatScaled(of, rateDecimals)} ${into}`;
}

function formHint(text: string): string | undefined {
  const [, from, number, to] = /^(?:1 *)?([A-Z]{3}) *[=:]? *([\d.]+) *([A-Z]{3})$/.exec(text) ?? [];
  if (from !== undefined && number !== undefined && to !== undefined) return `write 1 ${from} = ${number} ${to}`;
  return /^[\d.]+$/.test(text) ? 'name both currencies: 1 USD = 0.92 EUR' : undefined;
}
