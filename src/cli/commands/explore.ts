/** `penny explore SCENARIO`: runs one scenario with many seeds, and compares. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explored, type Explored } from '../../sim/explore/explored.ts';
import type { SeedOutcome } from '../../sim/explore/outcome.ts';
import type { Identity } from '../../sim/explore/progress-log.ts';
import type { InterpreterName } from '../../sim/interpreter/interpreter-name.ts';
import { commandOf } from '../command-of.ts';
import { Interrupted } from '../drive.ts';
import { exitCodeOfSeed, gravest } from '../exit-codes.ts';
import { openProgressFile, type ProgressFile } from '../explore/progress-file.ts';
import { runSeeds } from '../explore/run-seeds.ts';
import { seedsOf } from '../explore/seeds-option.ts';
import { seedsProgress } from '../explore/seeds-progress.ts';
import { workersOf } from '../explore/worker-count.ts';
import { overridesOf } from '../overrides.ts';
import { counted } from '../print/columns.ts';
import { exploredLines, exploredQuietLine } from '../print/explored.ts';
import { idleFaultLines } from '../print/idle-faults.ts';
import { signs } from '../replaceable-folder.ts';
import { replaceFolder } from '../report-folder.ts';
import { packageVersion, runInfo, type RunInfo } from '../run-info.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import type { Terminal } from '../terminal.ts';

export interface ExploreOptions {
  readonly scenario: string;
  /** `1..200` */
  readonly seeds: string;
  readonly checkouts: string | undefined;
  readonly set: readonly string[];
  readonly workers: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Begins anew, whatever an interrupted exploration has done. */
  readonly fresh: boolean;
}

/** @returns the exit code, the gravest of all seeds */
export async function explore(options: ExploreOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const seeds = seedsOf(options.seeds, terminal);
  const workers = workersOf(options.workers, terminal);
  const loaded = loadScenario(options.scenario, overridesOf(options));
  const { name, description, policy } = loaded.scenario;
  const folder = options.out ?? join('reports', `${name}-explore`);
  const progress = openProgressFile(folder, identityOf(options, loaded), options.fresh);
  const earlier = progress.earlier.filter(({ seed }) => seeds.includes(seed));

  terminal.say(`${name}: ${counted(seeds.length, 'seed')} on ${counted(workers, 'worker')}`);
  for (const line of idleFaultLines(loaded.scenario)) terminal.warn(line);
  if (progress.startsAfresh)
    terminal.say(`what was under way in ${folder} was another exploration: this one begins anew`);
  if (earlier.length > 0)
    terminal.say(`going on from ${counted(earlier.length, 'seed')} done earlier; --fresh begins anew`);
  const began = performance.now();
  const now = await outcomesOf({ options, loaded, seeds, workers, progress, earlier, terminal, signal });
  const info = infoOf(performance.now() - began, now, workers);

  const result = explored({
    version: packageVersion(),
    scenario: { name, description, sha256: loaded.sha256 },
    defects: [...policy.defects],
    outcomes: [...earlier, ...now],
    reproduce: commandOf({ ...options, verb: 'explore' }),
    reproduceSeed: (seed) => commandOf({ ...options, verb: 'run', seed, seeds: undefined }),
  });
  replaceFolder(folder, (target) => writeFiles(target, result, info), signs.exploration);
  show(result, options, folder, terminal);
  return gravest(result.results.map(exitCodeOfSeed));
}

interface Exploring {
  readonly options: ExploreOptions;
  readonly loaded: LoadedScenario;
  readonly seeds: readonly string[];
  readonly workers: number;
  readonly progress: ProgressFile;
  readonly earlier: readonly SeedOutcome[];
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** The outcomes of the seeds that are not done yet. */
async function outcomesOf(exploring: Exploring): Promise<SeedOutcome[]> {
  const { options, loaded, seeds, workers, progress, earlier, terminal, signal } = exploring;
  const done = new Set(earlier.map(({ seed }) => seed));
  const left = seeds.filter((seed) => !done.has(seed));
  const work = {
    text: loaded.text,
    file: options.scenario,
    sha256: loaded.sha256,
    overrides: overridesOf(options),
  };
  const shown = seedsProgress(seeds.length, earlier);
  const outcomes: SeedOutcome[] = [];
  const began = performance.now();
  const add = (outcome: SeedOutcome): void => {
    outcomes.push(outcome);
    progress.add(outcome);
    shown.add(outcome);
    terminal.progress(shown.line(performance.now() - began));
  };
  terminal.progress(shown.line(0));
  try {
    await runSeeds(work, left, workers, add, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    const sofar = `${earlier.length + outcomes.length} of ${counted(seeds.length, 'seed')}`;
    throw new Interrupted(`${sofar} are done, and the same command goes on from there`);
  } finally {
    terminal.clearProgress();
  }
  return outcomes;
}

function show(result: Explored, options: ExploreOptions, folder: string, terminal: Terminal): void {
  const { json, quiet } = options;
  if (json) return terminal.print(JSON.stringify(result, undefined, 2));
  if (quiet) return terminal.print(exploredQuietLine(result, terminal.style));
  for (const line of exploredLines(result, terminal.style)) terminal.print(line);
  terminal.print('');
  terminal.print(`report     ${join(folder, 'explore.json')}`);
  terminal.print(`reproduce  ${result.reproduce}`);
  const violating = result.results.find(({ verdict }) => verdict === 'inconsistent');
  if (violating === undefined) return;
  terminal.print(`shrink     ${commandOf({ ...options, verb: 'shrink', seed: violating.seed, seeds: undefined })}`);
}

function writeFiles(folder: string, result: Explored, info: RunInfo): void {
  writeFileSync(join(folder, 'explore.json'), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(folder, 'run-info.json'), `${JSON.stringify(info, undefined, 2)}\n`);
}

/** What was run here and now; what an interrupted exploration had done took its own time. */
function infoOf(wallMs: number, outcomes: readonly SeedOutcome[], workers: number): RunInfo {
  const ended = outcomes.filter((outcome) => outcome.verdict !== 'crashed');
  const checkouts = ended.reduce((sum, { counts }) => sum + counts.checkouts, 0);
  const events = ended.reduce((sum, { counts }) => sum + counts.events, 0);
  return {
    ...runInfo(wallMs, checkouts, events, 'compiled' satisfies InterpreterName),
    seeds: outcomes.length,
    workers,
  };
}

function identityOf({ checkouts, set }: ExploreOptions, { scenario, sha256 }: LoadedScenario): Identity {
  const options = [...set.map((assignment) => `--set ${assignment}`), `--checkouts ${checkouts ?? ''}`];
  return { schemaVersion: 1, version: packageVersion(), scenario: scenario.name, sha256, options };
}
