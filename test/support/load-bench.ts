/** Loads for tests, run in the test's own process: the cells of one, their outcomes, and the report that they come to. */
import { readFileSync } from 'node:fs';
import { createCompiledInterpreter } from '../../src/sim/interpreter/compiled-interpreter.ts';
import { cellName, cellsOf, type Cell } from '../../src/sim/load/cells.ts';
import { outcomeOfCell, type CellOutcome } from '../../src/sim/load/cell-outcome.ts';
import { loadReport } from '../../src/sim/load/load-report.ts';
import { merged } from '../../src/sim/load/merge.ts';
import { cellRunner } from '../../src/sim/load/run-cell.ts';
import type { Report } from '../../src/sim/report/report.ts';
import { setOverride } from '../../src/sim/scenario/overrides.ts';
import { shippedScenario } from './simulate.ts';

export interface BenchLoad {
  /** A scenario of scenarios/, by its name, and what is changed in it. */
  readonly name: string;
  readonly set?: readonly string[];
  readonly checkouts: number;
  /** Of closed phases; none when left out. */
  readonly users?: number;
  readonly cells: number;
}

export interface Ran {
  readonly cells: readonly Cell[];
  readonly outcomes: readonly CellOutcome[];
}

export function runLoad({ name, set = [], checkouts, users = 0, cells: count }: BenchLoad): Ran {
  const file = `scenarios/${name}.yaml`;
  const work = { text: readFileSync(file, 'utf8'), file, sha256: 'abc', overrides: set.map(setOverride) };
  const runCell = cellRunner(work, createCompiledInterpreter());
  const cells = cellsOf({ seed: shippedScenario(name, set).seed, checkouts, users, cells: count });
  const outcomes = cells.map((cell) => outcomeOfCell(cell, cellName(cell, count), runCell(cell)));
  return { cells, outcomes };
}

export function reportOf({ name, set = [], checkouts }: BenchLoad, { cells, outcomes }: Ran): Report {
  const [first, ...others] = outcomes;
  if (first === undefined) throw new Error('a load has at least one cell');
  return loadReport(others.reduce(merged, first), {
    scenario: shippedScenario(name, [...set, ...(checkouts === 0 ? [] : [`traffic.checkouts=${checkouts}`])]),
    sha256: 'not read from a file',
    cells,
    reproduce: 'not made by a command',
    reproduceCell: ({ seed, checkouts: share }) => `--seed ${seed} --checkouts ${share}`,
  });
}
