/** Parts of an order, as refunds and dispatches are of them. */
import { money, shareOf, type Money, type PartsPerMillion } from '../../domain/money.ts';

/** A part is between these two shares. */
const leastPart: PartsPerMillion = 100_000;
const mostPart: PartsPerMillion = 900_000;

/** More than nothing and less than all, where that is possible. */
export function partOf(whole: Money, draw: number): Money {
  const part = shareOf(whole, between(leastPart, mostPart, draw)).amount;
  return money(Math.max(1, Math.min(part, whole.amount - 1)), whole.currency);
}

/** A whole number from the least to the most, both included. */
export function between(least: number, most: number, draw: number): number {
  return least + Math.floor(draw * (most - least + 1));
}
