/** What came of two runs with the same luck: the part of `compare.json` that is about one seed. */
import { isoInstant } from '../../domain/calendar.ts';
import { outcomeOf, type SeedCrash, type SeedResult } from '../explore/outcome.ts';
import type { Fact } from '../facts.ts';
import { whoseStory } from '../story/whose-story.ts';
import { firstDifference } from '../verify/difference.ts';
import { tellFact } from '../verify/tell-fact.ts';
import { comparedOrders, type ComparedOrders } from './compared-orders.ts';
import { figuresOf } from './figures.ts';
import { pairedFigures, type PairedFigure } from './paired-figures.ts';
import type { FinishedPair, FinishedSide } from './pair.ts';
import type { Parting } from './parting.ts';
import type { Side } from './side.ts';

export type PairOutcome = Comparison | SeedCrash;

export interface Comparison {
  readonly seed: string;
  readonly verdict: 'same' | 'different';
  readonly a: SideResult;
  readonly b: SideResult;
  /** Messages, commits and faults that are the same in both before the histories part, or to the end. */
  readonly common: number;
  /** Null where the histories are the same to the end. */
  readonly parting: ToldParting | null;
  readonly figures: readonly PairedFigure[];
  readonly orders: ComparedOrders;
}

export type SideResult = Pick<
  SeedResult,
  'verdict' | 'inconclusiveBecause' | 'traceHash' | 'violations' | 'thresholds'
> & { readonly zone: string };

/** Where the histories part, in words. */
export interface ToldParting {
  /** The last event in common; null where the very first one differs. */
  readonly last: ToldFact | null;
  /** Whose event is the first that the other has not. */
  readonly first: Side;
  /** What that event is about, and what each of them alone tells about it; null where it has nothing of its own. */
  readonly about: string;
  readonly a: ToldFact | null;
  readonly b: ToldFact | null;
  /** What differs between the two, where they sound the same: `message.amount: 2377 and 2378`. */
  readonly detail: string | null;
  /** The order or the checkout whose story tells more; null where it is about a file, say. */
  readonly story: string | null;
}

export interface ToldFact {
  readonly at: string;
  readonly text: string;
}

export function comparisonOf(seed: string, pair: FinishedPair): Comparison {
  const { a, b, histories } = pair;
  return {
    seed,
    verdict: histories.parting === undefined ? 'same' : 'different',
    a: resultOf(a),
    b: resultOf(b),
    common: histories.common,
    parting: histories.parting === undefined ? null : toldParting(histories.parting),
    figures: pairedFigures(figuresOf(measured(a)), figuresOf(measured(b))),
    orders: comparedOrders(a, b),
  };
}

function resultOf({ finish: { report } }: FinishedSide): SideResult {
  const { verdict, inconclusiveBecause, traceHash, violations, thresholds } = outcomeOf(report);
  return { verdict, inconclusiveBecause, traceHash, violations, thresholds, zone: report.simulated.zone };
}

function measured({ finish, pspCalls, orders, fates }: FinishedSide): Parameters<typeof figuresOf>[0] {
  const withAmounts = orders.flatMap(({ id, amount }) => {
    const fate = fates.get(id);
    return fate === undefined ? [] : [[amount, fate] as const];
  });
  return { report: finish.report, pspCalls, fates: withAmounts };
}

function toldParting({ last, first, concern, a, b }: Parting): ToldParting {
  return {
    last: told(last),
    first,
    about: concern,
    a: told(a),
    b: told(b),
    detail: hiddenDifference(a, b) ?? null,
    story: whoseStory(concern) ?? null,
  };
}

function told(fact: Fact | undefined): ToldFact | null {
  return fact === undefined ? null : { at: isoInstant(fact.at), text: tellFact(fact) };
}

/** Their times are told anyway. */
function hiddenDifference(a: Fact | undefined, b: Fact | undefined): string | undefined {
  if (a === undefined || b === undefined || tellFact(a) !== tellFact(b)) return undefined;
  return firstDifference({ ...a, at: 0 }, { ...b, at: 0 });
}
