/** The runs of a shrinking: each in slices, so that progress can be shown and an interruption is noticed in between. */
import { formatProblem } from '../scenario/problem.ts';
import type { Override } from '../scenario/overrides.ts';
import { readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { createSimulation, type Finish } from '../simulation.ts';
import type { Fact } from '../facts.ts';
import { createTrial, type Shown, type Sought } from './trial.ts';

const EVENTS_A_SLICE = 2_000;

/** One run, which goes on for a while at each step. */
export type Run<Result> = Generator<void, Result, void>;

/** The scenario, as it is run to the end. */
export function* runToEnd(
  scenario: Scenario,
  stories: readonly string[],
  interpreter: Interpreter,
  watchFact: (fact: Fact) => void = () => undefined,
): Run<Finish> {
  const simulation = createSimulation({ scenario, sha256: '', reproduce: '', interpreter, stories, watchFact });
  while (simulation.run(EVENTS_A_SLICE) === 'more') yield;
  return simulation.finish();
}

/** Whether a scenario shows a violation. */
export function* runFor(sought: Sought, scenario: Scenario, interpreter: Interpreter): Run<Shown | undefined> {
  const trial = createTrial(scenario, sought, interpreter);
  while (trial.run(EVENTS_A_SLICE) === 'more') yield;
  return trial.shown();
}

/** @throws Error with every problem of the scenario */
export function scenarioIn(text: string, file: string, overrides: readonly Override[]): Scenario {
  const read = readScenario(text, file, overrides);
  if (read.ok) return read.scenario;
  throw new Error(read.problems.map(formatProblem).join('\n'));
}
