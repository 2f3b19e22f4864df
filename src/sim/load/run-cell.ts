/** The cells of a load: each is the same run as `penny run` makes with the cell's seed and its checkouts. */
import { settingsOfSeed, type SeedWork } from '../explore/run-seed.ts';
import { howFar, type HowFar } from '../how-far.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { createSimulation, type Finish, type RunSettings } from '../simulation.ts';
import { sharesOf, type Cell } from './cells.ts';

/** What is wanted of a cell besides its end. */
export interface Watching {
  /** Orders or checkouts whose stories are to be told. */
  readonly stories?: readonly string[];
  /** Hears now and then how far it is. */
  readonly progressed?: (far: HowFar) => void;
}

const EVENTS_A_SLICE = 20_000;

/** Runs cells, one after the other. */
export type RunCell = (cell: Cell, watching?: Watching) => Finish;

/** @param work what all cells have in common: neither a seed nor a number of checkouts */
export function cellRunner(work: SeedWork, interpreter: Interpreter): RunCell {
  const settingsOf = cellSettings(work, interpreter);
  return (cell, { stories = [], progressed } = {}) => {
    const settings = settingsOf(cell);
    const simulation = createSimulation({ ...settings, stories });
    const tell = howFar(settings.scenario);
    while (simulation.run(EVENTS_A_SLICE) === 'more') progressed?.(tell(simulation.status()));
    return simulation.finish();
  };
}

/** Cells of the same share are of one scenario but for the seed: it is read again where the share is another one. */
function cellSettings(work: SeedWork, interpreter: Interpreter): (cell: Cell) => RunSettings {
  let last: { readonly cell: Cell; readonly settings: RunSettings } | undefined;
  return (cell) => {
    if (last?.cell.checkouts !== cell.checkouts || last.cell.users !== cell.users) {
      const overrides = [...work.overrides, ...sharesOf(cell)];
      last = { cell, settings: settingsOfSeed({ ...work, overrides }, cell.seed, interpreter) };
    }
    return { ...last.settings, scenario: { ...last.settings.scenario, seed: cell.seed } };
  };
}
