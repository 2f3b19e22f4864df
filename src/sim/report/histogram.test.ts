import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistogram, latencyOf, longestAlike, record } from './histogram.ts';

describe('the longest duration that cannot be told from another', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2_047, 2_047],
    [2_048, 2_049],
    [4_095, 4_095],
    [4_096, 4_099],
    [60_000, 60_031],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, 2 ** 31 - 1],
  ])('from %i ms is %i ms', (ms, longest) => {
    expect(longestAlike(ms)).toBe(longest);
  });

  it('is what a histogram gives as the percentiles of it, in between others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (ms) => {
        const histogram = createHistogram();
        for (const each of [0, ms, 2 ** 31 - 1]) record(histogram, each);
        expect(latencyOf(histogram).p50).toBe(longestAlike(ms));
      }),
    );
  });

  it('is one of few', () => {
    const all = new Set(Array.from({ length: 600_000 }, (_, ms) => longestAlike(ms)));
    // 2,048 that are told apart, and 1,024 for each doubling up to 524,288, then some.
    expect(all.size).toBe(2_048 + 8 * 1_024 + Math.ceil((600_000 - 524_288) / 512));
  });
});
