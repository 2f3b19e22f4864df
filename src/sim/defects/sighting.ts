/** How the invariants saw a defect in a run: which of them first, when, and how much money was wrong by then. */
import { Temporal } from 'temporal-polyfill';
import type { Defect } from './defect.ts';

export interface Sighting {
  /** The invariant that saw it first. */
  readonly invariant: string;
  readonly name: string;
  /** Whether the catalogue says of this invariant that it sees the defect first. */
  readonly foretold: boolean;
  readonly at: string;
  /** From the start of the run, in milliseconds of virtual time. */
  readonly afterMs: number;
  /** What that invariant priced over the whole run, in minor units per currency. */
  readonly money: Readonly<Record<string, number>>;
  readonly sentence: string;
  /** Every invariant that saw it, in the order in which they did. */
  readonly seenBy: readonly string[];
}

/** What is needed of the report of a run. */
export interface Run {
  readonly simulated: { readonly from: string };
  readonly violations: readonly Violation[];
}

interface Violation {
  readonly invariant: string;
  readonly name: string;
  readonly money: Readonly<Record<string, number>>;
  readonly first: { readonly at: string; readonly sentence: string };
}

/** Undefined where no invariant was violated. Of several at the same instant, the one that was expected counts as first. */
export function sightingOf(
  { simulated, violations }: Run,
  { expected, also }: Pick<Defect, 'expected' | 'also'>,
): Sighting | undefined {
  const late = ({ invariant }: Violation): number => (invariant === expected ? 0 : 1);
  const inOrder = violations.toSorted((a, b) => byTime(a, b) || late(a) - late(b));
  const [first] = inOrder;
  if (first === undefined) return undefined;
  const { invariant, name, money } = first;
  const { at, sentence } = first.first;
  const named: readonly string[] = [expected, ...(also?.invariants ?? [])];
  return {
    invariant,
    name,
    foretold: named.includes(invariant),
    at,
    afterMs: Temporal.Instant.from(at).since(Temporal.Instant.from(simulated.from)).total('milliseconds'),
    money,
    sentence,
    seenBy: inOrder.map((each) => each.invariant),
  };
}

/** Instants of a report are all written in the same way, so that their texts are in the order of time. */
function byTime({ first: { at: a } }: Violation, { first: { at: b } }: Violation): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
