/** What an exploration keeps of each seed: the part of a report that one compares over many. */
import type { Counts } from '../report/counts.ts';
import type { FaultResult, Report, ScoreResult, ThresholdResult } from '../report/report.ts';

export type SeedOutcome = SeedResult | SeedCrash;

export interface SeedResult {
  readonly seed: string;
  readonly verdict: Report['verdict'];
  /** Why a run was inconclusive, in sentences; empty otherwise. */
  readonly inconclusiveBecause: readonly string[];
  readonly traceHash: string;
  readonly violations: readonly SeedViolation[];
  readonly thresholds: readonly ThresholdResult[];
  readonly faults: readonly FaultResult[];
  readonly score: readonly ScoreResult[];
  readonly openBreaks: number;
  /** How much had not come to an end when the run did. */
  readonly unfinished: number;
  readonly counts: Counts;
}

export interface SeedViolation {
  readonly invariant: string;
  readonly name: string;
  readonly count: number;
  /** Minor units per currency. */
  readonly money: Readonly<Record<string, number>>;
  readonly first: { readonly at: string; readonly order: string; readonly sentence: string };
}

/** A mistake in the simulator itself ended the run. */
export interface SeedCrash {
  readonly seed: string;
  readonly verdict: 'crashed';
  readonly error: string;
}

/** The outcome of a run that came to its end. */
export function outcomeOf(report: Report): SeedResult {
  const { seed, verdict, inconclusiveBecause, traceHash, thresholds, faults, score, counts } = report;
  return {
    seed,
    verdict,
    inconclusiveBecause,
    traceHash,
    violations: report.violations.map(({ invariant, name, count, money, first: { at, order, sentence } }) => ({
      invariant,
      name,
      count,
      money,
      first: { at, order, sentence },
    })),
    thresholds,
    faults,
    score,
    openBreaks: report.reconciliation.openBreaks.length,
    unfinished: report.unfinished.length,
    counts,
  };
}
