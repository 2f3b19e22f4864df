/** Merges the outcomes of cells in their order, in whatever order they come. */
import type { CellOutcome } from './cell-outcome.ts';
import { merged } from './merge.ts';

export interface Fold {
  /** @param number of the cell, from 1; each once */
  add(number: number, outcome: CellOutcome): void;
  /** Of all cells. @throws Error when one is missing */
  result(): CellOutcome;
}

export function createFold(): Fold {
  // Those that came before an earlier cell.
  const waiting = new Map<number, CellOutcome>();
  let next = 1;
  let sofar: CellOutcome | undefined;
  return {
    add(number, outcome) {
      waiting.set(number, outcome);
      for (let first = waiting.get(next); first !== undefined; first = waiting.get(next)) {
        sofar = sofar === undefined ? first : merged(sofar, first);
        waiting.delete(next);
        next += 1;
      }
    },
    result() {
      if (sofar === undefined || waiting.size > 0) throw new Error(`cell ${next} has no outcome`);
      return sofar;
    },
  };
}
