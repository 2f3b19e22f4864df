/** One seed of a comparison, as a worker runs it: the same as when it is compared alone. */
import { orCrash, settingsOfSeed, type SeedWork } from '../explore/run-seed.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { comparisonOf, type PairOutcome } from './comparison.ts';
import { createPair } from './pair.ts';

/** What all seeds of a comparison have in common, as plain data. */
export interface PairWork {
  readonly a: SeedWork;
  readonly b: SeedWork;
}

const EVENTS_A_SLICE = 10_000;

/** What goes wrong in the simulator is an outcome too: other seeds go on. */
export function runPair({ a, b }: PairWork, seed: string, interpreter: Interpreter): PairOutcome {
  return orCrash(seed, () => {
    const pair = createPair(settingsOfSeed(a, seed, interpreter), settingsOfSeed(b, seed, interpreter));
    while (pair.run(EVENTS_A_SLICE) === 'more');
    return comparisonOf(seed, pair.finish());
  });
}
