/** A claim that something is durable, as a message makes it by being sent. */
import type { Money } from '../../domain/money.ts';
import { spell } from './figures.ts';

export interface Claim {
  /** What was said, as the beginning of a sentence. */
  readonly said: string;
  /** What speaks against it, as the end of the sentence; undefined when nothing does. */
  readonly missing: string | undefined;
  readonly money?: Money | undefined;
}

/** What speaks against a record's having a status. */
export function otherThan(expected: string, what: string, stored: string | undefined): string | undefined {
  if (stored === expected) return undefined;
  return stored === undefined ? `${what} is not stored` : `${what} is stored as ${stored}`;
}

/** What speaks against a record's having an amount. */
export function otherAmountThan(
  { amount, currency }: Money,
  what: string,
  stored: Money | undefined,
): string | undefined {
  if (stored === undefined) return `no ${what} is stored`;
  if (stored.amount === amount && stored.currency === currency) return undefined;
  return `the stored ${what} is ${spell(stored.amount, stored.currency)}`;
}
