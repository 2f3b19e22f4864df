/** One seed of an exploration: the same run as `penny run --seed` makes, reduced to what is compared. */
import type { Interpreter } from '../interpreter/interpreter.ts';
import type { Report } from '../report/report.ts';
import { seedOverride, type Override } from '../scenario/overrides.ts';
import { formatProblem } from '../scenario/problem.ts';
import { readScenario } from '../scenario/read.ts';
import { createSimulation, type RunSettings } from '../simulation.ts';
import { outcomeOf, type SeedCrash, type SeedOutcome } from './outcome.ts';

/** What all seeds of an exploration have in common, as plain data. */
export interface SeedWork {
  /** The scenario file's text and name. */
  readonly text: string;
  readonly file: string;
  readonly sha256: string;
  readonly overrides: readonly Override[];
}

const EVENTS_A_SLICE = 100_000;

/** What an exploration keeps of a seed. */
export function runSeed(work: SeedWork, seed: string, interpreter: Interpreter): SeedOutcome {
  return trySeed(work, seed, interpreter, outcomeOf);
}

/**
 * Runs the scenario with a seed. What goes wrong in the simulator is an outcome too: other seeds go on.
 * @param keep what is wanted of the report
 */
export function trySeed<Kept>(
  work: SeedWork,
  seed: string,
  interpreter: Interpreter,
  keep: (report: Report) => Kept,
): Kept | SeedCrash {
  return orCrash(seed, () => {
    const simulation = createSimulation(settingsOfSeed(work, seed, interpreter));
    while (simulation.run(EVENTS_A_SLICE) === 'more');
    return keep(simulation.finish().report);
  });
}

/**
 * The run of a seed, about to be made.
 * @throws Error when the scenario is in disorder with this seed
 */
export function settingsOfSeed(work: SeedWork, seed: string, interpreter: Interpreter): RunSettings {
  const read = readScenario(work.text, work.file, [...work.overrides, seedOverride(seed)]);
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return { scenario: read.scenario, sha256: work.sha256, reproduce: '', interpreter, stories: [] };
}

/** What is made of a seed, or what went wrong when it was. */
export function orCrash<Made>(seed: string, make: () => Made): Made | SeedCrash {
  try {
    return make();
  } catch (error) {
    return { seed, verdict: 'crashed', error: error instanceof Error ? error.message : String(error) };
  }
}
