/** The line that shows how far a load is. */
import { counted, grouped } from '../print/columns.ts';
import { roughly } from '../print/roughly.ts';
import { readingText, type Reading } from './gauges.ts';

export interface LoadSoFar {
  readonly cells: number;
  readonly checkouts: number;
  /** Cells that are done, their checkouts, and the milliseconds that they took, one after the other. */
  readonly cellsDone: number;
  readonly checkoutsDone: number;
  readonly cellsTookMs: number;
  readonly workers: readonly UnderWay[];
}

/** A worker that has a cell, and for how long it has had it. */
export interface UnderWay extends Reading {
  readonly ms: number;
}

/** @param ms wall time since the first cell began */
export function loadLine(soFar: LoadSoFar, ms: number): string {
  const { cells, checkouts, cellsDone, checkoutsDone, workers } = soFar;
  const under = workers.reduce((sum, worker) => sum + worker.checkouts, 0);
  const come = checkoutsDone + under;
  const rate = ms > 0 && come > 0 ? `${grouped(Math.round((come * 1_000) / ms))} checkouts/s` : '';
  const left = msLeft(soFar);
  return [
    `${grouped(cellsDone)} of ${counted(cells, 'cell')}`,
    `${grouped(come)} of ${counted(checkouts, 'checkout')}`,
    rate,
    left > 0 ? `about ${roughly(left)} left` : '',
    ...workers.map((worker) => `cell ${worker.cell} ${readingText(worker)}`),
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/**
 * Only cells that are done tell how long one takes with its nights: 0 before the first is, and when those under way have
 * taken longer than that.
 */
function msLeft({ cells, cellsDone, cellsTookMs, workers }: LoadSoFar): number {
  if (cellsDone === 0) return 0;
  const each = cellsTookMs / cellsDone;
  const underWay = workers.map(({ ms }) => Math.max(0, each - ms));
  const waiting = each * (cells - cellsDone - workers.length);
  const all = underWay.reduce((sum, ms) => sum + ms, waiting);
  return Math.max(all / Math.max(1, workers.length), ...underWay);
}
