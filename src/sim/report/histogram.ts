/**
 * HDR histograms of latencies in milliseconds: three digits exact, and all of one size, so that any two can be added and
 * what was measured apart is read as one.
 */
import { build, type Histogram } from 'hdr-histogram-js';
import type { Latency } from './report.ts';

export type { Histogram };

/** 24 days, in milliseconds; nothing that the flow does takes longer. */
const HIGHEST_MS = 2 ** 31 - 1;

export function createHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MS,
    numberOfSignificantValueDigits: 3,
    // Those that have grown to different sizes lose the exact maximum when they are added.
    autoResize: false,
    useWebAssembly: false,
  });
}

/** @param times how often; once when left out */
export function record(histogram: Histogram, ms: number, times = 1): void {
  histogram.recordValueWithCount(Math.min(HIGHEST_MS, ms), times);
}

/**
 * The longest duration that a histogram cannot tell from this one, in milliseconds: of these there are few, however much is
 * measured, and each makes up the same histogram as the duration itself.
 */
export function longestAlike(ms: number): number {
  const known = Math.min(HIGHEST_MS, ms);
  // Up to 2,047 every millisecond is told apart, up to 4,095 every second one, and so on.
  const alike = 1 << Math.max(0, 21 - Math.clz32(known));
  return known - (known % alike) + alike - 1;
}

/**
 * Its percentiles; all of them zero where nothing was measured.
 * @param max the longest, in milliseconds, where it is known better than by the histogram
 */
export function latencyOf(histogram: Histogram, max = histogram.maxValue): Latency {
  const { totalCount: count } = histogram;
  const at = (percentile: number): number =>
    // A percentile is the upper edge of its bucket, and no value was larger than the largest.
    count === 0 ? 0 : Math.min(histogram.getValueAtPercentile(percentile), max);
  return { count, p50: at(50), p90: at(90), p95: at(95), p99: at(99), p999: at(99.9), max: count === 0 ? 0 : max };
}
