/** Amounts as files between institutions write them: major units with the currency's exact decimals, `-1234.50`. */
import { exponentOf, type Currency } from '../../domain/currency.ts';
import { minorUnits, type MinorUnits } from '../../domain/money.ts';

/**
 * Minor units as a decimal without grouping; string arithmetic only, so nothing is rounded.
 * @throws RangeError unless `amount` is a safe integer
 */
export function decimalAmount(amount: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = Math.abs(minorUnits(amount))
    .toString()
    .padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const decimals = exponent === 0 ? '' : `.${digits.slice(point)}`;
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${decimals}`;
}

/**
 * The minor units of a decimal that was written by `decimalAmount`.
 * @throws RangeError when the text is written in any other way, or is too large to be exact
 */
export function parseDecimalAmount(text: string, currency: Currency): MinorUnits {
  const amount = Number(text.replace('.', ''));
  if (Number.isSafeInteger(amount) && decimalAmount(amount, currency) === text) return minorUnits(amount);
  throw new RangeError(`"${text}" is not an amount of ${currency} with ${exponentOf(currency)} decimals`);
}
