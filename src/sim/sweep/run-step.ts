/** Runs one step of a sweep: the same run as `penny run` makes with the step's settings. */
import { settingsOfSeed, type SeedWork } from '../explore/run-seed.ts';
import { howFar, type HowFar } from '../how-far.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { setOverride, type Override } from '../scenario/overrides.ts';
import { createSimulation } from '../simulation.ts';
import { stepResult, stepSettings, type Stepped, type StepResult } from './step.ts';

const EVENTS_A_SLICE = 20_000;

/**
 * What a step changes in a scenario.
 * @param option what its user has typed, where problems are reported
 */
export function stepOverrides({ rate, forMs }: Stepped, option: string): Override[] {
  return stepSettings(rate, forMs).map((setting) => ({ ...setOverride(setting), option }));
}

/**
 * @param work what all steps have in common
 * @param progressed hears now and then how far it is
 */
export function runStep(
  work: SeedWork,
  seed: string,
  step: Stepped,
  interpreter: Interpreter,
  progressed: (far: HowFar) => void,
): StepResult {
  const overrides = [...work.overrides, ...stepOverrides(step, step.rate.text)];
  const settings = settingsOfSeed({ ...work, overrides }, seed, interpreter);
  const simulation = createSimulation(settings);
  const tell = howFar(settings.scenario);
  while (simulation.run(EVENTS_A_SLICE) === 'more') progressed(tell(simulation.status()));
  const { report, measured } = simulation.finish();
  return stepResult(step, report, measured());
}
