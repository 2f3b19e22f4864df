/** What became of each defect, as `penny defects --json` prints it. */
import { defects } from './catalogue.ts';
import type { ImpossibleDefect } from './defect.ts';
import type { Hunted, ShrunkKill } from './hunted.ts';

export interface DefectResult {
  readonly name: string;
  /** False for a mistake that the structure does not allow to be made. */
  readonly expressible: boolean;
  readonly killed: boolean;
  /** The invariant that saw it first; null when none did. */
  readonly invariant: string | null;
  /** The invariant that the catalogue expects to. */
  readonly expected: string;
  /** Others of which the catalogue says that they may be first. */
  readonly also: readonly string[];
  /** Every invariant that saw it, in the order in which they did. */
  readonly seenBy: readonly string[];
  /** How many were run; the last one of them shows a defect that was killed. */
  readonly seeds: number;
  /** When it was seen first, and how far into the run that was; null when it was not. */
  readonly at: string | null;
  readonly afterMs: number | null;
  /** What the first invariant priced, in minor units per currency. */
  readonly money: Readonly<Record<string, number>>;
  /** Why it cannot be made, why another invariant may be first, or what went wrong in the hunt; null otherwise. */
  readonly because: string | null;
  /** The command that shows it; null when nothing does. */
  readonly reproduce: string | null;
  /** What is left when the run is cut down, and the file of its scenario; null where it was not. */
  readonly shrunk: ShrunkResult | null;
}

interface ShrunkResult {
  readonly checkouts: number;
  readonly faults: number;
  /** How many runs it took to find. */
  readonly runs: number;
  /** The violation, as the reduced run shows it. */
  readonly sentence: string;
  readonly file: string;
}

/**
 * @param reproduce the command that runs the last seed of the hunt
 * @param file where the reduced scenario is written to
 */
export function resultOf(hunted: Hunted, reproduce: string, file: string): DefectResult {
  const { name, seeds } = hunted;
  const { expected, also } = defects[name];
  const unseen = { name, expressible: true, ...neverSeen, expected, also: also?.invariants ?? [], seeds };
  switch (hunted.fate) {
    case 'killed': {
      const { invariant, seenBy, at, afterMs, money } = hunted.sighting;
      const seen = { killed: true, invariant, seenBy, at, afterMs, money, because: also?.because ?? null, reproduce };
      return { ...unseen, ...seen, shrunk: hunted.shrunk === undefined ? null : shrunkResult(hunted.shrunk, file) };
    }
    case 'survived':
      return unseen;
    case 'crashed':
      return { ...unseen, because: `internal error: ${hunted.error}` };
  }
}

export function impossibleResult({ name, expected, because }: ImpossibleDefect): DefectResult {
  return { name, expressible: false, ...neverSeen, expected, because };
}

function shrunkResult({ checkouts, faults, runs, sentence }: ShrunkKill, file: string): ShrunkResult {
  return { checkouts, faults, runs, sentence, file };
}

const neverSeen = {
  killed: false,
  invariant: null,
  expected: null,
  also: [],
  seenBy: [],
  seeds: 0,
  at: null,
  afterMs: null,
  money: {},
  because: null,
  reproduce: null,
  shrunk: null,
} as const;
