/** `penny load SCENARIO`: a load test of any size, in cells on all processors, with all checks on. */
import { join } from 'node:path';
import { cellsOf, sharesOf, usersSetting, type Cell } from '../../sim/load/cells.ts';
import type { CellOutcome } from '../../sim/load/cell-outcome.ts';
import { loadReport } from '../../sim/load/load-report.ts';
import type { Report } from '../../sim/report/report.ts';
import { denseSeries } from '../../sim/report/series.ts';
import { seedOverride } from '../../sim/scenario/overrides.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { commandOf, type Command } from '../command-of.ts';
import { sayWhatIsReplaced } from '../earlier-result.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { expectedSizeHint } from '../expected-size.ts';
import { workersOf } from '../explore/worker-count.ts';
import { divisionOf } from '../load/cells-option.ts';
import { outcomeOfLoad, withCellStories, type Loading } from '../load/load-run.ts';
import { refuseSomeAlone } from '../load/some-alone.ts';
import { overridesOf } from '../overrides.ts';
import { counted } from '../print/columns.ts';
import { idleFaultLines } from '../print/idle-faults.ts';
import { speedLine } from '../print/load.ts';
import { trafficText } from '../print/traffic.ts';
import { quietLine, resultLines } from '../print/result.ts';
import { replaceableFolder } from '../replaceable-folder.ts';
import { writeReport, writeSeries } from '../report-files.ts';
import { beginFolder } from '../report-folder.ts';
import { loadInfo } from '../run-info.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import type { CellStore } from '../store.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

export interface LoadOptions {
  readonly scenario: string;
  readonly seed: string | undefined;
  readonly checkouts: string | undefined;
  readonly set: readonly string[];
  readonly cells: string | undefined;
  readonly workers: string | undefined;
  /** Where the cells' databases and settlement files go. */
  readonly store: CellStore;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Two rates, where it is looked for the knee between them; then how many, and for how long buyers come at each. */
  readonly sweep: string | undefined;
  readonly steps: string | undefined;
  readonly for: string | undefined;
}

/** @returns the exit code */
export async function load(options: LoadOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  refuseSweepWords(options);
  const workers = workersOf(options.workers, terminal);
  const overrides = overridesOf(options);
  const loaded = loadScenario(options.scenario, overrides);
  refuseSomeAlone(loaded, options.scenario, overrides, 'all checkouts to come, which are divided into cells');
  const { scenario } = loaded;
  const toRun = cellsToRun(options, loaded);
  const folder = options.out ?? join('reports', `${scenario.name}-${scenario.seed}-load`);
  const loading = { scenario, ...toRun, folder: replaceableFolder(folder), workers, terminal, signal };

  const size = `${trafficText(scenario.traffic)} in ${counted(loading.cells.length, 'cell')}`;
  terminal.say(`${scenario.name}, seed ${scenario.seed}: ${size} on ${counted(workers, 'worker')}`);
  for (const line of idleFaultLines(scenario)) terminal.warn(line);
  sayWhatIsReplaced({ ...options, folder, reproduce: commandOfLoad(options, scenario) }, 'report.json', terminal);
  // What is kept of each cell is written as soon as it ends: no memory holds it.
  const making = options.store === 'none' ? undefined : beginFolder(folder);
  try {
    const bankZone = scenario.policy.bankCalendar.zone;
    const began = performance.now();
    const outcome = await outcomeOfLoad(loading, making && { folder: join(making.path, 'cells'), bankZone });
    const wallMs = performance.now() - began;
    const report = await reportOf(outcome, options, loaded, loading);
    const info = loadInfo(wallMs, report, scenario, workers);
    (making ?? beginFolder(folder)).complete((target) => {
      writeReport(target, report, info);
      writeSeries(target, denseSeries(outcome.measured.series, scenario.clock.start));
    });
    terminal.say(speedLine(report, info));
    show(options, loading.cells, report, folder, terminal);
    const hint = expectedSizeHint(report, options, loaded);
    if (hint !== undefined) terminal.warn(hint);
    return exitCodeOf(report);
  } finally {
    making?.giveUp();
  }
}

/** @throws UserError for options that are about a sweep */
function refuseSweepWords({ steps, for: lasts }: LoadOptions): void {
  const word = steps === undefined ? (lasts === undefined ? undefined : '--for') : '--steps';
  if (word !== undefined) throw new UserError(`${word} is about a sweep`, 'add --sweep, such as --sweep 5/s..200/s');
}

type CellsToRun = Pick<Loading, 'work' | 'cells' | 'reproduceCell'>;

/** @throws UserError where the load cannot be divided, or a cell would be in disorder by itself */
function cellsToRun(options: LoadOptions, { scenario, text, sha256 }: LoadedScenario): CellsToRun {
  const { scenario: file, set } = options;
  const cells = cellsOf(divisionOf(options.cells, scenario));
  const overrides = overridesOf({ set, checkouts: undefined });
  const last = cells.at(-1);
  // The last one is the smallest.
  if (last !== undefined) loadScenario(file, [...overrides, ...sharesOf(last), seedOverride(last.seed)]);
  const reproduceCell = (cell: Cell): string => commandOf({ verb: 'run', scenario: file, ...ofCell(cell, set) });
  return { work: { text, file, sha256, overrides }, cells, reproduceCell };
}

/** What makes a cell the run that it is. */
function ofCell({ seed, checkouts, users }: Cell, set: readonly string[]): Pick<Command, 'seed' | 'checkouts' | 'set'> {
  return {
    seed,
    checkouts: checkouts === 0 ? undefined : String(checkouts),
    set: users === 0 ? set : [...set, usersSetting(users)],
  };
}

function commandOfLoad(options: LoadOptions, { seed }: Scenario): string {
  return commandOf({ ...options, verb: 'load', seed });
}

async function reportOf(
  outcome: CellOutcome,
  options: LoadOptions,
  { scenario, sha256 }: LoadedScenario,
  loading: Loading,
): Promise<Report> {
  const { cells, reproduceCell } = loading;
  const reproduce = commandOfLoad(options, scenario);
  const report = loadReport(outcome, { scenario, sha256, cells, reproduce, reproduceCell });
  return withCellStories(report, outcome.violations, loading);
}

function show(options: LoadOptions, cells: readonly Cell[], report: Report, folder: string, terminal: Terminal): void {
  const { style } = terminal;
  if (options.json) return terminal.print(JSON.stringify(report, undefined, 2));
  if (options.quiet) return terminal.print(quietLine(report, style));
  for (const line of resultLines(report, style)) terminal.print(line);
  terminal.print('');
  terminal.print(`report     ${join(folder, 'report.html')}`);
  terminal.print(`reproduce  ${report.reproduce}`);
  const [violating] = report.load?.firstViolating ?? [];
  if (violating === undefined) return;
  const cell = cells.find(({ number }) => number === violating.cell);
  if (cell === undefined) return;
  terminal.print(
    `shrink     ${commandOf({ verb: 'shrink', scenario: options.scenario, ...ofCell(cell, options.set) })}`,
  );
}
