import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioOf, simulate } from '../../../test/support/simulate.ts';
import type { DefectName } from '../../domain/defects.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { xstateInterpreter } from '../interpreter/xstate-interpreter.ts';
import { hunt } from './hunt.ts';
import type { Killed } from './hunted.ts';
import { isSmall, shrunkKill } from './shrunk-kill.ts';

const file = 'scenarios/defect-bench.yaml';
const bench = { text: readFileSync(file, 'utf8'), file, sha256: 'abc', overrides: [] };
const command = 'npx penny run bench.yaml --seed 1';
const how = { bench, command, interpreter: xstateInterpreter };

function killed(name: DefectName): Killed {
  const hunted = hunt(name, { bench, seeds: 20 }, xstateInterpreter);
  if (hunted.fate !== 'killed') throw new Error(`${name} ${hunted.fate}`);
  return hunted;
}

describe('a kill that is cut down', () => {
  it.each(['timeout-treated-as-failure', 'ledger-append-lost'] as const)(
    'leaves a scenario of %s that shows the same invariant by itself',
    (name) => {
      const kill = killed(name);
      const shrunk = shrunkKill(kill, how);
      if (shrunk.fate !== 'killed' || shrunk.shrunk === undefined) throw new Error(shrunk.fate);
      expect(shrunk).toMatchObject(kill);
      const { text, sentence, checkouts, faults } = shrunk.shrunk;
      expect({ checkouts, faults }).toEqual({ checkouts: 1, faults: name === 'ledger-append-lost' ? 1 : 0 });
      expect(text).toContain(`#   ${command}\n`);
      const scenario = scenarioOf(text);
      expect(scenario).toMatchObject({ seed: String(kill.seeds), policy: { defects: new Set([name]) } });
      const { violations } = simulate(scenario).report;
      const seen = violations.find(({ invariant }) => invariant === kill.sighting.invariant);
      expect(seen?.first.sentence).toBe(sentence);
    },
  );

  it('is one of the simulator’s own mistakes where that fails', () => {
    const failing: Interpreter = {
      name: 'failing',
      start() {
        throw new RangeError('a machine fell over');
      },
    };
    const kill = killed('one-sided-posting');
    const { name, seeds } = kill;
    const crashed = shrunkKill(kill, { ...how, interpreter: failing });
    expect(crashed).toEqual({ name, fate: 'crashed', seeds, error: 'a machine fell over' });
    const sighting = { ...kill.sighting, invariant: 'I21' };
    const error = 'I21 is not violated when the run is made again';
    expect(shrunkKill({ ...kill, sighting }, how)).toEqual({ name, fate: 'crashed', seeds, error });
  });
});

describe('what is left', () => {
  it.each([
    [2, 3, true],
    [3, 0, false],
    [0, 4, false],
  ])('of %i checkouts and %i faults is small: %s', (checkouts, faults, small) => {
    expect(isSmall({ checkouts, faults })).toBe(small);
  });
});
