/** The score of a run in which some kinds of faults were injected, and not all of them were found. */
import type { ScoreResult } from '../../src/sim/report/report.ts';

/** @param kinds how many of each were missed, and how many breaks there were of nothing */
export function scoreOf(...kinds: readonly (readonly [missed: number, falsely: number])[]): ScoreResult[] {
  return kinds.map(([missed, falsely], at) => ({
    ...{ kind: `settlement.kind-${at + 1}`, injected: missed, found: 0, missed, harmless: 0, real: 0, falsely },
    ...{ money: {}, undetected: {}, longestMs: null, nights: {} },
  }));
}
