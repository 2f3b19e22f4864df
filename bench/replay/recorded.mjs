/** A run, written down: what its machines were told, and the facts that came of it. */
import { readFileSync } from 'node:fs';
import { settingsOfSeed } from '../../dist/sim/explore/run-seed.js';
import { createCompiledInterpreter } from '../../dist/sim/interpreter/compiled-interpreter.js';
import { checkoutsOverride } from '../../dist/sim/scenario/overrides.js';
import { createSimulation } from '../../dist/sim/simulation.js';

const SCENARIO = 'scenarios/black-friday.yaml';
export const EVENTS_A_SLICE = 20_000;

/** @returns the settings of the run, its facts, every step of its machines, in order, and what a replay must come to */
export function recordRun(checkouts) {
  const work = {
    text: readFileSync(SCENARIO, 'utf8'),
    file: SCENARIO,
    sha256: '',
    overrides: [checkoutsOverride(String(checkouts))],
  };
  const settings = settingsOfSeed(work, '1', createCompiledInterpreter());
  const { interpreter, steps, effects } = createRecorder();
  const facts = [];
  const { report } = runThrough({ ...settings, interpreter, watchFact: (fact) => facts.push(fact) });
  return { settings, facts, steps, effects: effects(), traceHash: report.traceHash };
}

/** One run of a scenario to its end. */
export function runThrough(settings) {
  const simulation = createSimulation(settings);
  while (simulation.run(EVENTS_A_SLICE) === 'more');
  return simulation.finish();
}

/** An interpreter that notes which machine was started with what, which event each one heard, and which timers rang. */
function createRecorder() {
  const own = createCompiledInterpreter();
  const steps = [];
  let actors = 0;
  let timers = 0;
  let effects = 0;
  const start = (machine, input, host) => {
    const actor = actors++;
    steps.push({ kind: 'start', actor, machine, input });
    const running = own.start(machine, input, {
      perform(effect) {
        effects += 1;
        host.perform(effect);
      },
      after: (ms, fire) => {
        const timer = timers++;
        return host.after(ms, () => {
          steps.push({ kind: 'ring', actor, timer });
          fire();
        });
      },
    });
    return {
      dispatch(event) {
        steps.push({ kind: 'hear', actor, event });
        running.dispatch(event);
      },
      state: () => running.state(),
      done: () => running.done(),
    };
  };
  return { interpreter: { name: own.name, start }, steps, effects: () => effects };
}
