/**
 * Faults are decisions at sites. A site is a place where something can go wrong, named without time or order:
 * operation, concern and occurrence, say `executor→psp ChargeRequested order-17.1 #1`. Whoever acts there first asks the
 * rules for a verdict; the first rule that does not pass wins.
 */

export interface Site {
  readonly operation: string;
  readonly concern: string;
  /** Counted from 1 for the same operation about the same concern. */
  readonly occurrence: number;
}

/** What is to happen at a site. */
export type Verdict = { readonly kind: 'pass' };

/** One cause of trouble: looks at a site and says what happens there. */
export type FaultRule = (site: Site) => Verdict;

/** Asks every rule in turn. */
export type Judge = (site: Site) => Verdict;

export function judgeBy(rules: readonly FaultRule[]): Judge {
  return (site) => {
    for (const rule of rules) {
      const verdict = rule(site);
      if (verdict.kind !== 'pass') return verdict;
    }
    return { kind: 'pass' };
  };
}

export function siteName(site: Site): string {
  return `${site.operation} ${site.concern} #${site.occurrence}`;
}
