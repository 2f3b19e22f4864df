/** What is left of a violating run: a candidate for a smaller one, and what it changes in the scenario. */
import { itemsOf } from '../faults/script.ts';
import type { ScriptedFault } from '../faults/plan.ts';
import { usersIn } from '../scenario/closed-traffic.ts';
import type { Change, Override } from '../scenario/overrides.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { parsed } from '../scenario/units/parsed.ts';

export interface Candidate {
  /** The numbers of the checkouts that come, ascending. */
  readonly checkouts: readonly number[];
  /** The faults that happen, in the order in which they did. */
  readonly faults: readonly ScriptedFault[];
  /** Buyers ask for money back as the scenario says; otherwise nobody does. */
  readonly refunds: boolean;
}

/**
 * The violating run itself, under the script of the faults that fired in it.
 * @param ofUsers the numbers of the checkouts that users came to, ascending
 */
export function wholeRun(
  { traffic, refunds }: Scenario,
  faults: readonly ScriptedFault[],
  ofUsers: readonly number[] = [],
): Candidate {
  const checkouts = traffic.only ?? [...Array.from({ length: traffic.checkouts }, (_, index) => index + 1), ...ofUsers];
  return { checkouts, faults, refunds: refunds.share > 0 };
}

/** The same changes to the violating run's scenario make that of a candidate, to be run, and in the end the file. */
export function changesOf(candidate: Candidate, { name, seed, clock, traffic }: Scenario): Change[] {
  const { checkouts, faults, refunds } = candidate;
  const all = checkouts.length === traffic.checkouts && usersIn(traffic.phases) === 0;
  return [
    { path: ['name'], value: shrunkName(name) },
    { path: ['seed'], value: /^(?:0|[1-9]\d{0,14})$/.test(seed) ? Number(seed) : seed },
    // Without faults or refunds a scenario needs fewer nights, and with another number of nights it is another run.
    { path: ['clock', 'nights'], value: clock.nights },
    { path: ['traffic', 'only'], value: all ? undefined : [...checkouts] },
    ...(refunds ? [] : [{ path: ['refunds'], value: undefined }]),
    scriptChange(faults),
    // What the whole run was to exercise and to reach is no business of a part of it.
    { path: ['expect'], value: undefined },
    { path: ['thresholds'], value: undefined },
  ];
}

/** The faults of a script in the place of the scenario's own. */
export function scriptChange(script: readonly ScriptedFault[]): Change {
  return { path: ['faults'], value: script.length === 0 ? undefined : { script: itemsOf(script) } };
}

export function asOverrides(changes: readonly Change[]): Override[] {
  return changes.map((change) => ({ option: change.path.join('.'), change: parsed(change) }));
}

const SUFFIX = '-shrunk';
const LONGEST_NAME = 64;

function shrunkName(name: string): string {
  return name.endsWith(SUFFIX) ? name : `${name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;
}
