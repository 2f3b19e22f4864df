/** How many faults of each kind fired in the seeds of an exploration. */
import type { FaultResult } from '../report/report.ts';

export interface FaultSpread {
  readonly kind: string;
  /** Seeds in which it fired at least once. */
  readonly seeds: number;
  readonly total: number;
  readonly min: number;
  /** The middle one of all seeds; of an even number, the lower of the two in the middle. */
  readonly median: number;
  readonly max: number;
}

/**
 * The spread of each kind that some seed could have had, by name.
 * @param seeds what fired in each seed; a kind that is not named there did not fire
 */
export function spreadOfFaults(seeds: readonly (readonly FaultResult[])[]): FaultSpread[] {
  const fired = seeds.map((faults) => new Map(faults.map((fault) => [fault.kind, fault.fired])));
  const kinds = new Set(fired.flatMap((bySeed) => [...bySeed.keys()]));
  return [...kinds].toSorted().map((kind) =>
    spreadOf(
      kind,
      fired.map((bySeed) => bySeed.get(kind) ?? 0),
    ),
  );
}

function spreadOf(kind: string, counts: readonly number[]): FaultSpread {
  const sorted = counts.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  return {
    kind,
    seeds: counts.filter((count) => count > 0).length,
    total: counts.reduce((sum, count) => sum + count, 0),
    min: at(0),
    median: at(Math.floor((counts.length - 1) / 2)),
    max: at(counts.length - 1),
  };
}
