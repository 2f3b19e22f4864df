/** Where a system gives in: between which two of the tried rates, and which service has no room first. */
import { ratesBetween, type RateRange, type TriedRate } from './rates.ts';
import type { StepLoad, StepResult } from './step.ts';

export interface Knee {
  /** The highest rate below all that miss; null where the lowest misses. */
  readonly highest: StepResult | null;
  /** The lowest rate that misses something; null where none does. */
  readonly missing: StepResult | null;
  /** Rates above that one which met everything again: luck decides around there. */
  readonly again: readonly StepResult[];
}

/** @param steps in the order of their rates */
export function kneeOf(steps: readonly StepResult[]): Knee {
  const first = steps.findIndex(({ meets }) => !meets);
  if (first < 0) return { highest: steps.at(-1) ?? null, missing: null, again: [] };
  return {
    highest: steps[first - 1] ?? null,
    missing: steps[first] ?? null,
    again: steps.slice(first).filter(({ meets }) => meets),
  };
}

/** The rates to try next, between the two of the knee; none where there is no room between them, or no knee. */
export function ratesAround({ highest, missing }: Knee, { unit }: RateRange): TriedRate[] {
  return highest === null || missing === null ? [] : ratesBetween(rateOf(highest), rateOf(missing), unit);
}

function rateOf({ rate: text, perHour }: StepResult): TriedRate {
  return { text, perHour };
}

export interface Saturation {
  readonly service: string;
  /** The lowest rate at which it had no room left. */
  readonly rate: string;
  readonly load: StepLoad;
}

/** So many parts per million of its places were taken in a minute: what comes then has to wait. */
const FULL = 950_000;

/** Where one message in so many is rejected, the p99 of the calls to the service tells of it; one in thousands is a burst. */
const REJECTED_ONE_IN = 100;

/**
 * The service that has no room left at the lowest rate: it rejects one message in a hundred, or is full for a minute. Of
 * several, the one that is busiest. Null where all have room at every rate.
 */
export function firstSaturated(steps: readonly StepResult[]): Saturation | null {
  for (const { rate, services } of steps) {
    const load = busiestOf(services.filter(isSaturated));
    if (load !== undefined) return { service: load.service, rate, load };
  }
  return null;
}

function isSaturated({ peak, served, rejected }: StepLoad): boolean {
  return peak >= FULL || (rejected > 0 && rejected * REJECTED_ONE_IN >= served + rejected);
}

/** By what is taken of its places; of two that are equally busy, the one that rejects more. */
export function busiestOf(services: readonly StepLoad[]): StepLoad | undefined {
  return services.toSorted((a, b) => b.utilisation - a.utilisation || b.rejected - a.rejected)[0];
}
