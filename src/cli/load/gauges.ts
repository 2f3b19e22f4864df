/** How far each worker is with its cell, in memory that all threads share: whoever looks disturbs nobody. */
import { grouped } from '../print/columns.ts';
import type { HowFar } from '../../sim/how-far.ts';
import type { Cell } from '../../sim/load/cells.ts';

/** A worker's own gauge. */
export interface Gauge {
  begin(cell: Pick<Cell, 'number' | 'checkouts'>): void;
  show(far: HowFar): void;
  end(): void;
}

/** How far a worker is with its cell. */
export interface Reading extends HowFar {
  /** The number of the cell; 0 of a worker that has none. */
  readonly cell: number;
  /** So many checkouts will have come; 0 where nobody knows. */
  readonly of: number;
}

const WIDTH = 5;

export function makeGauges(workers: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(workers * WIDTH * Int32Array.BYTES_PER_ELEMENT));
}

export function gaugeOf(gauges: Int32Array, place: number): Gauge {
  const at = place * WIDTH;
  return {
    begin: ({ number, checkouts }) => gauges.set([number, checkouts, 0, 0, 0], at),
    show: ({ checkouts, night, nights }) => gauges.set([checkouts, night, nights], at + 2),
    end: () => gauges.set([0, 0, 0, 0, 0], at),
  };
}

/** Those of the workers that have a cell. */
export function readGauges(gauges: Int32Array): Reading[] {
  const places = Array.from({ length: gauges.length / WIDTH }, (_, place) => place * WIDTH);
  return places
    .map((at) => {
      const [cell = 0, of = 0, checkouts = 0, night = 0, nights = 0] = gauges.subarray(at, at + WIDTH);
      return { cell, of, checkouts, night, nights };
    })
    .filter(({ cell }) => cell > 0);
}

/** `40%` of the checkouts, or how many where nobody knows of how many; then `settling night 2 of 3`. */
export function readingText({ checkouts, of, night, nights }: Omit<Reading, 'cell'>): string {
  if (night > 0) return `settling night ${night} of ${nights}`;
  return of === 0 ? grouped(checkouts) : `${Math.floor((100 * checkouts) / of)}%`;
}
