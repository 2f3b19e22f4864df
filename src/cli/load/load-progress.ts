/** The line that shows how far a load is. */
import { counted, grouped } from '../print/columns.ts';
import { roughly } from '../print/roughly.ts';
import type { Reading } from './gauges.ts';

export interface LoadSoFar {
  readonly cells: number;
  readonly checkouts: number;
  /** Cells that are done, and their checkouts. */
  readonly cellsDone: number;
  readonly checkoutsDone: number;
  readonly workers: readonly Reading[];
}

/** @param ms wall time since the first cell began */
export function loadLine({ cells, checkouts, cellsDone, checkoutsDone, workers }: LoadSoFar, ms: number): string {
  const under = workers.reduce((sum, worker) => sum + worker.checkouts, 0);
  const come = checkoutsDone + under;
  const rate = ms > 0 && come > 0 ? `${grouped(Math.round((come * 1_000) / ms))} checkouts/s` : '';
  // What is under way has its nights before it: only cells that are done tell how long one takes.
  const left = checkoutsDone === 0 ? '' : `about ${roughly((ms / come) * (checkouts - come))} left`;
  const each = workers.map(({ cell, checkouts: here, of }) =>
    of === 0 ? `cell ${cell} ${grouped(here)}` : `cell ${cell} ${Math.floor((100 * here) / of)}%`,
  );
  return [
    `${grouped(cellsDone)} of ${counted(cells, 'cell')}`,
    `${grouped(come)} of ${counted(checkouts, 'checkout')}`,
    rate,
    left,
    ...each,
  ]
    .filter((part) => part !== '')
    .join('  ');
}
