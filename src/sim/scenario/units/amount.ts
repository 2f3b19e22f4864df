/** Money as people write it: `1.00 USD`, `30 JPY`, `4.00 EUR to 180.00 EUR`. The decimals are the currency's own. */
import { exponentOf, isCurrency, type Currency } from '../../../domain/currency.ts';
import { minorUnits, type MinorUnits, type Money } from '../../../domain/money.ts';
import { currencySuggestion } from '../did-you-mean.ts';
import { decimalPattern, parseDecimal, timesWhole } from './decimal.ts';
import { parsed, refused, type Parsed, type Refused } from './parsed.ts';

export interface MoneyRange {
  readonly currency: Currency;
  readonly lowest: MinorUnits;
  readonly highest: MinorUnits;
}

export const amountPattern = `${decimalPattern} [A-Z]{3}`;
export const amountRangePattern = `${amountPattern} to ${amountPattern}`;
const anAmount = 'an amount such as 1.00 USD, 30 JPY or 0.090 KWD';
const anAmountRange = 'a range such as 4.00 EUR to 180.00 EUR';

const form = new RegExp(`^(${decimalPattern}) +([A-Z]{3})$`);

/** An amount of zero or more. More decimals than the currency has are refused, fewer are not. */
export function parseAmount(text: string): Parsed<Money> {
  const [, number = '', code = ''] = form.exec(text.trim()) ?? [];
  const decimal = parseDecimal(number);
  if (decimal === undefined) return refused(anAmount, formHint(text.trim()));
  const currency = parseCurrency(code);
  if (!currency.ok) return currency;
  const exponent = exponentOf(currency.value);
  if (decimal.decimals > exponent) return tooManyDecimals(currency.value, exponent);
  const amount = timesWhole(decimal, 10 ** exponent);
  if (typeof amount === 'string')
    return refused('an amount that is exact to the minor unit (at most 9,007,199,254,740,991)');
  return parsed({ amount: minorUnits(amount), currency: currency.value });
}

/** Two amounts in one currency, the second not below the first. */
export function parseAmountRange(text: string): Parsed<MoneyRange> {
  const [from, to, more] = text.trim().split(/\s+to\s+/);
  if (from === undefined || to === undefined || more !== undefined)
    return refused(anAmountRange, rangeHint(text.trim()));
  const lowest = parseAmount(from);
  if (!lowest.ok) return /^[\d.]+$/.test(from) ? refused(anAmountRange, 'both ends carry the currency') : lowest;
  const highest = parseAmount(to);
  if (!highest.ok) return highest;
  const { currency, amount } = lowest.value;
  if (highest.value.currency !== currency) return refused('a range in one currency');
  if (highest.value.amount < amount) return refused('a range from the lower amount to the higher');
  return parsed({ currency, lowest: amount, highest: highest.value.amount });
}

/** An ISO 4217 code in upper case. */
export function parseCurrency(text: string): Parsed<Currency> {
  return isCurrency(text) ? parsed(text) : refused('an ISO 4217 currency code such as EUR', currencySuggestion(text));
}

function tooManyDecimals(currency: Currency, exponent: number): Refused {
  const decimals = exponent === 0 ? 'without decimals' : `with at most ${exponent} decimals`;
  return refused(`an amount of ${currency} ${decimals}`);
}

function formHint(text: string): string | undefined {
  const [, code, number] = /^([A-Z]{3}) *([\d.]+)$/.exec(text) ?? [];
  if (code !== undefined && number !== undefined) return `write ${number} ${code}`;
  const [, digits = '', after = ''] = /^([\d,_]+(?:\.\d+)?) *([A-Z]{3})$/.exec(text) ?? [];
  // Between thousands it is left out; what is left of it stands where others have a point.
  const amount = digits.replace(/[,_](?=\d{3}(?!\d))/g, '').replace(',', '.');
  if (parseDecimal(amount) !== undefined) return `write ${amount} ${after}`;
  return /^[\d.]+$/.test(text) ? 'name the currency: `1.00 EUR`' : undefined;
}

function rangeHint(text: string): string | undefined {
  return parseAmount(text).ok ? `for a fixed price write ${text} to ${text}` : undefined;
}
