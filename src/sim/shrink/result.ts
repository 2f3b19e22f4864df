/** What came of a shrinking, as `shrink.json` holds it. */
import { isoInstant } from '../../domain/calendar.ts';
import { checkoutId } from '../../domain/ids.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { Size } from './reduced-file.ts';
import type { Shrunk } from './shrink.ts';

export interface ShrinkResult {
  readonly schemaVersion: 1;
  /** Of the violating run. */
  readonly scenario: { readonly name: string; readonly sha256: string };
  readonly seed: string;
  readonly command: string;
  /** As the reduced run shows it. */
  readonly violation: {
    readonly invariant: string;
    readonly name: string;
    readonly at: string;
    readonly order: string;
    readonly sentence: string;
  };
  readonly before: Size;
  readonly after: Size;
  /** What is left, by name. */
  readonly checkouts: readonly string[];
  readonly faults: readonly { readonly site: string; readonly fault: FaultKind }[];
  /** How many runs it took to find. */
  readonly runs: number;
  /** Of the reduced run. */
  readonly traceHash: string;
  readonly reproduce: string;
}

export function shrinkResult(
  { invariant, name, finding, before, left, runs, finish }: Shrunk,
  { scenario, seed, command, reproduce }: Pick<ShrinkResult, 'scenario' | 'seed' | 'command' | 'reproduce'>,
): ShrinkResult {
  const { at, concern: order, sentence } = finding;
  return {
    schemaVersion: 1,
    scenario,
    seed,
    command,
    violation: { invariant, name, at: isoInstant(at), order, sentence },
    before,
    after: { checkouts: left.checkouts.length, faults: left.faults.length },
    checkouts: left.checkouts.map(checkoutId),
    faults: left.faults.map((scripted) => {
      const { kind } = 'fault' in scripted ? scripted.fault : scripted.episode.fault;
      return { site: scripted.site, fault: kind };
    }),
    runs,
    traceHash: finish.report.traceHash,
    reproduce,
  };
}
