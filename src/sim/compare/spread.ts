/** A figure over many seeds: each seed is a pair with the same luck, so that it is the pairs that are compared. */
import type { FigureName } from './figures.ts';
import { inOrder, keyOf, type PairedFigure } from './paired-figures.ts';

export interface FigureSpread extends FigureName {
  /** Seeds in which there was something to measure in both; what follows is over these. */
  readonly seeds: number;
  /** The medians; null where no seed had anything to measure. */
  readonly a: number | null;
  readonly b: number | null;
  /** The median of what B has more than A, seed by seed: not the difference of the medians. */
  readonly difference: number | null;
  /** Seeds in which B has more than A, less, and as much. */
  readonly more: number;
  readonly less: number;
  readonly equal: number;
}

/** @param seeds the figures of each seed; one that a seed does not have is 0 there, in both */
export function spreadOf(seeds: readonly (readonly PairedFigure[])[]): FigureSpread[] {
  const names = new Map<string, FigureName>();
  const bySeed = seeds.map((figures) => {
    for (const { a: _a, b: _b, ...name } of figures) names.set(keyOf(name), name);
    return new Map(figures.map((figure) => [keyOf(figure), figure]));
  });
  return inOrder([...names.values()]).map((name) => {
    const pairs = bySeed.flatMap((figures) => {
      const { a, b } = figures.get(keyOf(name)) ?? { a: 0, b: 0 };
      return a === null || b === null ? [] : [{ a, b }];
    });
    const differences = pairs.map(({ a, b }) => b - a);
    return {
      ...name,
      seeds: pairs.length,
      a: median(pairs.map(({ a }) => a)),
      b: median(pairs.map(({ b }) => b)),
      difference: median(differences),
      more: differences.filter((difference) => difference > 0).length,
      less: differences.filter((difference) => difference < 0).length,
      equal: differences.filter((difference) => difference === 0).length,
    };
  });
}

/**
 * The middle of the values; of an even number, the mean of the two in the middle, rounded towards 0, so that it is the
 * same with its sign changed when A and B change places. Null of none.
 */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) return null;
  // A sum of -0 and 0 is 0, and -0 would be written as another number.
  return (low === high ? low : Math.trunc((low + high) / 2)) + 0;
}
