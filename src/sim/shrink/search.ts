/**
 * The search for the smallest run that still shows a violation, as a list of questions: does this candidate show it? The
 * result is 1-minimal: with one checkout less or one fault less, the violation is gone.
 */
import { checkoutId, checkoutOf } from '../../domain/ids.ts';
import type { ScriptedFault } from '../faults/plan.ts';
import type { Candidate } from './candidate.ts';
import { ddmin, type Minimising } from './ddmin.ts';
import type { Shown } from './trial.ts';

/** Asks about candidates, and is told what each has shown; undefined when it has not shown the violation. */
export type Search<Result = Candidate | undefined> = Generator<Candidate, Result, Shown | undefined>;

/** The smallest candidate so far. */
interface Smallest {
  left: Candidate;
}

/**
 * @param whole the violating run under the script of its faults
 * @param concern what the violation is about
 * @returns undefined when not even the whole run shows it
 */
export function* search(whole: Candidate, concern: string): Search {
  const smallest = { left: whole };
  if (!(yield* alone(checkoutOf(concern), smallest))) {
    const shown = yield whole;
    if (shown === undefined) return undefined;
    smallest.left = partOf(whole, shown);
    yield* alone(checkoutOf(shown.finding.cause ?? ''), smallest);
  }
  for (;;) {
    const before = smallest.left;
    yield* fewerCheckouts(smallest);
    yield* fewerFaults(smallest);
    if (smallest.left.refunds) yield* shows({ ...smallest.left, refunds: false }, smallest);
    if (smallest.left === before) return before;
  }
}

/** More often than not one checkout is enough: the one that the violation is about. */
function* alone(own: string | undefined, smallest: Smallest): Search<boolean> {
  const { left } = smallest;
  const checkouts = left.checkouts.filter((n) => checkoutId(n) === own);
  if (checkouts.length === 0) return false;
  return (
    (yield* shows({ ...left, checkouts, faults: [] }, smallest)) || (yield* shows({ ...left, checkouts }, smallest))
  );
}

function fewerCheckouts(smallest: Smallest): Search<void> {
  const withOnly = (checkouts: readonly number[]): Candidate => ({ ...smallest.left, checkouts });
  return minimise(ddmin(smallest.left.checkouts), withOnly, () => smallest.left.checkouts, smallest);
}

function fewerFaults(smallest: Smallest): Search<void> {
  const withOnly = (faults: readonly ScriptedFault[]): Candidate => ({ ...smallest.left, faults });
  return minimise(ddmin(smallest.left.faults), withOnly, () => smallest.left.faults, smallest);
}

function* minimise<T>(
  minimising: Minimising<T>,
  withOnly: (items: readonly T[]) => Candidate,
  remaining: () => readonly T[],
  smallest: Smallest,
): Search<void> {
  let asked = minimising.next();
  while (asked.done !== true) {
    const shown = yield* shows(withOnly(asked.value), smallest);
    asked = minimising.next(shown ? remaining() : undefined);
  }
}

function* shows(asked: Candidate, smallest: Smallest): Search<boolean> {
  const shown = yield asked;
  if (shown === undefined) return false;
  smallest.left = partOf(asked, shown);
  return true;
}

/** Who had not come and what had not happened when the violation was seen cannot have had a part in it. */
function partOf(asked: Candidate, { came, fired }: Shown): Candidate {
  return {
    checkouts: asked.checkouts.filter((n) => came.has(checkoutId(n))),
    faults: asked.faults.filter(({ site }) => fired.has(site)),
    refunds: asked.refunds,
  };
}
