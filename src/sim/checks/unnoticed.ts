/**
 * Findings about files that a break excuses: reconciliation raises it just after it is done with the file, so a finding
 * is held back for a while and reported when there is no break by then.
 */
import type { Finding, Witness } from './check.ts';

export interface Unnoticed {
  /** Holds back a finding whose concern is a file. */
  hold(finding: Finding): void;
  /** Reports what no break has excused: of the files whose ids begin so, or of all. */
  report(witness: Witness, idsBegin?: string): void;
}

/** @param isExcused whether a break has been raised that excuses what is found about a file */
export function createUnnoticed(isExcused: (fileId: string) => boolean): Unnoticed {
  let held: readonly Finding[] = [];
  return {
    hold: (finding) => void (held = [...held, finding]),
    report(witness, idsBegin = '') {
      for (const finding of held) {
        if (finding.concern.startsWith(idsBegin) && !isExcused(finding.concern)) witness.violated(finding);
      }
      held = held.filter((finding) => !finding.concern.startsWith(idsBegin));
    },
  };
}
