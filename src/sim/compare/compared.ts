/** The result of a comparison, as `compare.json` holds it. It does not depend on how many workers there were. */
import { verdictsOf, type Explored } from '../explore/explored.ts';
import { compareSeeds } from '../explore/seeds.ts';
import type { Report } from '../report/report.ts';
import type { Comparison, PairOutcome } from './comparison.ts';
import type { DifferingSetting } from './differing-settings.ts';
import type { Side } from './side.ts';
import { spreadOf, type FigureSpread } from './spread.ts';

export interface Compared {
  readonly schemaVersion: 1;
  readonly version: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly settings: readonly DifferingSetting[];
  /** How many there were. */
  readonly seeds: number;
  readonly verdicts: Readonly<Record<PairOutcome['verdict'], number>>;
  /** Each figure over all seeds that came to their end. */
  readonly figures: readonly FigureSpread[];
  /** By seed, numbers first. */
  readonly pairs: readonly ComparedPair[];
  readonly reproduce: string;
}

export interface ComparedSide {
  readonly scenario: Report['scenario'];
  readonly verdicts: Omit<Explored['verdicts'], 'crashed'>;
}

export type ComparedPair = PairOutcome & {
  /** The commands that compare this seed alone, and that run it alone. */
  readonly reproduce: Readonly<Record<'compare' | Side, string>>;
};

export interface Comparing {
  readonly version: string;
  readonly scenarios: Readonly<Record<Side, Report['scenario']>>;
  readonly settings: readonly DifferingSetting[];
  readonly outcomes: readonly PairOutcome[];
  readonly reproduce: string;
  readonly reproduceSeed: (seed: string) => ComparedPair['reproduce'];
}

/** @param comparing with the outcomes of all seeds, in any order */
export function compared(comparing: Comparing): Compared {
  const { version, scenarios, settings, outcomes, reproduce, reproduceSeed } = comparing;
  const sorted = outcomes.toSorted((one, other) => compareSeeds(one.seed, other.seed));
  const ended = sorted.filter((outcome) => outcome.verdict !== 'crashed');
  const verdicts = { same: 0, different: 0, crashed: 0 };
  for (const { verdict } of sorted) verdicts[verdict] += 1;
  return {
    schemaVersion: 1,
    version,
    a: sideOf(scenarios.a, ended, 'a'),
    b: sideOf(scenarios.b, ended, 'b'),
    settings,
    seeds: sorted.length,
    verdicts,
    figures: spreadOf(ended.map(({ figures }) => figures)),
    pairs: sorted.map((outcome) => ({ ...outcome, reproduce: reproduceSeed(outcome.seed) })),
    reproduce,
  };
}

function sideOf(scenario: Report['scenario'], ended: readonly Comparison[], side: Side): ComparedSide {
  const { crashed: _, ...verdicts } = verdictsOf(ended.map((pair) => pair[side]));
  return { scenario, verdicts };
}
