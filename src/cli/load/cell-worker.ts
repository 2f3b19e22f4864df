/** A worker of a load, a thread of its own: it has one cell in its memory at a time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';
import { outcomeOfCell, type CellOutcome } from '../../sim/load/cell-outcome.ts';
import { cellName, type Cell } from '../../sim/load/cells.ts';
import { cellRunner } from '../../sim/load/run-cell.ts';
import type { Finish } from '../../sim/simulation.ts';
import type { Story } from '../../sim/story/story.ts';
import { writeRecords } from '../report-files.ts';
import { failureOf, type CellFailure } from './cell-failure.ts';
import type { GaugePlace } from './gauged-workers.ts';
import { gaugeOf } from './gauges.ts';

/** What the worker is started with, what it is given one after the other, and what it answers to each. */
export interface CellProtocol {
  readonly start: GaugePlace & {
    /** Without a seed and a number of checkouts: these are the cell's. */
    readonly work: SeedWork;
    /** How many there are. */
    readonly cells: number;
    /** Where each cell leaves its records in a folder of its own; nowhere when left out. */
    readonly records?: CellRecords;
  };
  readonly task: CellTask;
  readonly answer: CellAnswer;
}

export interface CellRecords {
  /** It is made where it does not exist. */
  readonly folder: string;
  readonly bankZone: string;
}

export interface CellTask {
  readonly cell: Cell;
  /** Orders or checkouts whose stories are to be told, of a cell that has been run before; none of one that has not. */
  readonly stories: readonly string[];
}

export type CellAnswer =
  | { readonly kind: 'ended'; readonly cell: Cell; readonly outcome: CellOutcome; readonly tookMs: number }
  | { readonly kind: 'told'; readonly cell: Cell; readonly stories: readonly Story[] }
  | CellFailure;

// A thread is given what the other end of the protocol says it gives.
const { work, cells, gauges, place, records } = workerData as CellProtocol['start'];
const runCell = cellRunner(work, createCompiledInterpreter());
const gauge = gaugeOf(gauges, place);

function answer({ cell, stories }: CellTask): CellAnswer {
  const began = performance.now();
  // How often users come is not known before they do.
  gauge.begin(cell.users === 0 ? cell : { number: cell.number, checkouts: 0 });
  try {
    const finish = runCell(cell, { stories, progressed: gauge.show });
    if (stories.length > 0) return { kind: 'told', cell, stories: finish.stories };
    if (records !== undefined) writeCell(finish, cell, records);
    const outcome = outcomeOfCell(cell, cellName(cell, cells), finish);
    return { kind: 'ended', cell, outcome, tookMs: performance.now() - began };
  } catch (error) {
    return failureOf(cell, error);
  } finally {
    gauge.end();
  }
}

function writeCell(finish: Finish, { number }: Cell, { folder, bankZone }: CellRecords): void {
  const own = join(folder, String(number));
  mkdirSync(own, { recursive: true });
  writeRecords(own, finish, { bankZone, store: 'ndjson' });
}

parentPort?.on('message', (task: CellProtocol['task']) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answer(task));
});
