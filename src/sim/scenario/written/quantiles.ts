/** A distribution of durations by its quantiles: `{ min: 80ms, p50: 240ms, p99.9: 4s, max: 25s }`. */
import { z } from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import type { Quantiles } from '../scenario.ts';
import { DAY_MS, durationPattern, formatDuration } from '../units/duration.ts';
import { parseDecimal, timesWhole } from '../units/decimal.ts';
import { durationBetween } from './forms.ts';
import { complain, text } from './leaf.ts';

const quantileKey = /^p(\d{1,2}(?:\.\d{1,4})?)$/;

interface Named {
  readonly key: string;
  readonly share: number;
  readonly ms: number;
}

/**
 * `min` and `max`, and any number of `pNN` between them, in any order; their values ascend.
 * @param leastMs no value may be smaller
 */
export function quantiles(description: string, leastMs = 0) {
  const aValue = durationBetween(leastMs, DAY_MS);
  const ends = { min: text(aValue, 'The smallest value.'), max: text(aValue, 'The largest value.') };
  return z
    .object(ends, { error: 'a mapping such as { min: 1ms, p50: 2ms, p99: 12ms, max: 80ms }' })
    .catchall(text(aValue, 'The value that this share of cases stays below.'))
    .transform((written, context): Quantiles => {
      const named = Object.entries(written).map(([key, ms]) => ({ key, share: shareOf(key), ms }));
      const known = named.filter((entry): entry is Named => entry.share !== undefined);
      for (const { key, share } of named) if (share === undefined) complainOfKey(context, key);
      known.sort((a, b) => a.share - b.share);
      complainOfOrder(context, known);
      return known.map(({ share, ms }) => ({ share, ms }));
    })
    .meta({
      description,
      patternProperties: { '^p[0-9]{1,2}([.][0-9]{1,4})?$': { type: 'string', pattern: `^${durationPattern}$` } },
      additionalProperties: false,
    });
}

/** Parts per million; undefined for a key that is no quantile. */
function shareOf(key: string): number | undefined {
  if (key === 'min') return 0;
  if (key === 'max') return 1_000_000;
  const decimal = parseDecimal(quantileKey.exec(key)?.[1] ?? '');
  const share = decimal === undefined ? 0 : timesWhole(decimal, 10_000);
  return typeof share === 'number' && share > 0 ? share : undefined;
}

function complainOfKey(context: z.core.$RefinementCtx, key: string): void {
  const expected = 'min, max, or a quantile such as p50, p95 or p99.9';
  const hint =
    key === 'p100'
      ? 'the largest value is called max'
      : /^p0*$/.test(key)
        ? 'the smallest value is called min'
        : undefined;
  complain(context, {
    path: [key],
    atKey: true,
    seen: 'unknown key',
    expected,
    hint: hint ?? didYouMean(key, ['min', 'max', 'p50', 'p95', 'p99']),
  });
}

function complainOfOrder(context: z.core.$RefinementCtx, ascending: readonly Named[]): void {
  for (const [index, { key, share, ms }] of ascending.entries()) {
    const before = ascending[index - 1];
    if (before === undefined) continue;
    if (share === before.share) {
      complain(context, {
        path: [key],
        atKey: true,
        seen: `${key} beside ${before.key}`,
        expected: 'each quantile once',
      });
    } else if (ms < before.ms) {
      const floor = formatDuration(before.ms);
      complain(context, { path: [key], expected: `at least ${floor}, since ${before.key} is ${floor}` });
    }
  }
}
