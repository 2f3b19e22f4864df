/**
 * Checks over the items of a list. They run even when other parts of an item could not be read, so that one error does
 * not hide another; that is why they look at each item before they trust it.
 */
import type { z } from 'zod';
import { formatPercentage } from '../units/percentage.ts';
import { quoted } from '../problem.ts';
import { complain, isMapping } from './leaf.ts';

export const evenWithErrors = { when: ({ value }: z.core.ParsePayload): boolean => Array.isArray(value) };

type ListCheck = (items: readonly unknown[], context: z.core.$RefinementCtx<unknown[]>) => void;

/** No two items have the same text under a key; the complaint is about the key, or about the whole item. */
export function distinct(key: string, about: 'key' | 'item' = 'key'): ListCheck {
  return (items, context) => {
    const seen = new Set<unknown>();
    for (const [index, item] of items.entries()) {
      const value = fieldOf(item, key);
      if (typeof value !== 'string') continue;
      if (seen.has(value))
        complain(context, {
          path: about === 'key' ? [index, key] : [index],
          seen: `${quoted(value)} a second time`,
          expected: `a ${key} of its own`,
        });
      seen.add(value);
    }
  };
}

/** No number comes twice. */
export function eachOnce(numbers: readonly unknown[], context: z.core.$RefinementCtx<unknown[]>): void {
  const seen = new Set<number>();
  for (const [index, number] of numbers.entries()) {
    if (typeof number !== 'number') continue;
    if (seen.has(number))
      complain(context, { path: [index], seen: `${number} a second time`, expected: 'each number once' });
    seen.add(number);
  }
}

/** No two thresholds, or expectations, ask for the same, however they are written: their results could not be told apart. */
export function askedOnce(what: 'threshold' | 'expectation'): ListCheck {
  return (items, context) => {
    const asked = new Map<string, string>();
    for (const [index, item] of items.entries()) {
      const expression = fieldOf(item, 'expression');
      if (typeof expression !== 'string') continue;
      const meaning = ['metric', 'operator', 'bound', 'unit'].map((key) => String(fieldOf(item, key))).join(' ');
      const before = asked.get(meaning);
      asked.set(meaning, before ?? expression);
      if (before === undefined) continue;
      const other = before === expression ? '' : `, since ${quoted(before)} says the same`;
      complain(context, {
        path: [index],
        seen: `${quoted(expression)} a second time`,
        expected: `each ${what} once`,
        hint: `leave one of them out${other}`,
      });
    }
  };
}

/** All shares together are the whole. */
export function sumToWhole(shares: readonly unknown[], context: z.core.$RefinementCtx<unknown>): void {
  const sum = sumOf(shares);
  if (sum === undefined || sum === 1_000_000) return;
  const rest = Math.abs(1_000_000 - sum);
  const hint = `${formatPercentage(rest)} ${sum < 1_000_000 ? 'is missing' : 'is too much'}`;
  complain(context, { seen: `shares that sum to ${formatPercentage(sum)}`, expected: 'shares that sum to 100%', hint });
}

/** All shares together are at most the whole. */
export function sumWithinWhole(shares: readonly unknown[], context: z.core.$RefinementCtx<unknown>): void {
  const sum = sumOf(shares);
  if (sum === undefined || sum <= 1_000_000) return;
  complain(context, {
    seen: `shares that sum to ${formatPercentage(sum)}`,
    expected: 'shares that sum to at most 100%',
  });
}

/** What an item has under a key, if it is a mapping at all. */
export function fieldOf(item: unknown, key: string): unknown {
  return isMapping(item) ? item[key] : undefined;
}

/** Undefined where a share could not be read, or there is none: the sum would mislead. */
function sumOf(shares: readonly unknown[]): number | undefined {
  if (shares.length === 0) return undefined;
  let sum = 0;
  for (const share of shares) {
    if (typeof share !== 'number') return undefined;
    sum += share;
  }
  return sum;
}
