import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedDurationCounts, durationCounts, histogramOfCounts, noDurations } from './duration-counts.ts';
import { latencyOf } from './histogram.ts';

function countsOf(durations: readonly number[]): ReturnType<typeof durationCounts> {
  const counts = new Map<number, number>();
  for (const ms of durations) counts.set(ms, (counts.get(ms) ?? 0) + 1);
  return durationCounts(counts);
}

describe('counted durations', () => {
  it('are in ascending order, each once', () => {
    expect(countsOf([700, 300, 700, 5])).toEqual({ ms: [5, 300, 700], times: [1, 1, 2] });
    expect(countsOf([])).toEqual(noDurations);
  });

  it('of two add up', () => {
    const both = addedDurationCounts(countsOf([300, 700]), countsOf([5, 700, 700, 900]));
    expect(both).toEqual({ ms: [5, 300, 700, 900], times: [1, 1, 3, 1] });
  });

  it('of two are those of all that either of them counted', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        expect(addedDurationCounts(countsOf(a), countsOf(b))).toEqual(countsOf([...a, ...b]));
      }),
    );
  });

  it('have the percentiles of a histogram', () => {
    const { count, p50, max } = latencyOf(histogramOfCounts(countsOf([100, 200, 200, 900])));
    expect({ count, p50, max }).toEqual({ count: 4, p50: 200, max: 900 });
  });
});
