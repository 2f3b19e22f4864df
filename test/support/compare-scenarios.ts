/** Compares two scenarios for tests, in the test's own process. */
import { compared, type Compared } from '../../src/sim/compare/compared.ts';
import { comparisonOf } from '../../src/sim/compare/comparison.ts';
import { differingSettings } from '../../src/sim/compare/differing-settings.ts';
import { createPair, type FinishedPair } from '../../src/sim/compare/pair.ts';
import { xstateInterpreter } from '../../src/sim/interpreter/xstate-interpreter.ts';
import type { Scenario } from '../../src/sim/scenario/scenario.ts';
import type { RunSettings } from '../../src/sim/simulation.ts';

/** The run of a scenario that was not read from a file, and not made by a command. */
export function settingsOf(scenario: Scenario): RunSettings {
  return { scenario, sha256: '', reproduce: '', interpreter: xstateInterpreter, stories: [] };
}

/** Both to their ends, so many events at a time. */
export function pairUp(a: Scenario, b: Scenario, slice = 1_000): FinishedPair {
  const pair = createPair(settingsOf(a), settingsOf(b));
  while (pair.run(slice) === 'more');
  return pair.finish();
}

export function compareScenarios(a: Scenario, b: Scenario): Compared {
  const nameOf = ({ name, description }: Scenario) => ({ name, description, sha256: '' });
  return compared({
    version: '',
    scenarios: { a: nameOf(a), b: nameOf(b) },
    settings: differingSettings(a, b),
    outcomes: [comparisonOf(a.seed, pairUp(a, b))],
    reproduce: 'penny compare A B',
    reproduceSeed: () => ({ compare: 'penny compare A B', a: 'penny run A', b: 'penny run B' }),
  });
}
