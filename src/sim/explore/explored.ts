/** The result of an exploration, as `explore.json` holds it. It does not depend on how many workers there were. */
import type { DefectName } from '../../domain/defects.ts';
import { addedScores } from '../report/added-scores.ts';
import type { Report, ScoreResult } from '../report/report.ts';
import { spreadOfFaults, type FaultSpread } from './fault-spread.ts';
import type { SeedOutcome, SeedResult } from './outcome.ts';
import { compareSeeds } from './seeds.ts';

export interface Explored {
  readonly schemaVersion: 1;
  readonly version: string;
  readonly scenario: Report['scenario'];
  /** The mistakes that were switched on in the payment system. */
  readonly defects: readonly DefectName[];
  /** How many there were. */
  readonly seeds: number;
  readonly verdicts: Readonly<Record<SeedOutcome['verdict'], number>>;
  /** Seeds that were consistent and missed a threshold. */
  readonly missedThresholds: number;
  /** The invariants that were violated, by how many seeds. */
  readonly invariants: readonly InvariantSpread[];
  readonly faults: readonly FaultSpread[];
  /** Seeds in which no fault fired at all. */
  readonly faultless: readonly string[];
  /** How well reconciliation did, over all seeds. */
  readonly score: readonly ScoreResult[];
  /** By seed, numbers first. */
  readonly results: readonly ExploredSeed[];
  readonly reproduce: string;
}

export interface InvariantSpread {
  readonly invariant: string;
  readonly name: string;
  readonly seeds: number;
  readonly violations: number;
}

export type ExploredSeed = SeedOutcome & {
  /** The command that runs this seed alone. */
  readonly reproduce: string;
};

export interface Exploring {
  readonly version: string;
  readonly scenario: Report['scenario'];
  readonly defects: Explored['defects'];
  readonly outcomes: readonly SeedOutcome[];
  readonly reproduce: string;
  readonly reproduceSeed: (seed: string) => string;
}

/** @param exploring with the outcomes of all seeds, in any order */
export function explored({ version, scenario, defects, outcomes, reproduce, reproduceSeed }: Exploring): Explored {
  const sorted = outcomes.toSorted((a, b) => compareSeeds(a.seed, b.seed));
  const ended = sorted.filter((outcome) => outcome.verdict !== 'crashed');
  return {
    schemaVersion: 1,
    version,
    scenario,
    defects,
    seeds: sorted.length,
    verdicts: verdictsOf(sorted),
    missedThresholds: ended.filter(({ verdict, thresholds }) => verdict === 'consistent' && !thresholds.every(isMet))
      .length,
    invariants: invariantsOf(ended),
    faults: spreadOfFaults(ended.map(({ faults }) => faults)),
    faultless: ended.filter(({ faults }) => faults.every(({ fired }) => fired === 0)).map(({ seed }) => seed),
    score: scoreOf(ended),
    results: sorted.map((outcome) => ({ ...outcome, reproduce: reproduceSeed(outcome.seed) })),
    reproduce,
  };
}

function isMet({ met }: { readonly met: boolean }): boolean {
  return met;
}

/** How many came to which. */
export function verdictsOf(outcomes: readonly Pick<SeedOutcome, 'verdict'>[]): Explored['verdicts'] {
  const verdicts = { consistent: 0, inconsistent: 0, inconclusive: 0, crashed: 0 };
  for (const { verdict } of outcomes) verdicts[verdict] += 1;
  return verdicts;
}

function invariantsOf(results: readonly SeedResult[]): InvariantSpread[] {
  const spreads = new Map<string, InvariantSpread>();
  for (const { invariant, name, count } of results.flatMap(({ violations }) => violations)) {
    const { seeds, violations } = spreads.get(invariant) ?? { seeds: 0, violations: 0 };
    spreads.set(invariant, { invariant, name, seeds: seeds + 1, violations: violations + count });
  }
  return [...spreads.values()].toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ invariant }: InvariantSpread): number {
  return Number(invariant.slice(1));
}

function scoreOf(results: readonly SeedResult[]): ScoreResult[] {
  const none: readonly ScoreResult[] = [];
  return results
    .map(({ score }) => score)
    .reduce(addedScores, none)
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}
