/** Runs scenarios for tests: in the test's own process, or as the tool does, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Fact } from '../../src/sim/facts.ts';
import { createCompiledInterpreter } from '../../src/sim/interpreter/compiled-interpreter.ts';
import { setOverride } from '../../src/sim/scenario/overrides.ts';
import { formatProblem } from '../../src/sim/scenario/problem.ts';
import type { WatchSite } from '../../src/sim/faults/troubles.ts';
import { readScenario } from '../../src/sim/scenario/read.ts';
import type { Scenario } from '../../src/sim/scenario/scenario.ts';
import { createSimulation, type Finish } from '../../src/sim/simulation.ts';
import { createWorld, type World } from '../../src/sim/world.ts';

/**
 * The scenario of a text, with changes such as `psp.cutOff='00:00'`.
 * @throws Error with every problem of the scenario
 */
export function scenarioOf(text: string, changes: readonly string[] = []): Scenario {
  const read = readScenario(text, 'the scenario of a test', changes.map(setOverride));
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.scenario;
}

/** A scenario of scenarios/, by its name. */
export function shippedScenario(name: string, changes: readonly string[] = []): Scenario {
  return scenarioOf(readFileSync(`scenarios/${name}.yaml`, 'utf8'), changes);
}

export interface Simulating {
  /** Orders or checkouts whose stories are to be told. */
  readonly stories?: readonly string[];
  /** How many events the simulation runs at a time. */
  readonly slice?: number;
  /** Told of every site at which something could go wrong. */
  readonly watchSite?: WatchSite;
}

/** A whole run, with its checks and its report. */
export function simulate(scenario: Scenario, { stories = [], slice = 1_000_000, watchSite }: Simulating = {}): Finish {
  const settings = { scenario, sha256: 'not read from a file', reproduce: 'not made by a command' };
  const watching = watchSite === undefined ? {} : { watchSite };
  const simulation = createSimulation({ ...settings, interpreter: createCompiledInterpreter(), stories, ...watching });
  while (simulation.run(slice) === 'more');
  return simulation.finish();
}

export interface Watched {
  readonly scenario: Scenario;
  readonly world: World;
  readonly facts: readonly Fact[];
}

/** A whole run without checks and report, and every fact of it. */
export function watch(scenario: Scenario): Watched {
  const world = createWorld(scenario, createCompiledInterpreter());
  const facts: Fact[] = [];
  world.stream.observe((fact) => facts.push(fact));
  while (world.run(1_000_000) === 'more');
  return { scenario, world, facts };
}

export interface Command {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What the built tool prints on standard output. A missed threshold, exit code 3, is none of a test's business: a run of
 * few checkouts may well miss one.
 * @throws Error when it ends in any other way than with 0 or 3
 */
export function penny(args: readonly string[], { cwd = '.', env = {} }: Command = {}): string {
  const tool = new URL('../../bin/penny.js', import.meta.url).pathname;
  const ran = spawnSync(process.execPath, [tool, ...args], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (ran.status !== 0 && ran.status !== 3)
    throw new Error(`penny ${args.join(' ')} ended with ${String(ran.status)}\n${ran.stderr}`);
  return ran.stdout;
}
