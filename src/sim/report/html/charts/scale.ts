/** Linear scales with round ticks, in integers throughout. */

export interface Scale {
  readonly lowest: number;
  readonly highest: number;
  /** Ascending; the first is `lowest` and the last is `highest`. */
  readonly ticks: readonly number[];
}

/**
 * A scale that holds zero and every value, with steps of 1, 2 or 5 times a power of ten.
 * @param steps about how many steps there should be, at least 1
 */
export function scaleFor(values: readonly number[], steps: number): Scale {
  const { least, most } = extent(values);
  const step = roundStep((most - least) / steps);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step + 0);
  return { lowest: first * step, highest: last * step, ticks };
}

/** How high a value stands: the distance from the top, in pixels, of a plot of that height. */
export function heightOn(scale: Scale, value: number, pixels: number): number {
  const share = (scale.highest - value) / (scale.highest - scale.lowest);
  return Number((share * pixels).toFixed(1));
}

/** Adds neighbours together until there are at most `most` values. */
export function summedInGroups(values: readonly number[], size: number): number[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, group) =>
    values.slice(group * size, (group + 1) * size).reduce((a, b) => a + b, 0),
  );
}

function roundStep(wanted: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      if (factor * power >= wanted) return factor * power;
    }
  }
}

function extent(values: readonly number[]): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}
