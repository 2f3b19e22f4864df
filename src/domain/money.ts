/**
 * Money: an integer number of minor units and a currency. There are no floats and no mixed currencies, and a total
 * outside the safe integers throws instead of losing a penny.
 */
import { exponentOf, type Currency } from './currency.ts';

/** A safe integer count of a currency's minor units: cents, yen, fils. May be negative. */
export type MinorUnits = number & { readonly __brand: 'MinorUnits' };

export interface Money {
  readonly amount: MinorUnits;
  readonly currency: Currency;
}

/** A share in parts per million: 2.9 % is 29,000. */
export type PartsPerMillion = number;

const MILLION = 1_000_000;

/** @throws RangeError unless `value` is a safe integer. */
export function minorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an exact number of minor units`);
  // Negative zero would compare unequal to zero in a report.
  return (value === 0 ? 0 : value) as MinorUnits;
}

/** @throws RangeError unless `amount` is a safe integer of minor units. */
export function money(amount: number, currency: Currency): Money {
  return { amount: minorUnits(amount), currency };
}

/** @throws RangeError when the currencies differ or the sum is not exact. */
export function add(a: Money, b: Money): Money {
  return money(a.amount + sameCurrency(a, b).amount, a.currency);
}

/** @throws RangeError when the currencies differ or the difference is not exact. */
export function subtract(a: Money, b: Money): Money {
  return money(a.amount - sameCurrency(a, b).amount, a.currency);
}

/** The sum of amounts in one currency; zero when there are none. */
export function total(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce(add, money(0, currency));
}

/**
 * A share of a non-negative amount, rounded half up to the minor unit.
 * @param rate parts per million, a non-negative integer
 * @throws RangeError when the amount or the rate is negative, or the rate is not an integer
 */
export function shareOf(whole: Money, rate: PartsPerMillion): Money {
  if (whole.amount < 0) throw new RangeError(`a share of the negative amount ${whole.amount} is not defined`);
  if (!Number.isSafeInteger(rate) || rate < 0) throw new RangeError(`${rate} is not a share in parts per million`);
  // By the million, since amount times rate may leave the safe integers long before the result does.
  const units = whole.amount % MILLION;
  const millions = (whole.amount - units) / MILLION;
  const part = rate % MILLION;
  const times = (rate - part) / MILLION;
  return money(whole.amount * times + millions * part + Math.round((units * part) / MILLION), whole.currency);
}

/** The amount as people read it, with the currency's own decimals: `1,234.56 EUR`, `-5,000 JPY`, `0.125 KWD`. */
export function formatMoney(value: Money): string {
  return `${formatMinorUnits(value.amount, value.currency)} ${value.currency}`;
}

/** Like `formatMoney`, without the currency's code. */
export function formatMinorUnits(amount: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = Math.abs(amount)
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${amount < 0 ? '-' : ''}${whole}${decimals}`;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be added`);
  return b;
}
