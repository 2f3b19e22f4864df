import { describe, expect, it } from 'vitest';
import type { Hunted } from './hunted.ts';
import { impossibleResult, resultOf } from './result.ts';

const name = 'timeout-treated-as-failure';
const reproduce = 'npx penny run bench.yaml --seed 3';
const file = 'reports/defects/timeout-treated-as-failure.yaml';
const sighting = {
  invariant: 'I2',
  name: 'at-most-one-charge',
  foretold: true,
  at: '2026-03-02T19:14:16.006Z',
  afterMs: 2_656_006,
  money: { EUR: 1_230 },
  sentence: 'charged twice',
  seenBy: ['I2', 'I7'],
};

describe('the result of a hunt', () => {
  it('of a defect that was killed says by whom, when, at what price, and how to see it', () => {
    const { invariant, at, afterMs, money, seenBy } = sighting;
    expect(resultOf({ name, fate: 'killed', seeds: 3, sighting }, reproduce, file)).toEqual({
      ...{ name, expressible: true, killed: true, expected: 'I2', also: [], seeds: 3, because: null, reproduce },
      ...{ invariant, at, afterMs, money, seenBy, shrunk: null },
    });
  });

  it('says what is left of the run that was cut down, and in which file', () => {
    const shrunk = { checkouts: 1, faults: 2, runs: 9, text: 'name: bench-shrunk\n', sentence: 'charged twice' };
    expect(resultOf({ name, fate: 'killed', seeds: 3, sighting, shrunk }, reproduce, file).shrunk).toEqual({
      ...{ checkouts: 1, faults: 2, runs: 9, sentence: 'charged twice', file },
    });
  });

  it.each<[Hunted, string | null]>([
    [{ name, fate: 'survived', seeds: 20 }, null],
    [{ name, fate: 'crashed', seeds: 2, error: 'a machine fell over' }, 'internal error: a machine fell over'],
  ])('of %j has nobody who saw it, and nothing to reproduce', (hunted, because) => {
    const nothing = { invariant: null, at: null, afterMs: null, money: {}, seenBy: [], reproduce: null, shrunk: null };
    const known = { name, expressible: true, killed: false, expected: 'I2', also: [], seeds: hunted.seeds, because };
    expect(resultOf(hunted, reproduce, file)).toEqual({ ...known, ...nothing });
  });

  it('of a mistake that cannot be made is the reason', () => {
    const impossible = {
      name: 'forged-posting',
      mistake: 'It is forged.',
      expected: 'I1',
      because: 'nobody can',
    } as const;
    expect(impossibleResult(impossible)).toMatchObject({
      ...{ name: 'forged-posting', expressible: false, killed: false, invariant: null, expected: 'I1', seeds: 0 },
      because: 'nobody can',
    });
  });
});
