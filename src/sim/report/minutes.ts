/** How often something happened in each minute of virtual time: what adds up over runs, where slices of a chart do not. */
import type { Instant } from '../../domain/calendar.ts';

/** Minutes since the beginning of virtual time and their counts, ascending; minutes without any are left out. */
export type Minutes = readonly (readonly [minute: number, count: number])[];

export interface MinuteCounter {
  /** @param times how often; once when left out */
  count(at: Instant, times?: number): void;
  minutes(): Minutes;
}

export const MINUTE_MS = 60_000;

export function createMinuteCounter(start: Instant): MinuteCounter {
  const counts = new Map<number, number>();
  return {
    count(at, times = 1) {
      const minute = Math.floor((at - start) / MINUTE_MS);
      counts.set(minute, (counts.get(minute) ?? 0) + times);
    },
    minutes: () => ascending(counts),
  };
}

export function addedMinutes(a: Minutes, b: Minutes): Minutes {
  const counts = new Map(a);
  for (const [minute, count] of b) counts.set(minute, (counts.get(minute) ?? 0) + count);
  return ascending(counts);
}

function ascending(counts: ReadonlyMap<number, number>): Minutes {
  return [...counts].toSorted(([a], [b]) => a - b);
}
