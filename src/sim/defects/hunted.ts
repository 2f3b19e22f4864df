/** What came of the hunt for a defect. */
import type { DefectName } from '../../domain/defects.ts';
import type { Sighting } from './sighting.ts';

export type Hunted = Killed | Survived | Crashed;

export interface Killed {
  readonly name: DefectName;
  readonly fate: 'killed';
  /** How many it took: the last one is the seed that shows the defect. */
  readonly seeds: number;
  readonly sighting: Sighting;
  /** What is left of the run when it is cut down; left out where it was not. */
  readonly shrunk?: ShrunkKill;
}

/** The smallest run that still shows the defect to the invariant that saw it first. */
export interface ShrunkKill {
  readonly checkouts: number;
  readonly faults: number;
  /** How many runs it took to find. */
  readonly runs: number;
  /** Its scenario, as a file. */
  readonly text: string;
  /** The violation, as it shows it. */
  readonly sentence: string;
}

/** No invariant saw it. */
interface Survived {
  readonly name: DefectName;
  readonly fate: 'survived';
  readonly seeds: number;
}

/** A mistake in the simulator itself ended the hunt. */
interface Crashed {
  readonly name: DefectName;
  readonly fate: 'crashed';
  readonly seeds: number;
  readonly error: string;
}

/** Whether the catalogue keeps its word about the defect. */
export function asForetold(hunted: Hunted): boolean {
  return hunted.fate === 'killed' && hunted.sighting.foretold;
}
