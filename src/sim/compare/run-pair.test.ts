import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { xstateInterpreter } from '../interpreter/xstate-interpreter.ts';
import { seedOverride, setOverride } from '../scenario/overrides.ts';
import { readScenario } from '../scenario/read.ts';
import { comparisonOf } from './comparison.ts';
import { createPair } from './pair.ts';
import { runPair } from './run-pair.ts';

const file = 'scenarios/first-checkout.yaml';
const text = readFileSync(file, 'utf8');
const work = (...changes: readonly string[]) => ({ text, file, sha256: 'abc', overrides: changes.map(setOverride) });
const pair = { a: work(), b: work('psp.fee.rate=3%') };

describe('a seed of a comparison', () => {
  it('comes to what the two come to when this seed is compared alone', () => {
    const settings = [pair.a, pair.b].map(({ overrides }) => {
      const read = readScenario(text, file, [...overrides, seedOverride('9')]);
      if (!read.ok) throw new Error('the shipped scenario is in disorder');
      return { scenario: read.scenario, sha256: 'abc', reproduce: '', interpreter: xstateInterpreter, stories: [] };
    });
    const [a, b] = settings;
    if (a === undefined || b === undefined) throw new Error('a comparison has two sides');
    const alone = createPair(a, b);
    while (alone.run(7) === 'more');
    const outcome = runPair(pair, '9', xstateInterpreter);
    expect(outcome).toEqual(comparisonOf('9', alone.finish()));
    expect(outcome.verdict).toBe('different');
  });

  it('that meets a mistake of the simulator crashes, and says which', () => {
    const broken: Interpreter = {
      name: 'broken',
      start() {
        throw new RangeError('a machine fell over');
      },
    };
    expect(runPair(pair, '9', broken)).toEqual({ seed: '9', verdict: 'crashed', error: 'a machine fell over' });
  });
});
