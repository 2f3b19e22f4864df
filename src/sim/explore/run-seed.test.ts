import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { xstateInterpreter } from '../interpreter/xstate-interpreter.ts';
import { checkoutsOverride } from '../scenario/overrides.ts';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { outcomeOf } from './outcome.ts';
import { runSeed, trySeed } from './run-seed.ts';

const file = 'scenarios/first-checkout.yaml';
const work = { text: readFileSync(file, 'utf8'), file, sha256: 'abc', overrides: [checkoutsOverride('3')] };

describe('a seed of an exploration', () => {
  it('comes to what a run of that seed comes to', () => {
    const alone = simulate(shippedScenario('first-checkout', ['traffic.checkouts=3', "seed='9'"])).report;
    expect(alone.counts.checkouts).toBe(3);
    expect(runSeed(work, '9', xstateInterpreter)).toEqual(outcomeOf(alone));
  });

  it('can keep something else of its report', () => {
    const kept = trySeed(work, '9', xstateInterpreter, ({ seed, simulated }) => [seed, simulated.zone]);
    expect(kept).toEqual(['9', 'Europe/Amsterdam']);
  });

  it('that meets a mistake of the simulator crashes, and says which', () => {
    const broken: Interpreter = {
      name: 'broken',
      start() {
        throw new RangeError('a machine fell over');
      },
    };
    expect(runSeed(work, '9', broken)).toEqual({ seed: '9', verdict: 'crashed', error: 'a machine fell over' });
  });
});
