/** The figures of two runs with the same luck side by side. */
import { figureGroups, type Figure, type FigureName } from './figures.ts';

export interface PairedFigure extends FigureName {
  /** Null where there was nothing to measure. */
  readonly a: number | null;
  readonly b: number | null;
}

/** In the order of the groups; a violation that one run alone has is none at all in the other. */
export function pairedFigures(a: readonly Figure[], b: readonly Figure[]): PairedFigure[] {
  const pairs = new Map<string, PairedFigure>();
  for (const { value, ...name } of a) pairs.set(keyOf(name), { ...name, a: value, b: 0 });
  for (const { value, ...name } of b) {
    const key = keyOf(name);
    pairs.set(key, { ...(pairs.get(key) ?? { ...name, a: 0 }), b: value });
  }
  return inOrder([...pairs.values()]);
}

/** Two figures with the same key are of the same. */
export function keyOf({ group, name, currency }: FigureName): string {
  return JSON.stringify([group, name, currency]);
}

/** By group, and invariants by their numbers; the rest as it is. */
export function inOrder<F extends FigureName>(figures: readonly F[]): F[] {
  return figures.toSorted(
    (one, other) =>
      figureGroups.indexOf(one.group) - figureGroups.indexOf(other.group) ||
      (one.group === 'violations' ? invariantNumber(one) - invariantNumber(other) : 0),
  );
}

/** 7 of `I7 charge-posted-once`. */
function invariantNumber({ name }: FigureName): number {
  return Number(/^I(\d+)/.exec(name)?.[1]);
}
