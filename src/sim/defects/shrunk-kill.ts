/** A kill, cut down to the checkouts and the faults that it takes to show the defect. */
import type { SeedWork } from '../explore/run-seed.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { seedOverride } from '../scenario/overrides.ts';
import { shrink } from '../shrink/shrink.ts';
import { benchWith } from './hunt.ts';
import type { Hunted, Killed } from './hunted.ts';

export interface Shrinkage {
  /** The bench, without a defect. */
  readonly bench: SeedWork;
  /** The command of the run that shows the defect. */
  readonly command: string;
  readonly interpreter: Interpreter;
}

/** What goes wrong in the simulator is an outcome too, as in the hunt itself. */
export function shrunkKill(killed: Killed, { bench, command, interpreter }: Shrinkage): Hunted {
  const { name, seeds, sighting } = killed;
  const { text, file, overrides } = benchWith(name, bench);
  const { invariant } = sighting;
  const all = [...overrides, seedOverride(String(seeds))];
  try {
    const result = shrink({ text, file, overrides: all, command, invariant, interpreter });
    if (!result.found) throw new Error(`${invariant} is not violated when the run is made again`);
    const { left, runs, finding } = result;
    const [checkouts, faults] = [left.checkouts.length, left.faults.length];
    return { ...killed, shrunk: { checkouts, faults, runs, text: result.text, sentence: finding.sentence } };
  } catch (error) {
    return { name, fate: 'crashed', seeds, error: error instanceof Error ? error.message : String(error) };
  }
}

const MOST_CHECKOUTS = 2;
const MOST_FAULTS = 3;

/** Small enough to be read at a glance. */
export function isSmall({ checkouts, faults }: { readonly checkouts: number; readonly faults: number }): boolean {
  return checkouts <= MOST_CHECKOUTS && faults <= MOST_FAULTS;
}
