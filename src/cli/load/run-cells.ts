/** Runs the cells of a load on worker threads. */
import { Worker } from 'node:worker_threads';
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import type { Cell } from '../../sim/load/cells.ts';
import { onWorkers } from '../explore/workers.ts';
import { workerFile } from '../worker-file.ts';
import type { CellAnswer, CellProtocol, CellTask } from './cell-worker.ts';
import { makeGauges, readGauges, type Reading } from './gauges.ts';

export interface CellRuns {
  readonly work: SeedWork;
  /** How many cells the whole load has. */
  readonly cells: number;
  readonly tasks: readonly CellTask[];
  readonly workers: number;
  /** Hears of each as it comes, in no particular order. */
  readonly done: (answer: Exclude<CellAnswer, { kind: 'crashed' }>) => void;
  /** Shown now and then how far the workers are. */
  readonly watch: (readings: readonly Reading[]) => void;
  readonly signal: AbortSignal;
}

/** A cell ended in a mistake of the simulator's. */
export class CellCrash extends Error {
  override readonly name = 'CellCrash';
  readonly cell: Cell;

  constructor(cell: Cell, reason: string) {
    super(reason);
    this.cell = cell;
  }
}

const REFRESH_MS = 200;

/**
 * @throws CellCrash for the first cell that crashes, and the reason of `signal` when it is aborted before the last is done:
 * no worker is left behind
 */
export async function runCells({ work, cells, tasks, workers, done, watch, signal }: CellRuns): Promise<void> {
  // A worker that dies ends the load, so that no more are started than there are places.
  const gauges = makeGauges(workers);
  let places = 0;
  const start = (): Worker => {
    const workerData: CellProtocol['start'] = { work, cells, gauges, place: places };
    places += 1;
    return new Worker(workerFile('load/cell-worker'), { workerData });
  };
  const timer = setInterval(() => watch(readGauges(gauges)), REFRESH_MS);
  try {
    await onWorkers<CellTask, CellAnswer>({
      tasks,
      size: workers,
      start,
      done(answer) {
        if (answer.kind === 'crashed') throw new CellCrash(answer.cell, answer.error);
        done(answer);
      },
      died: ({ cell }, error) => ({
        kind: 'crashed',
        cell,
        error: error instanceof Error ? error.message : String(error),
      }),
      signal,
    });
  } finally {
    clearInterval(timer);
  }
}
