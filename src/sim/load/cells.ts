/**
 * How a load is divided into cells. Each is a payment system of its own, with sellers, an account at the PSP, nights and
 * books of its own: the same scenario with another seed and its share of the checkouts.
 */

export interface Cell {
  /** From 1. */
  readonly number: number;
  /** With which a run comes to the same. */
  readonly seed: string;
  readonly checkouts: number;
}

export interface Division {
  readonly seed: string;
  readonly checkouts: number;
  readonly cells: number;
}

export const MOST_CELLS = 100_000;

/** Small enough for a thread's memory and for an even end, large enough for sellers to have a day's work. */
const USUAL_SHARE = 2_000;

/** How many cells a load has where nobody says: the same on every machine. */
export function usualCells(checkouts: number): number {
  return Math.max(1, Math.ceil(checkouts / USUAL_SHARE));
}

/** The cells, whose checkouts come to those of the load; the first ones have one more where it takes that. */
export function cellsOf({ seed, checkouts, cells }: Division): Cell[] {
  const share = Math.floor(checkouts / cells);
  const larger = checkouts % cells;
  return Array.from({ length: cells }, (_, index) => ({
    number: index + 1,
    seed: cellSeed(seed, index + 1, cells),
    checkouts: index < larger ? share + 1 : share,
  }));
}

/** One cell is the run itself. */
export function cellSeed(seed: string, number: number, cells: number): string {
  return cells === 1 ? seed : `${seed}.${number}`;
}

/** What goes before the ids of a cell, so that they are told apart from those of others: `cell 3: `. */
export function cellName({ number }: Pick<Cell, 'number'>, cells: number): string {
  return cells === 1 ? '' : `cell ${number}: `;
}
