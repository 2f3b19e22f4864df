/** From a uniform draw to a value, by tables and plain arithmetic, so that every platform gets the same value. */
import type { PartsPerMillion } from '../domain/money.ts';
import type { Quantiles } from './scenario/scenario.ts';

/**
 * The value at a share of a distribution: whole milliseconds on the straight line between two quantiles.
 * @param draw 0 inclusive to 1 exclusive
 */
export function sampleMs(quantiles: Quantiles, draw: number): number {
  const share = draw * 1_000_000;
  let below = quantiles[0];
  if (below === undefined) throw new RangeError('a distribution without quantiles has no values');
  for (const above of quantiles) {
    if (share < above.share) {
      const part = (share - below.share) / (above.share - below.share);
      return Math.floor(below.ms + part * (above.ms - below.ms));
    }
    below = above;
  }
  return below.ms;
}

/**
 * Which of the weighted choices a draw falls on.
 * @param weights not negative, not all zero
 * @param draw 0 inclusive to 1 exclusive
 */
export function sampleIndex(weights: readonly number[], draw: number): number {
  const sum = weights.reduce((a, b) => a + b, 0);
  let left = draw * sum;
  for (const [index, weight] of weights.entries()) {
    if (left < weight) return index;
    left -= weight;
  }
  // Rounding may leave a sliver past the last weight; it belongs to the last choice that can be drawn at all.
  return weights.findLastIndex((weight) => weight > 0);
}

/**
 * The table of a weighted choice that is drawn from often: cumulative weights, searched by bisection.
 * @returns a function from a draw to an index
 */
export function weightedTable(weights: readonly number[]): (draw: number) => number {
  const cumulative: number[] = [];
  let sum = 0;
  for (const weight of weights) cumulative.push((sum += weight));
  return (draw) => {
    const wanted = draw * sum;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The first index whose share covers the draw; undefined when the draw lies past all of them. Shares need not fill the whole. */
export function sampleShare(shares: readonly PartsPerMillion[], draw: number): number | undefined {
  let left = draw * 1_000_000;
  for (const [index, share] of shares.entries()) {
    if (left < share) return index;
    left -= share;
  }
  return undefined;
}
