/** Runs a load: its cells once, and those with the first violations again, to tell the stories. */
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import type { CellOutcome, CellViolation } from '../../sim/load/cell-outcome.ts';
import type { Cell } from '../../sim/load/cells.ts';
import { createFold } from '../../sim/load/fold.ts';
import type { Report } from '../../sim/report/report.ts';
import { likelyTurns } from '../../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { withStory } from '../../sim/simulation.ts';
import type { Story } from '../../sim/story/story.ts';
import { Interrupted } from '../drive.ts';
import { readableError } from '../replaceable-folder.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';
import type { CellRecords, CellTask } from './cell-worker.ts';
import type { Reading } from './gauges.ts';
import { loadLine } from './load-progress.ts';
import { CellFailed, runCells, type CellRuns } from './run-cells.ts';

export interface Loading {
  /** With the checkouts of the whole load. */
  readonly scenario: Scenario;
  readonly work: SeedWork;
  readonly cells: readonly Cell[];
  readonly workers: number;
  /** The command that runs a cell alone. */
  readonly reproduceCell: (cell: Cell) => string;
  /** Where the report goes, for the words of an error. */
  readonly folder: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * The merged outcome of all cells.
 * @param records where each leaves its databases and settlement files; nowhere when undefined
 * @throws Interrupted when `signal` is aborted before the last is done
 */
export async function outcomeOfLoad(loading: Loading, records: CellRecords | undefined): Promise<CellOutcome> {
  const { scenario, cells, terminal } = loading;
  const fold = createFold();
  const checkouts = scenario.traffic.checkouts + likelyTurns(scenario.traffic.phases);
  let [cellsDone, checkoutsDone, cellsTookMs] = [0, 0, 0];
  const began = performance.now();
  const since = new Map<number, number>();
  const watch = (readings: readonly Reading[]): void => {
    const now = performance.now();
    const workers = readings.map((reading) => {
      const begun = since.get(reading.cell) ?? now;
      since.set(reading.cell, begun);
      return { ...reading, ms: now - begun };
    });
    const soFar = { cells: cells.length, checkouts, cellsDone, checkoutsDone, cellsTookMs, workers };
    terminal.progress(loadLine(soFar, now - began));
  };
  watch([]);
  const tasks = cells.map((cell) => ({ cell, stories: [] }));
  await runOnWorkers(loading, { tasks, records }, watch, (answer) => {
    if (answer.kind !== 'ended') return;
    fold.add(answer.cell.number, answer.outcome);
    cellsDone += 1;
    checkoutsDone += answer.outcome.counts.checkouts;
    cellsTookMs += answer.tookMs;
    since.delete(answer.cell.number);
  });
  return fold.result();
}

/** The report with the stories of its violations, told by the cells in which they were first seen. */
export async function withCellStories(
  report: Report,
  violations: readonly CellViolation[],
  loading: Loading,
): Promise<Report> {
  if (violations.length === 0) return report;
  const { terminal } = loading;
  const tasks = storyTasks(violations);
  terminal.say('running again the cells that tell the stories of the violations');
  const told = new Map<string, Story>();
  const watch = (workers: readonly Reading[]): void =>
    terminal.progress(`stories of ${workers.map(({ cell }) => `cell ${cell}`).join(' and ')}`);
  await runOnWorkers(loading, { tasks, records: undefined }, watch, (answer) => {
    if (answer.kind !== 'told') return;
    for (const story of answer.stories) told.set(storyName(answer.cell, story.of), story);
  });
  const cellOf = new Map(violations.map(({ invariant, cell }) => [invariant, cell]));
  return {
    ...report,
    violations: report.violations.map((violation) => {
      const cell = cellOf.get(violation.invariant);
      const story = cell === undefined ? undefined : told.get(storyName(cell, violation.first.storyOf));
      return story === undefined ? violation : withStory(violation, story, report.simulated.zone);
    }),
  };
}

/** A task for each cell, with all stories that are wanted of it. */
function storyTasks(violations: readonly CellViolation[]): CellTask[] {
  const cells = new Map(violations.map(({ cell }) => [cell.number, cell]));
  return [...cells.values()].map((cell) => {
    const own = violations.filter((violation) => violation.cell.number === cell.number);
    return { cell, stories: [...new Set(own.map(({ first }) => first.storyOf))] };
  });
}

function storyName({ number }: Cell, of: string): string {
  return `${number} ${of}`;
}

async function runOnWorkers(
  { work, cells, workers, reproduceCell, folder, terminal, signal }: Loading,
  what: Pick<CellRuns, 'tasks' | 'records'>,
  watch: CellRuns['watch'],
  done: CellRuns['done'],
): Promise<void> {
  try {
    await runCells({ work, cells: cells.length, ...what, workers, done, watch, signal });
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    if (!(error instanceof CellFailed)) throw error;
    const { cell, message, code } = error;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new UserError(
        `cell ${cell.number} is too large for the memory of a thread`,
        'divide the load into more --cells',
      );
    const readable = what.records && readableError(error, folder);
    if (readable !== undefined) throw readable;
    const command = reproduceCell(cell);
    throw new Error(`cell ${cell.number} fell over, as it does alone with ${command}\n${message}`, { cause: error });
  } finally {
    terminal.clearProgress();
  }
}
