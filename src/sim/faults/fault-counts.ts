/** How often each kind of fault could have fired, and how often it did. */
import type { FaultKind } from './fault.ts';

export interface FaultCount {
  readonly kind: FaultKind;
  /** Sites, or episodes, at which it was possible. */
  readonly could: number;
  readonly fired: number;
}

export interface FaultCounts {
  /** The kind is possible at a site; two rules for one site are one occasion. */
  could(kind: FaultKind, site: object): void;
  fired(kind: FaultKind): void;
  of(kind: FaultKind): FaultCount;
  /** The number of faults that fired. */
  allFired(): number;
}

interface Count {
  could: number;
  fired: number;
  lastSite: object | undefined;
}

export function createFaultCounts(): FaultCounts {
  const counts = new Map<FaultKind, Count>();
  let allFired = 0;
  const countOf = (kind: FaultKind): Count => {
    let count = counts.get(kind);
    if (count === undefined) counts.set(kind, (count = { could: 0, fired: 0, lastSite: undefined }));
    return count;
  };
  return {
    could(kind, site) {
      const count = countOf(kind);
      if (count.lastSite === site) return;
      count.lastSite = site;
      count.could += 1;
    },
    fired(kind) {
      countOf(kind).fired += 1;
      allFired += 1;
    },
    of(kind) {
      const { could, fired } = countOf(kind);
      return { kind, could, fired };
    },
    allFired: () => allFired,
  };
}
