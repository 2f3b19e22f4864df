/** `penny defects`: switches on each mistake of the catalogue, sees which invariant sees it, and cuts the run down. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defects as catalogue } from '../../sim/defects/catalogue.ts';
import type { Hunted } from '../../sim/defects/hunted.ts';
import { invariantNames } from '../../sim/defects/invariant-names.ts';
import { impossibleResult, resultOf, type DefectResult } from '../../sim/defects/result.ts';
import { commandOfHunt } from '../defects/command-of-hunt.ts';
import { HUNT_RESULT, huntFolder, scenarioFile, writeHunt } from '../defects/hunt-folder.ts';
import { runHunts } from '../defects/run-hunts.ts';
import { selectionOf, type Selection } from '../defects/selection.ts';
import { Interrupted } from '../drive.ts';
import { exitCode, exitCodeOfHunt, gravest } from '../exit-codes.ts';
import { workersOf } from '../explore/worker-count.ts';
import { counted } from '../print/columns.ts';
import { catalogueLines } from '../print/defect-catalogue.ts';
import { huntedVerdictLine, huntTable, impossibleLines, reproduceLines, writtenLines } from '../print/defects.ts';
import { roughly } from '../print/roughly.ts';
import { replaceableFolder, signs } from '../replaceable-folder.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

export interface DefectsOptions {
  /** Names; all defects when there are none. */
  readonly only: readonly string[];
  /** How many, as it was typed. */
  readonly seeds: string;
  readonly workers: string | undefined;
  /** Leaves the runs that show the defects as they are. */
  readonly quick: boolean;
  readonly out: string | undefined;
  /** Tells what the defects are, and runs nothing. */
  readonly list: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @returns the exit code, 1 when the catalogue does not keep its word about a defect */
export async function defects(options: DefectsOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const selection = selectionOf(options.only);
  const seeds = seedsOf(options.seeds);
  const workers = workersOf(options.workers, terminal);
  const loaded = loadScenario(bench, []);
  if (options.list) return list(selection, options, loaded, terminal);
  const folder = huntFolder(options);
  if (folder !== undefined) replaceableFolder(folder, signs.hunt);

  const hunted = await huntAll({ selection, seeds, workers, loaded, options, terminal, signal });
  const results = hunted.map((each) => {
    const file = join(folder ?? '', scenarioFile(each));
    return resultOf(each, commandOfHunt(bench, each), file);
  });
  const all = [...results, ...selection.impossible.map(impossibleResult)];
  const json = JSON.stringify({ schemaVersion: 1, defects: all }, undefined, 2);
  if (folder !== undefined) writeHunt(folder, hunted, json);
  if (options.json) terminal.print(json);
  else show({ hunted, results, selection, folder, quiet: options.quiet, terminal });
  return gravest(hunted.map(exitCodeOfHunt));
}

/** As it is shipped with the tool. */
const bench = fileURLToPath(new URL('../../../scenarios/defect-bench.yaml', import.meta.url));

function list(
  { names, impossible }: Selection,
  { json }: DefectsOptions,
  { scenario }: LoadedScenario,
  terminal: Terminal,
): number {
  if (json) {
    const possible = names.map((name) => ({ name, expressible: true, ...catalogue[name] }));
    const entries = [...possible, ...impossible.map((defect) => ({ ...defect, expressible: false }))];
    terminal.print(JSON.stringify({ defects: entries }, undefined, 2));
  } else {
    const lines = catalogueLines(names, impossible, invariantNames(scenario), terminal.style);
    for (const line of lines) terminal.print(line);
  }
  return exitCode.consistent;
}

interface Hunting {
  readonly selection: Selection;
  readonly seeds: number;
  readonly workers: number;
  readonly loaded: LoadedScenario;
  readonly options: DefectsOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** What became of each, printed as it comes. */
async function huntAll({ selection, seeds, workers, loaded, options, terminal, signal }: Hunting): Promise<Hunted[]> {
  const { names } = selection;
  const all: Hunted[] = [];
  const rowsOf = huntTable(names, invariantNames(loaded.scenario), !options.quick, terminal.style);
  const began = performance.now();
  const progress = (): void => {
    const left =
      all.length === 0 ? '' : roughly(((performance.now() - began) / all.length) * (names.length - all.length));
    terminal.progress(
      [`${all.length} of ${counted(names.length, 'defect')}`, ...(left === '' ? [] : [`about ${left} left`])].join(
        '  ',
      ),
    );
  };
  const add = (hunted: Hunted): void => {
    all.push(hunted);
    terminal.clearProgress();
    if (!options.json && !options.quiet) for (const line of rowsOf(hunted)) terminal.print(line);
    progress();
  };
  terminal.say(
    `${loaded.scenario.name}: ${counted(names.length, 'defect')}, at most ${counted(seeds, 'seed')} each, on ${counted(workers, 'worker')}`,
  );
  progress();
  const { text, sha256 } = loaded;
  const ground = { bench: { text, file: bench, sha256, overrides: [] }, seeds, shrinks: !options.quick };
  try {
    await runHunts(ground, names, workers, add, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(`${all.length} of ${counted(names.length, 'defect')} were tried`);
  } finally {
    terminal.clearProgress();
  }
  return all;
}

interface Shown {
  readonly hunted: readonly Hunted[];
  readonly results: readonly DefectResult[];
  readonly selection: Selection;
  /** Undefined where nothing was written. */
  readonly folder: string | undefined;
  readonly quiet: boolean;
  readonly terminal: Terminal;
}

/** What follows the table. */
function show({ hunted, results, selection: { impossible }, folder, quiet, terminal }: Shown): void {
  const { style } = terminal;
  if (!quiet) {
    for (const line of [...impossibleLines(impossible, style), ...reproduceLines(results, style), ''])
      terminal.print(line);
  }
  terminal.print(huntedVerdictLine(hunted, impossible.length, style));
  if (quiet || folder === undefined) return;
  for (const line of writtenLines(results, folder, join(folder, HUNT_RESULT))) terminal.print(line);
}

const MOST_SEEDS = 1_000;

function seedsOf(written: string): number {
  const seeds = /^[1-9]\d{0,3}$/.test(written) ? Number(written) : 0;
  if (seeds >= 1 && seeds <= MOST_SEEDS) return seeds;
  const most = /^1\.\.([1-9]\d{0,2})$/.exec(written)?.[1];
  const hint = most === undefined ? undefined : `did you mean \`${most}\`?`;
  throw new UserError(`--seeds ${written}: expected a whole number from 1 to ${MOST_SEEDS}`, hint);
}
