/** How many of each duration there were: what percentiles are read from once all of it has been added up. */
import { createHistogram, record, type Histogram } from './histogram.ts';

/**
 * Two lists of the same length, since a large load keeps some hundred thousand of these counts and a pair each would take
 * four times the memory.
 */
export interface DurationCounts {
  /** Durations in milliseconds, ascending. */
  readonly ms: readonly number[];
  /** How many there were of each. */
  readonly times: readonly number[];
}

export const noDurations: DurationCounts = { ms: [], times: [] };

/** @param counts how many there were of each duration, in milliseconds */
export function durationCounts(counts: ReadonlyMap<number, number>): DurationCounts {
  const ms = [...counts.keys()].toSorted((a, b) => a - b);
  return { ms, times: ms.map((each) => counts.get(each) ?? 0) };
}

/** Both lists are gone through once, side by side. */
export function addedDurationCounts(a: DurationCounts, b: DurationCounts): DurationCounts {
  const ms: number[] = [];
  const times: number[] = [];
  let [inA, inB] = [0, 0];
  while (inA < a.ms.length || inB < b.ms.length) {
    const [fromA, fromB] = [a.ms[inA] ?? Infinity, b.ms[inB] ?? Infinity];
    const least = Math.min(fromA, fromB);
    let sum = 0;
    if (fromA === least) sum += a.times[inA++] ?? 0;
    if (fromB === least) sum += b.times[inB++] ?? 0;
    ms.push(least);
    times.push(sum);
  }
  return { ms, times };
}

export function histogramOfCounts({ ms, times }: DurationCounts): Histogram {
  const histogram = createHistogram();
  for (const [index, each] of ms.entries()) record(histogram, each, times[index]);
  return histogram;
}
