/**
 * Merges the outcomes of cells in their order, in whatever order they come. What is merged is about as large on either side:
 * two cells, two pairs of cells, and so on, so that no cell is copied more often than the number of cells has binary digits.
 */
import type { CellOutcome } from './cell-outcome.ts';
import { merged } from './merge.ts';

export interface Fold {
  /** @param number of the cell, from 1; each once */
  add(number: number, outcome: CellOutcome): void;
  /** Of all cells. @throws Error when one is missing */
  result(): CellOutcome;
}

/** Neighbours that were merged. */
interface Run {
  readonly cells: number;
  readonly outcome: CellOutcome;
}

export function createFold(): Fold {
  // Those that came before an earlier cell.
  const waiting = new Map<number, CellOutcome>();
  let next = 1;
  /** Each of more cells than the one after it. */
  const runs: Run[] = [];
  const append = (outcome: CellOutcome): void => {
    let last: Run = { cells: 1, outcome };
    for (let before = runs.at(-1); before?.cells === last.cells; before = runs.at(-1)) {
      runs.pop();
      last = joined(before, last);
    }
    runs.push(last);
  };
  return {
    add(number, outcome) {
      waiting.set(number, outcome);
      for (let first = waiting.get(next); first !== undefined; first = waiting.get(next)) {
        append(first);
        waiting.delete(next);
        next += 1;
      }
    },
    result() {
      const last = runs.at(-1);
      if (last === undefined || waiting.size > 0) throw new Error(`cell ${next} has no outcome`);
      return runs.slice(0, -1).reduceRight((after, before) => joined(before, after), last).outcome;
    },
  };
}

function joined(before: Run, after: Run): Run {
  return { cells: before.cells + after.cells, outcome: merged(before.outcome, after.outcome) };
}
