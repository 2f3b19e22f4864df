import { describe, expect, it } from 'vitest';
import { addedDurations, durationsIn, histogramOf, type Durations } from './durations.ts';
import { createHistogram, latencyOf, record, type Histogram } from './histogram.ts';
import type { Latency } from './report.ts';

function measured(values: readonly number[]): Histogram {
  const histogram = createHistogram();
  for (const value of values) record(histogram, value);
  return histogram;
}

function read(durations: Durations): Latency {
  return latencyOf(histogramOf(durations), durations.max);
}

describe('durations that are added up', () => {
  const fast = Array.from({ length: 90 }, (_, n) => 100 + n);
  const slow = [2_000, 3_000, 3_100, 3_200, 40_001, 5_000, 6_000, 7_000, 8_000, 86_400_000];

  it('are those of all measurements in one histogram, in any order', () => {
    const [a, b, both] = [fast, slow, [...fast, ...slow]].map((values) => durationsIn(measured(values)));
    if (a === undefined || b === undefined || both === undefined) throw new Error('no durations');
    expect(addedDurations(a, b)).toEqual(both);
    expect(addedDurations(b, a)).toEqual(both);
    // The 99th of 100 is 40,001, which its bucket holds to three digits.
    expect(read(addedDurations(a, b))).toMatchObject({ count: 100, p50: 149, p99: 40_031, max: 86_400_000 });
  });

  it('of nothing are nothing, and change nothing', () => {
    const [none, some] = [durationsIn(measured([])), durationsIn(measured(slow))];
    expect(read(addedDurations(none, none))).toMatchObject({ count: 0, p50: 0, p99: 0, max: 0 });
    expect(addedDurations(none, some)).toEqual(some);
    expect(addedDurations(some, none)).toEqual(some);
  });
});
