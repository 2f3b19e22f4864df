/** How far each worker is with its cell, in memory that all threads share: whoever looks disturbs nobody. */
import type { Cell } from '../../sim/load/cells.ts';

/** A worker's own gauge. */
export interface Gauge {
  begin(cell: Pick<Cell, 'number' | 'checkouts'>): void;
  show(checkouts: number): void;
  end(): void;
}

export interface Reading {
  /** The number of the cell; 0 of a worker that has none. */
  readonly cell: number;
  /** Checkouts that have come so far, of how many. */
  readonly checkouts: number;
  readonly of: number;
}

const WIDTH = 3;

export function makeGauges(workers: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(workers * WIDTH * Int32Array.BYTES_PER_ELEMENT));
}

export function gaugeOf(gauges: Int32Array, place: number): Gauge {
  const at = place * WIDTH;
  return {
    begin: ({ number, checkouts }) => gauges.set([number, 0, checkouts], at),
    show: (checkouts) => gauges.set([checkouts], at + 1),
    end: () => gauges.set([0, 0, 0], at),
  };
}

/** Those of the workers that have a cell. */
export function readGauges(gauges: Int32Array): Reading[] {
  const places = Array.from({ length: gauges.length / WIDTH }, (_, place) => place * WIDTH);
  return places
    .map((at) => ({ cell: gauges[at] ?? 0, checkouts: gauges[at + 1] ?? 0, of: gauges[at + 2] ?? 0 }))
    .filter(({ cell }) => cell > 0);
}
