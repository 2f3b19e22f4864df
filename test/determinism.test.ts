import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { serviceNames } from '../src/domain/addresses.ts';
import type { Fact } from '../src/sim/facts.ts';
import { xstateInterpreter } from '../src/sim/interpreter/xstate-interpreter.ts';
import type { Report } from '../src/sim/report/report.ts';
import type { Finish } from '../src/sim/simulation.ts';
import { createWorld } from '../src/sim/world.ts';
import { sent } from './support/fact-lines.ts';
import { underTrap } from './support/runtime-trap.ts';
import { penny, shippedScenario, simulate, watch } from './support/simulate.ts';

const day = (...changes: readonly string[]) => shippedScenario('marketplace-day', ['traffic.checkouts=60', ...changes]);
const scenario = day();
const reference = simulate(scenario);
const { traceHash } = reference.report;

describe('the same scenario and seed', () => {
  it('are the same run twice in one process: the report, the files and every database', () => {
    const again = simulate(scenario);
    expect(JSON.stringify(again.report)).toBe(JSON.stringify(reference.report));
    expect(again.settlementFiles).toEqual(reference.settlementFiles);
    expect(again.bankStatements).toEqual(reference.bankStatements);
    expect(databasesOf(again)).toBe(databasesOf(reference));
  });

  it.each([1, 7])('are the same run when it is driven %i events at a time', (slice) => {
    expect(simulate(scenario, { slice }).report).toEqual(reference.report);
  });

  it('are the same run when stories are told', () => {
    const told = simulate(scenario, { stories: ['order-1.1', 'checkout-7'] });
    expect(told.stories.every(({ lines }) => lines.length > 10)).toBe(true);
    expect(told.report).toEqual(reference.report);
  });

  it('are the same run when nobody watches', () => {
    const world = createWorld(scenario, xstateInterpreter);
    while (world.run(1_000_000) === 'more');
    const { events, commits } = reference.report.counts;
    expect([world.traceHash(), world.events(), world.commits()]).toEqual([traceHash, events, commits]);
  });

  it('are the same run when an observer leaves in the middle', () => {
    const world = createWorld(scenario, xstateInterpreter);
    let seen = 0;
    const watching = world.stream.observe(() => (seen += 1));
    world.run(1_000);
    watching.unsubscribe();
    const seenByThen = seen;
    while (world.run(1_000_000) === 'more');
    expect([seenByThen > 500, seen]).toEqual([true, seenByThen]);
    expect(world.traceHash()).toBe(traceHash);
  });

  it('need no clock, no randomness, no timer and no locale of the platform, from the scenario file to the report', () => {
    expect(underTrap(() => simulate(day()).report)).toEqual(reference.report);
  });
});

describe('a storm, with the same scenario and seed', () => {
  const storm = shippedScenario('marketplace-day', [
    'traffic.checkouts=12',
    'refunds={ share: 40%, after: 1h to 2h }',
    'clock.nights=5',
    'faults=heavy',
  ]);
  const first = simulate(storm);
  const { events, commits } = first.report.counts;

  it('is the same storm twice in one process, and leaves the same databases', () => {
    expect(first.faults.length).toBeGreaterThan(50);
    const again = simulate(storm);
    expect(again.faults).toEqual(first.faults);
    expect(again.report).toEqual(first.report);
    expect(databasesOf(again)).toBe(databasesOf(first));
  });

  it.each([1, 13])('is the same storm when it is driven %i events at a time, and watched site by site', (slice) => {
    let sites = 0;
    const again = simulate(storm, { slice, stories: ['order-1.1'], watchSite: () => void (sites += 1) });
    expect(sites).toBeGreaterThan(500);
    expect([again.faults, again.report]).toEqual([first.faults, first.report]);
  });

  it('is the same storm when nobody watches, and when somebody stops watching in the middle', () => {
    const alone = createWorld(storm, xstateInterpreter);
    while (alone.run(1_000_000) === 'more');
    const left = createWorld(storm, xstateInterpreter);
    const watching = left.stream.observe(() => undefined);
    left.run(1_000);
    watching.unsubscribe();
    while (left.run(1_000_000) === 'more');
    for (const world of [alone, left])
      expect([world.traceHash(), world.events(), world.commits()]).toEqual([first.report.traceHash, events, commits]);
    expect(alone.faultCounts()).toEqual(left.faultCounts());
  });

  it('needs no clock, no randomness, no timer and no locale of the platform', () => {
    expect(underTrap(() => simulate(storm).report)).toEqual(first.report);
  });
});

describe('another seed', () => {
  it('is another run', () => {
    const hashes = [1, 2, '01', 'one'].map((seed) => watch(day(`seed='${seed}'`)).world.traceHash());
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toBe(traceHash);
  });
});

describe('the tool', () => {
  const home = mkdtempSync(join(tmpdir(), 'everypenny-determinism-'));
  afterAll(() => rmSync(home, { recursive: true }), 60_000);
  const file = resolve('scenarios/marketplace-day.yaml');
  const run = (folder: string, options: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    penny(['run', file, '--checkouts', '60', '--out', folder, ...options], { cwd: home, env });
  const printed = run('plain', ['--json']);

  it('comes to the same report in a fresh process', () => {
    const { scenario: read, reproduce, ...rest } = JSON.parse(printed) as Report;
    expect({ ...reference.report, scenario: read, reproduce }).toEqual({ ...rest, scenario: read, reproduce });
  });

  it('prints with --json what it writes into report.json', () => {
    expect(printed).toBe(readFileSync(join(home, 'plain', 'report.json'), 'utf8'));
  });

  it.each([
    ['in a zone and a language of its own', 'elsewhere', [], { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' }],
    ['with --quiet', 'quiet', ['--quiet'], {}],
    ['with --story', 'story', ['--story', 'order-3.1'], {}],
  ] as const)('writes the same bytes %s', (_, folder, options, env) => {
    run(folder, options, env);
    expect(filesOf(join(home, folder))).toEqual(filesOf(join(home, 'plain')));
  });
});

describe('luck belongs to whom it strikes', () => {
  const { facts } = watch(scenario);

  it.each([
    'psp.declines=[{code: stolen_card, kind: hard, share: 30%}]',
    'policies.platformFee=3%',
    'policies.softDeclines={retries: 0}',
    'psp.authorisation={min: 1s, max: 20s}',
    'bank.transit=20h',
    'network.latency={min: 50ms, max: 90ms}',
    'clock.nights=5',
    'faults=[{ fault: network.drop, rate: 3% }, { fault: service.crash, every: 2h }]',
  ])('%s leaves everybody else with the same basket at the same time', (change) => {
    expect(arrivalsIn(watch(day(change)).facts)).toEqual(arrivalsIn(facts));
  });

  it('other refusals leave a charge that is captured both times with the same moment, to the millisecond', () => {
    const other = capturedIn(watch(day('psp.declines=[{code: stolen_card, kind: hard, share: 30%}]')).facts);
    const same = capturedIn(facts).filter((charge) => other.includes(charge));
    const keyOf = (charge: string): string => charge.split(' ')[0] ?? '';
    const keys = new Set(other.map(keyOf));
    expect(same).toEqual(capturedIn(facts).filter((charge) => keys.has(keyOf(charge))));
    expect(same.length).toBeGreaterThan(40);
  });

  it('one checkout fewer takes one moment of arrival away, and the n-th basket stays the n-th', () => {
    const fewer = arrivalsIn(watch(day('traffic.checkouts=59')).facts);
    const all = arrivalsIn(facts);
    expect(fewer.map(({ basket }) => basket)).toEqual(all.slice(0, 59).map(({ basket }) => basket));
    const moments = new Set(all.map(({ at }) => at));
    expect(fewer.filter(({ at }) => !moments.has(at))).toEqual([]);
  });
});

describe('a hundred times as many checkouts', () => {
  it('go the whole way from a scenario that was written for one', () => {
    const { report } = simulate(shippedScenario('first-checkout', ['traffic.checkouts=100']));
    expect(report.verdict).toBe('consistent');
    expect(report.counts).toMatchObject({ checkouts: 100, orders: 200, captured: 200, unresolved: 0 });
    const { captured, pspFees, cash } = report.money['EUR'] ?? { captured: 0, pspFees: 0, cash: 0 };
    expect(cash).toBe(captured - pspFees);
    expect(report.thresholds.map(({ met }) => met)).toEqual([true, true, true]);
  });
});

function databasesOf({ world }: Finish): string {
  const records = serviceNames.flatMap((service) => {
    const database = world.database(service);
    return database.tableNames().map((name) => [name, [...database.table(name).all()]]);
  });
  return JSON.stringify(records);
}

/** Every file of a report by its path, but the one that says how long the run took and on what. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('run-info.json'));
  return Object.fromEntries(paths.toSorted().map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]));
}

function arrivalsIn(facts: readonly Fact[]): { readonly at: number; readonly basket: string }[] {
  return sent(facts, 'BuyerArrived').map(({ at, message }) => ({ at, basket: JSON.stringify(message) }));
}

/** Key, moment and fee of every charge that the PSP captured, by key. */
function capturedIn(facts: readonly Fact[]): string[] {
  const captured = facts.flatMap((fact) =>
    fact.kind === 'written' &&
    fact.table === 'charges' &&
    fact.after.status === 'captured' &&
    fact.before?.status === 'processing'
      ? [`${fact.after.id} ${fact.after.capturedAt ?? 0} ${fact.after.amount} ${fact.after.fee}`]
      : [],
  );
  return captured.toSorted();
}
