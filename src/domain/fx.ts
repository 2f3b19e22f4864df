/**
 * Foreign exchange between the buyer's currency and the sellers': a rate is quoted when an order is created and kept with
 * it, and whatever becomes of the order is converted at that rate. Everything is integers: a conversion is exact until it
 * is rounded, once, half to even, to the minor unit.
 */
import type { BusinessDate } from './calendar.ts';
import { exponentOf, type Currency } from './currency.ts';
import { money, type Money } from './money.ts';

/** Billionths of a unit of the sellers' currency for one unit of the buyer's: 0.92 is 920,000,000. */
export type Rate = number & { readonly __brand: 'Rate' };

/** How many decimals a rate has. */
export const rateDecimals = 9;

/** What one unit of the buyer's currency is worth in the sellers', by the rate of a business date. */
export interface Quote {
  /** The sellers' currency. */
  readonly currency: Currency;
  readonly rate: Rate;
  readonly date: BusinessDate;
}

/** An order, and each refund of it: the seller's share is given and taken back at one rate; without one, as it is. */
export interface Quoted {
  readonly quote?: Quote;
}

/** What is agreed with the sellers: the one currency in which they are paid, at the market's rates. */
export interface FxPolicy {
  readonly sellers: Currency;
  /** The rate of a business date from a currency to the sellers'. */
  readonly rateOn: (currency: Currency, date: BusinessDate) => Rate;
}

/** @throws RangeError unless `billionths` is a safe integer above zero. */
export function rate(billionths: number): Rate {
  if (!Number.isSafeInteger(billionths) || billionths < 1) throw new RangeError(`${billionths} is not a rate`);
  return billionths as Rate;
}

/** Undefined where nothing is to be converted: the buyer pays in the sellers' own currency, or sellers take any. */
export function quoteOf(currency: Currency, date: BusinessDate, fx: FxPolicy | undefined): Quote | undefined {
  if (fx === undefined || fx.sellers === currency) return undefined;
  return { currency: fx.sellers, rate: fx.rateOn(currency, date), date };
}

/**
 * An amount in the sellers' currency, rounded half to even to its minor unit.
 * @throws RangeError when the amount is negative, or the result is not exact
 */
export function convert({ amount, currency }: Money, { currency: into, rate: billionths }: Quote): Money {
  if (amount < 0) throw new RangeError(`the negative amount ${amount} cannot be converted`);
  const decimals = BigInt(exponentOf(currency) + rateDecimals - exponentOf(into));
  const exact = BigInt(amount) * BigInt(billionths);
  return money(Number(halfToEven(exact, 10n ** decimals)), into);
}

/** A rate that has moved by so many parts per million, up or down; it neither falls to nothing nor grows past what is exact. */
export function moved(from: Rate, by: number): Rate {
  const next = Number(halfToEven(BigInt(from) * BigInt(1_000_000 + by), 1_000_000n));
  return rate(Math.min(Math.max(1, next), Number.MAX_SAFE_INTEGER));
}

function halfToEven(dividend: bigint, divisor: bigint): bigint {
  const below = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && below % 2n === 1n);
  return up ? below + 1n : below;
}
