import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleIndex, sampleMs, sampleShare, weightedTable } from './sampling.ts';
import type { Quantiles } from './scenario/scenario.ts';

/** The greatest draw that any dice could give. */
const ALMOST_ONE = 1 - 2 ** -53;
const draws = fc.double({ min: 0, max: ALMOST_ONE, noNaN: true });

describe('sampleMs', () => {
  const latency: Quantiles = [
    { share: 0, ms: 10 },
    { share: 500_000, ms: 20 },
    { share: 900_000, ms: 100 },
    { share: 1_000_000, ms: 500 },
  ];

  it.each([
    [0, 10],
    [0.25, 15],
    [0.5, 20],
    [0.7, 60],
    [0.9, 100],
    [0.95, 300],
    // 400 ms over a tenth of the draws: 0.000001 of them is 0.004 ms short of the end.
    [0.999999, 499],
    [ALMOST_ONE, 499],
  ])('at a draw of %d is %d ms', (draw, ms) => {
    expect(sampleMs(latency, draw)).toBe(ms);
  });

  it('is always the same for a distribution that knows one value only', () => {
    const fixed: Quantiles = [
      { share: 0, ms: 7 },
      { share: 1_000_000, ms: 7 },
    ];
    expect([0, 0.5, ALMOST_ONE].map((draw) => sampleMs(fixed, draw))).toEqual([7, 7, 7]);
  });

  it('jumps where two quantiles have one share', () => {
    const jump: Quantiles = [
      { share: 0, ms: 10 },
      { share: 500_000, ms: 10 },
      { share: 500_000, ms: 40 },
      { share: 1_000_000, ms: 40 },
    ];
    expect([0, 0.499999, 0.5, ALMOST_ONE].map((draw) => sampleMs(jump, draw))).toEqual([10, 10, 40, 40]);
  });

  it('needs a distribution', () => {
    expect(() => sampleMs([], 0.5)).toThrow('a distribution without quantiles has no values');
  });

  it('is a whole number within the bounds, and no less for a greater draw', () => {
    const ascending = fc
      .array(fc.nat({ max: 100_000 }), { minLength: 2, maxLength: 6 })
      .map((ms) => ms.toSorted((a, b) => a - b));
    const inner = fc
      .array(fc.nat({ max: 1_000_000 }), { minLength: 4, maxLength: 4 })
      .map((at) => at.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(ascending, inner, draws, draws, (values, between, one, other) => {
        const shares = [0, ...between.slice(0, values.length - 2), 1_000_000];
        const quantiles = values.map((ms, index) => ({ share: shares[index] ?? 0, ms }));
        const [less, more] = [sampleMs(quantiles, Math.min(one, other)), sampleMs(quantiles, Math.max(one, other))];
        expect([less, more].every(Number.isSafeInteger)).toBe(true);
        expect(less).toBeGreaterThanOrEqual(values[0] ?? 0);
        expect(more).toBeGreaterThanOrEqual(less);
        expect(more).toBeLessThanOrEqual(values.at(-1) ?? 0);
      }),
    );
  });
});

describe('sampleIndex', () => {
  it.each([
    [[1, 0, 3], 0, 0],
    [[1, 0, 3], 0.2499, 0],
    [[1, 0, 3], 0.25, 2],
    [[1, 0, 3], ALMOST_ONE, 2],
    [[0, 0, 5], 0, 2],
    [[2, 0], ALMOST_ONE, 0],
    // The weights, taken away one by one, leave a sliver of their sum.
    [[0.1, 0.2, 0.3, 0], ALMOST_ONE, 2],
  ])('of weights %j at %d is choice %d', (weights, draw, index) => {
    expect(sampleIndex(weights, draw)).toBe(index);
  });
});

describe('a weighted table', () => {
  it('gives what sampleIndex gives, choices of no weight included', () => {
    const weights = fc
      .array(fc.oneof(fc.constant(0), fc.nat({ max: 1000 })), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((weight) => weight > 0));
    fc.assert(
      fc.property(weights, draws, (all, draw) => {
        expect(weightedTable(all)(draw)).toBe(sampleIndex(all, draw));
      }),
      { numRuns: 500 },
    );
  });

  it('never gives a choice of no weight, however the sums are rounded', () => {
    const weights = fc
      .array(fc.constantFrom(0, 0.1, 0.2, 1 / 3, 0.7, 1e-9), { minLength: 1, maxLength: 8 })
      .filter((all) => all.some((weight) => weight > 0));
    const edges = fc.oneof(draws, fc.constantFrom(0, ALMOST_ONE, 0.5, 1 / 3));
    fc.assert(
      fc.property(weights, edges, (all, draw) => {
        expect(all[weightedTable(all)(draw)]).toBeGreaterThan(0);
        expect(all[sampleIndex(all, draw)]).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('sampleShare', () => {
  it.each([
    [[50_000, 10_000], 0, 0],
    [[50_000, 10_000], 0.049999, 0],
    [[50_000, 10_000], 0.05, 1],
    [[50_000, 10_000], 0.059999, 1],
    [[50_000, 10_000], 0.06, undefined],
    [[50_000, 10_000], ALMOST_ONE, undefined],
    [[0, 10_000], 0, 1],
    [[1_000_000], ALMOST_ONE, 0],
    [[], 0, undefined],
  ])('of shares %j at %d is choice %s', (shares, draw, index) => {
    expect(sampleShare(shares, draw)).toBe(index);
  });
});
