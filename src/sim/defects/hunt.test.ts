import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { xstateInterpreter } from '../interpreter/xstate-interpreter.ts';
import { settingsWith } from './catalogue.ts';
import { hunt, huntAmong } from './hunt.ts';
import { asForetold } from './hunted.ts';

const name = 'timeout-treated-as-failure';
const first = { at: '2026-10-24T09:00:00.000Z', sentence: 'charged twice' };
const held = consistentReport();

function broken(invariant: string) {
  return { ...held, violations: [{ invariant, name: 'some-invariant', money: {}, first }] };
}

describe('a hunt', () => {
  it('ends with the first seed in which an invariant is violated', () => {
    const asked: string[] = [];
    const hunted = huntAmong(name, 20, (seed) => {
      asked.push(seed);
      return seed === '3' ? broken('I2') : held;
    });
    expect(asked).toEqual(['1', '2', '3']);
    expect(hunted).toMatchObject({ name, fate: 'killed', seeds: 3, sighting: { invariant: 'I2', foretold: true } });
    expect(asForetold(hunted)).toBe(true);
  });

  it('is a kill that was not foretold where the catalogue names another invariant', () => {
    const hunted = huntAmong(name, 20, () => broken('I19'));
    expect(hunted).toMatchObject({ fate: 'killed', seeds: 1, sighting: { invariant: 'I19', foretold: false } });
    expect(asForetold(hunted)).toBe(false);
  });

  it('is survived when the seeds are used up', () => {
    const hunted = huntAmong(name, 5, () => held);
    expect(hunted).toEqual({ name, fate: 'survived', seeds: 5 });
    expect(asForetold(hunted)).toBe(false);
  });

  it('ends where the simulator itself fails', () => {
    const hunted = huntAmong(name, 5, (seed) =>
      seed === '2' ? { seed, verdict: 'crashed', error: 'a machine fell over' } : held,
    );
    expect(hunted).toEqual({ name, fate: 'crashed', seeds: 2, error: 'a machine fell over' });
    expect(asForetold(hunted)).toBe(false);
  });
});

describe('a hunt on the bench', () => {
  const file = 'scenarios/defect-bench.yaml';
  const bench = { text: readFileSync(file, 'utf8'), file, sha256: 'abc', overrides: [] };

  it('sees what a run with the same settings and seed sees', () => {
    const { violations } = simulate(shippedScenario('defect-bench', [...settingsWith(name), "seed='1'"])).report;
    const hunted = hunt(name, { bench, seeds: 1 }, xstateInterpreter);
    const charged = violations.find(({ invariant }) => invariant === 'I2');
    const { at, sentence } = charged?.first ?? {};
    expect(hunted).toMatchObject({
      fate: 'killed',
      sighting: { invariant: 'I2', at, sentence, money: charged?.money },
    });
  });

  it('is told of a simulator that fails', () => {
    const failing: Interpreter = {
      name: 'failing',
      start() {
        throw new RangeError('a machine fell over');
      },
    };
    expect(hunt(name, { bench, seeds: 3 }, failing)).toMatchObject({ fate: 'crashed', error: 'a machine fell over' });
  });
});
