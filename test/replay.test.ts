/** Whatever went wrong in a run can be made to happen again from its own record, fault by fault, or with one less. */
import { describe, expect, it } from 'vitest';
import type { FaultPlan, ScriptedFault } from '../src/sim/faults/plan.ts';
import { readScript, scriptOf, writeScript } from '../src/sim/faults/script.ts';
import type { Report } from '../src/sim/report/report.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import type { Fact } from '../src/sim/facts.ts';
import { auditedRun } from './support/audited-run.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

const stormy: readonly (readonly [name: string, changes: readonly string[]])[] = [
  ['first-checkout', ['traffic.checkouts=6', "phases.heal='2026-03-04 12:00'", 'clock.nights=5', 'faults=heavy']],
  ['marketplace-day', ['traffic.checkouts=12', 'clock.nights=5', 'faults=swarm']],
  ['autumn-clock-change', ['traffic.checkouts=10', 'faults=swarm']],
];
const refunds = 'refunds={ share: 40%, after: 1h to 2h }';

const runs = stormy.flatMap(([name, changes]) =>
  [1, 2, 3].map((seed) => [name, seed, shippedScenario(name, [...changes, refunds, `seed=${seed}`])] as const),
);

describe.each(runs)('a stormy run of %s with seed %i', (_, __, scenario) => {
  const first = simulate(scenario);
  const script = readBack(writeScript(first.faults));

  it('is the same run again under the script of its faults, read back from text', () => {
    expect(script.length).toBeGreaterThan(10);
    expect(script).toEqual(scriptOf(first.faults));
    const again = simulate(under(scenario, script));
    expect(again.report.traceHash).toBe(first.report.traceHash);
    expect(again.faults).toEqual(first.faults);
    expect(comparable(again.report)).toEqual(comparable(first.report));
  });
});

describe('a script with one fault less', () => {
  const scenario = shippedScenario('first-checkout', [
    'traffic.checkouts=3',
    "phases.heal='2026-03-04 12:00'",
    'clock.nights=5',
    'faults=swarm',
    refunds,
  ]);
  const all = auditedRun(scenario);
  const script = scriptOf(all.faults);
  const tenths = Array.from({ length: 5 }, (_, tenth) => Math.floor((script.length * (2 * tenth + 1)) / 10));

  it.each(tenths)('is a good run that differs only from then on: without the one in place %i', (place) => {
    const dropped = all.faults[place];
    const run = auditedRun(under(scenario, script.toSpliced(place, 1)));
    expect(run.faults.some(({ site }) => site === dropped?.site)).toBe(false);
    expect([run.violations, run.unfinished]).toEqual([[], []]);
    const before = (facts: readonly Fact[]): Fact[] => facts.filter(({ at }) => at < (dropped?.at ?? 0));
    expect(before(run.facts)).toEqual(before(all.facts));
    expect(before(run.facts).length).toBeGreaterThan(0);
  });

  it('less and less becomes a run in which nothing goes wrong', () => {
    const calm = auditedRun(under(scenario, []));
    expect(calm.facts.filter(({ kind }) => kind === 'faulted' || kind === 'healed' || kind === 'lost')).toEqual([]);
    const without = auditedRun({ ...scenario, faults: { kind: 'rules', profile: 'none', rules: [] } });
    expect(calm.world.traceHash()).toBe(without.world.traceHash());
  });
});

function under(scenario: Scenario, script: readonly ScriptedFault[]): Scenario {
  const faults: FaultPlan = { kind: 'script', script };
  return { ...scenario, faults };
}

function readBack(text: string): readonly ScriptedFault[] {
  const read = readScript(text, 'faults.yaml');
  if (!read.ok) throw new Error(`the script of a run should be good: ${JSON.stringify(read.problems)}`);
  return read.script;
}

/** A script changes what a report says of its settings, and has no occasions but those that it names. */
function comparable({ settings, faults, ...report }: Report): object {
  const own = settings.filter(({ name }) => !name.startsWith('faults'));
  return {
    ...report,
    settings: own,
    faults: faults.flatMap(({ kind, fired, changed }) => (fired > 0 ? [{ kind, fired, changed }] : [])),
  };
}
