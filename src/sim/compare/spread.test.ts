import { describe, expect, it } from 'vitest';
import type { FigureName } from './figures.ts';
import { pairedFigures, type PairedFigure } from './paired-figures.ts';
import { median, spreadOf } from './spread.ts';

const captured: FigureName = { group: 'outcomes', name: 'captured', currency: null, unit: 'count', better: 'more' };
const p99: FigureName = { group: 'latency', name: 'checkout p99', currency: null, unit: 'ms', better: 'less' };
const fees: FigureName = { group: 'money', name: 'PSP fees', currency: 'EUR', unit: 'money', better: null };

function violated(invariant: string): FigureName {
  return { group: 'violations', name: invariant, currency: null, unit: 'count', better: 'less' };
}

describe('two runs', () => {
  it('have their figures side by side, by group, and invariants by number', () => {
    const a = [captured, p99, violated('I7 charge-posted-once')].map((name) => ({ ...name, value: 3 }));
    const b = [fees, captured, violated('I10 clearing'), violated('I2 at-most-one-charge')].map((name) => ({
      ...name,
      value: 5,
    }));
    expect(pairedFigures(a, b).map(({ name, a: one, b: other }) => [name, one, other])).toEqual([
      ['captured', 3, 5],
      ['PSP fees', 0, 5],
      ['checkout p99', 3, 0],
      ['I2 at-most-one-charge', 0, 5],
      ['I7 charge-posted-once', 3, 0],
      ['I10 clearing', 0, 5],
    ]);
  });

  it('have different figures where currencies differ', () => {
    const a = [{ ...fees, value: 30 }];
    const b = [{ ...fees, currency: 'JPY', value: 40 }];
    expect(pairedFigures(a, b).map(({ currency, a: one, b: other }) => [currency, one, other])).toEqual([
      ['EUR', 30, 0],
      ['JPY', 0, 40],
    ]);
  });
});

/** The pairs of one figure over seeds. */
function seeds(name: FigureName, ...pairs: readonly (readonly [number | null, number | null])[]): PairedFigure[][] {
  return pairs.map(([a, b]) => [{ ...name, a, b }]);
}

describe('a figure over many seeds', () => {
  it('has medians, and the median of what differs seed by seed, which is not what the medians differ by', () => {
    // A: 1, 8, 9, and B: 9, 2, 8; seed by seed +8, -6 and -1.
    expect(spreadOf(seeds(captured, [1, 9], [8, 2], [9, 8]))).toEqual([
      { ...captured, seeds: 3, a: 8, b: 8, difference: -1, more: 1, less: 2, equal: 0 },
    ]);
  });

  it('counts the seeds in which both have as much', () => {
    expect(spreadOf(seeds(captured, [4, 4], [4, 4], [4, 7]))).toMatchObject([
      { difference: 0, more: 1, less: 0, equal: 2 },
    ]);
  });

  it('is taken over the seeds in which there was something to measure', () => {
    expect(spreadOf(seeds(p99, [100, 250], [null, 300], [null, null]))).toMatchObject([
      { seeds: 1, a: 100, b: 250, difference: 150 },
    ]);
    expect(spreadOf(seeds(p99, [null, null]))).toMatchObject([{ seeds: 0, a: null, b: null, difference: null }]);
  });

  it('is none at all in a seed that does not have it: a violation that only some seeds show', () => {
    const shown = [
      [{ ...captured, a: 5, b: 5 }],
      [
        { ...captured, a: 5, b: 5 },
        { ...violated('I2'), a: 0, b: 3 },
      ],
    ];
    expect(spreadOf(shown)[1]).toMatchObject({ name: 'I2', seeds: 2, a: 0, b: 1, difference: 1, more: 1, equal: 1 });
  });
});

describe('a median', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1, 5], 5],
    [[1, 2, 8, 9], 5],
    [[1, 2, 3, 9], 2],
    [[-1, -2, -3, -9], -2],
    [[-3, 3], 0],
    [[0, -1], 0],
  ])('of %j is %j', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
