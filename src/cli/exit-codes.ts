/** What the process ends with; others rely on these. */
import type { PairOutcome } from '../sim/compare/comparison.ts';
import { asForetold, type Hunted } from '../sim/defects/hunted.ts';
import type { SeedOutcome } from '../sim/explore/outcome.ts';
import type { Report } from '../sim/report/report.ts';
import type { Swept } from '../sim/sweep/swept.ts';

export const exitCode = {
  consistent: 0,
  inconsistent: 1,
  badInput: 2,
  thresholdMissed: 3,
  inconclusive: 4,
  notDeterministic: 5,
  internalError: 70,
  interrupted: 130,
} as const;

/** The same in words, for the end of a help text. */
export const exitCodesHelp = `Exit codes: 0 consistent and all thresholds met, 1 inconsistent, 2 bad usage or bad input,
3 a threshold missed, 4 inconclusive, 5 not deterministic, 70 internal error, 130 interrupted.
Where several apply, the gravest: 70, 5, 1, 4, 3.`;

/** From the gravest to none at all. */
const byGravity: readonly number[] = [
  exitCode.internalError,
  exitCode.notDeterministic,
  exitCode.inconsistent,
  exitCode.inconclusive,
  exitCode.thresholdMissed,
];

/** The gravest of what a report says. */
export function exitCodeOf({ verdict, thresholds }: Pick<Report, 'verdict' | 'thresholds'>): number {
  if (verdict === 'inconsistent') return exitCode.inconsistent;
  if (verdict === 'inconclusive') return exitCode.inconclusive;
  return thresholds.every((threshold) => threshold.met) ? exitCode.consistent : exitCode.thresholdMissed;
}

export function exitCodeOfSeed(outcome: SeedOutcome): number {
  return outcome.verdict === 'crashed' ? exitCode.internalError : exitCodeOf(outcome);
}

/** Of two runs that are compared, the gravest: to differ is no failure. */
export function exitCodeOfPair(outcome: PairOutcome): number {
  if (outcome.verdict === 'crashed') return exitCode.internalError;
  return gravest([exitCodeOf(outcome.a), exitCodeOf(outcome.b)]);
}

/**
 * A rate that misses something is what a sweep looks for, as long as the lowest meets everything; a violation is one at
 * whatever rate.
 */
export function exitCodeOfSweep({ steps }: Pick<Swept, 'steps'>): number {
  const [lowest] = steps;
  if (steps.some(({ verdict }) => verdict === 'inconsistent')) return exitCode.inconsistent;
  return lowest === undefined ? exitCode.inconclusive : exitCodeOf(lowest);
}

/** A defect that no invariant sees, or another than the catalogue names, is a gap in the invariants or in the catalogue. */
export function exitCodeOfHunt(hunted: Hunted): number {
  if (hunted.fate === 'crashed') return exitCode.internalError;
  return asForetold(hunted) ? exitCode.consistent : exitCode.inconsistent;
}

/** The gravest of several results. */
export function gravest(codes: Iterable<number>): number {
  const seen = new Set(codes);
  return byGravity.find((code) => seen.has(code)) ?? exitCode.consistent;
}
