/** One cell of a load: the same run as `penny run` makes with the cell's seed and its checkouts. */
import { settingsOfSeed, type SeedWork } from '../explore/run-seed.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { createSimulation, type Finish } from '../simulation.ts';
import { sharesOf, type Cell } from './cells.ts';

/** What is wanted of a cell besides its end. */
export interface Watching {
  /** Orders or checkouts whose stories are to be told. */
  readonly stories?: readonly string[];
  /** Hears how many checkouts have come so far. */
  readonly progressed?: (checkouts: number) => void;
}

const EVENTS_A_SLICE = 20_000;

/** @param work what all cells have in common: neither a seed nor a number of checkouts */
export function runCell(
  work: SeedWork,
  cell: Cell,
  interpreter: Interpreter,
  { stories = [], progressed }: Watching = {},
): Finish {
  const overrides = [...work.overrides, ...sharesOf(cell)];
  const settings = settingsOfSeed({ ...work, overrides }, cell.seed, interpreter);
  const simulation = createSimulation({ ...settings, stories });
  while (simulation.run(EVENTS_A_SLICE) === 'more') progressed?.(simulation.status().checkouts);
  return simulation.finish();
}
