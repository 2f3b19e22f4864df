import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioOf, simulate } from '../../../test/support/simulate.ts';
import { checkoutOf } from '../../domain/ids.ts';
import { scriptOf } from '../faults/script.ts';
import { xstateInterpreter } from '../interpreter/xstate-interpreter.ts';
import { setOverride } from '../scenario/overrides.ts';
import { shrink, type ShrinkProgress, type Shrunk } from './shrink.ts';

const text = readFileSync('scenarios/defect-bench.yaml', 'utf8');
const mistaken = ['traffic.checkouts=16', 'seed=1', 'defects=timeout-treated-as-failure'];
const slow = 'policies.psp.timeout=800ms';
const stormy = 'faults=[{ fault: psp.timeout-after-capture, rate: 20% }, { fault: psp.webhook-lost, rate: 50% }]';

function shrinking(changes: readonly string[], invariant?: string) {
  const told: ShrinkProgress[] = [];
  const result = shrink(
    {
      text,
      file: 'defect-bench.yaml',
      overrides: changes.map(setOverride),
      command: 'npx penny run bench.yaml',
      invariant,
      interpreter: xstateInterpreter,
    },
    (progress) => told.push(progress),
  );
  return { result, told };
}

function shrunk(changes: readonly string[], invariant?: string): Shrunk {
  const { result } = shrinking(changes, invariant);
  if (!result.found) throw new Error(`only ${result.violated.join(', ')} are violated`);
  return result;
}

describe('a run that takes silence of the PSP for a decline', () => {
  const result = shrunk([...mistaken, slow]);

  it('is cut down to the one checkout that is charged twice', () => {
    expect(result).toMatchObject({ invariant: 'I2', name: 'at-most-one-charge', before: { checkouts: 16, faults: 0 } });
    expect(result.left.checkouts).toHaveLength(1);
    expect(result.left.faults).toEqual([]);
    expect(result.left.refunds).toBe(false);
  });

  it('is the same run when its file is read', () => {
    const again = simulate(scenarioOf(result.text));
    expect(again.report.traceHash).toBe(result.finish.report.traceHash);
    expect(again.report.violations[0]).toMatchObject({ invariant: 'I2', first: { sentence: result.finding.sentence } });
  });

  it('tells the story up to the second charge, and in the report to the end', () => {
    const { story, finish, finding } = result;
    expect(story.of).toBe(finding.concern);
    expect(story.lines.at(-1)?.text).toMatch(/^charge ch_\d+_\d_2 stored: captured/);
    expect(finish.report.violations[0]?.first.story.length).toBeGreaterThan(story.lines.length);
  });
});

describe('a run in which the PSP falls silent, with a time-out that is long enough', () => {
  const all = simulate(scenarioOf(text, [...mistaken, stormy]));
  const result = shrunk([...mistaken, stormy]);

  it('is cut down to one checkout, the answer that was lost, and the webhook that was', () => {
    expect(result.before).toEqual({ checkouts: 16, faults: scriptOf(all.faults).length });
    expect(result.left.checkouts).toHaveLength(1);
    expect(result.left.faults.map((each) => 'fault' in each && each.fault.kind)).toEqual([
      'psp.timeout-after-capture',
      'psp.webhook-lost',
    ]);
  });

  it('every fault that is left fires, and with any one less, or without anybody, it is not violated', () => {
    const { checkouts, faults } = result.left;
    const violated = (scenario: ReturnType<typeof scenarioOf>): boolean =>
      simulate(scenario).report.violations.some(({ invariant }) => invariant === 'I2');
    const reduced = scenarioOf(result.text);
    expect(reduced.traffic.only).toEqual(checkouts);
    expect(reduced.faults).toEqual({ kind: 'script', script: faults });
    expect(result.finish.unreached).toEqual([]);
    expect(violated(reduced)).toBe(true);
    for (const one of faults) {
      const script = faults.filter((fault) => fault !== one);
      expect(violated({ ...reduced, faults: { kind: 'script', script } })).toBe(false);
    }
    expect(violated({ ...reduced, traffic: { ...reduced.traffic, only: [] } })).toBe(false);
  });

  it('comes to the same again, and from its own file to nothing smaller', () => {
    expect(shrunk([...mistaken, stormy]).text).toBe(result.text);
    const { overrides, ...rest } = { overrides: [], file: 'scenario.yaml', interpreter: xstateInterpreter };
    const twice = shrink({ ...rest, overrides, text: result.text, command: 'npx penny run scenario.yaml' });
    expect(twice).toMatchObject({ found: true, left: result.left, before: { checkouts: 1, faults: 2 } });
  });

  it('may be cut down to what shows another of its violations', () => {
    const other = shrunk([...mistaken, stormy], 'I10');
    expect(other).toMatchObject({ invariant: 'I10', finding: { concern: 'psp:receivable' } });
    expect(other.left.checkouts).toHaveLength(1);
    expect(checkoutOf(other.story.of)).toBe(`checkout-${other.left.checkouts.join()}`);
  });
});

describe('on the way', () => {
  it('what is left gets less and the runs get more', () => {
    const { told } = shrinking([...mistaken, stormy]);
    expect(told[0]).toEqual({ runs: 0, checkouts: 16, faults: 0 });
    const sizes = told.filter(({ runs }) => runs > 0).map(({ checkouts, faults }) => checkouts + faults);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(told.map(({ runs }) => runs)).toEqual(told.map(({ runs }) => runs).toSorted((a, b) => a - b));
  });
});

describe('a run without the violation', () => {
  it('is not shrunk, and what it does violate is told', () => {
    expect(shrinking(['traffic.checkouts=2']).result).toEqual({ found: false, violated: [] });
    const { result } = shrinking([...mistaken, slow], 'I9');
    expect(result).toEqual({ found: false, violated: ['I2', 'I7', 'I10'] });
  });

  it('cannot come from a scenario with a mistake in it', () => {
    expect(() => shrinking(['clock.zone=Mars'])).toThrow('expected an IANA time zone');
  });
});
