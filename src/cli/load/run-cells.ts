/** Runs the cells of a load on worker threads. */
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import type { Cell } from '../../sim/load/cells.ts';
import { failureOf } from './cell-failure.ts';
import type { CellAnswer, CellProtocol, CellRecords, CellTask } from './cell-worker.ts';
import { onGaugedWorkers } from './gauged-workers.ts';
import type { Reading } from './gauges.ts';

export interface CellRuns {
  readonly work: SeedWork;
  /** How many cells the whole load has. */
  readonly cells: number;
  readonly tasks: readonly CellTask[];
  readonly workers: number;
  readonly records: CellRecords | undefined;
  /** Hears of each as it comes, in no particular order. */
  readonly done: (answer: Exclude<CellAnswer, { kind: 'failed' }>) => void;
  /** Shown now and then how far the workers are. */
  readonly watch: (readings: readonly Reading[]) => void;
  readonly signal: AbortSignal;
}

/** A cell did not come to its end. */
export class CellFailed extends Error {
  override readonly name = 'CellFailed';
  readonly cell: Cell;
  /** What the system calls the reason, where it is one of the system's. */
  readonly code: string | undefined;

  constructor(cell: Cell, reason: string, code: string | undefined) {
    super(reason);
    this.cell = cell;
    this.code = code;
  }
}

/**
 * @throws CellFailed for the first cell that fails, and the reason of `signal` when it is aborted before the last is done:
 * no worker is left behind
 */
export async function runCells({ work, cells, records, done, ...runs }: CellRuns): Promise<void> {
  await onGaugedWorkers<CellProtocol>({
    ...runs,
    file: 'load/cell-worker',
    start: { work, cells, ...(records && { records }) },
    done(answer) {
      if (answer.kind === 'failed') throw new CellFailed(answer.cell, answer.error, answer.code);
      done(answer);
    },
    died: ({ cell }, error) => failureOf(cell, error),
  });
}
