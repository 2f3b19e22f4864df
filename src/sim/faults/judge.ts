/** The judge of a run: asks the rules, or looks the site up in a script, and publishes each fault that fires. */
import type { Label } from '../facts.ts';
import { isPossible } from './catalogue.ts';
import type { FaultsAt, Place } from './fault.ts';
import { createFaultCounts, type FaultCounts } from './fault-counts.ts';
import type { JudgeParts, Rulings } from './ruling.ts';
import { rulings } from './rulings.ts';
import { scriptedRulings } from './scripted-rulings.ts';
import { siteName, type Judge, type Site, type Verdict } from './site.ts';

export interface Court {
  readonly judge: Judge;
  readonly counts: FaultCounts;
  /** Sites of a script that nobody has asked about. */
  readonly unreached: () => string[];
}

export function createJudge(parts: JudgeParts): Court {
  const { now, healAt, publish } = parts;
  const counts = createFaultCounts();
  const { at: rulingAt, unreached } = rulingsOf(parts, counts);

  const judge = <P extends Place>(site: Site<P>, labelOf?: (fault: FaultsAt[P]) => Label): Verdict<P> => {
    const ruling = rulingAt(site.place);
    if (ruling === undefined) return undefined;
    const at = now();
    if (at >= healAt) return undefined;
    let name: string | undefined;
    const nameOf = (): string => (name ??= siteName(site));
    const fault = ruling(site, nameOf, at);
    if (fault === undefined || !isPossible(site.place, fault)) return undefined;
    counts.fired(fault.kind);
    const fact = { kind: 'faulted', at, site: nameOf(), concern: site.concern, fault } as const;
    publish(labelOf === undefined ? fact : { ...fact, label: labelOf(fault) });
    return fault;
  };
  return { judge, counts, unreached };
}

function rulingsOf(parts: JudgeParts, counts: FaultCounts): Rulings {
  return parts.plan.kind === 'script' ? scriptedRulings(parts.plan.script, counts) : rulings(parts, counts);
}
