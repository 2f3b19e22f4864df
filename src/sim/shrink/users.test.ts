import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCompiledInterpreter } from '../interpreter/compiled-interpreter.ts';
import { setOverride } from '../scenario/overrides.ts';
import { shrink } from './shrink.ts';

const file = 'scenarios/kiosk-hour.yaml';
const mistaken = [
  ...['traffic.users=5', 'traffic.phases.0.for=5min', 'capacity={}', 'refunds={}'],
  ...['policies.psp.timeout=800ms', 'defects=[timeout-treated-as-failure]'],
];

describe('a violating run with users', () => {
  it('is shrunk to the turns that it takes, by their numbers', () => {
    const shrunk = shrink({
      ...{ text: readFileSync(file, 'utf8'), file, overrides: mistaken.map(setOverride) },
      ...{ command: 'not made by a command', invariant: 'I2', interpreter: createCompiledInterpreter() },
    });
    if (!shrunk.found) throw new Error(`only ${shrunk.violated.join(', ')} are violated`);
    expect(shrunk.before.checkouts).toBeGreaterThan(20);
    expect(shrunk.left.checkouts).toHaveLength(1);
    expect(shrunk.scenario.traffic.only).toEqual(shrunk.left.checkouts);
    expect(shrunk.finish.report.counts.checkouts).toBe(1);
    expect(shrunk.finish.report.violations.map(({ invariant }) => invariant)).toContain('I2');
  });
});
