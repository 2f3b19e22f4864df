/** Rulings by a script: what it says about a site happens there, and nothing else does. */
import { isPossible, kindOfFault } from './catalogue.ts';
import type { Place, SiteFault } from './fault.ts';
import type { Ruling, Rulings } from './ruling.ts';
import type { FaultCounts } from './fault-counts.ts';
import type { ScriptedFault } from './plan.ts';

export function scriptedRulings(script: readonly ScriptedFault[], counts: FaultCounts): Rulings {
  const waiting = new Map<string, SiteFault>();
  for (const scripted of script) if ('fault' in scripted) waiting.set(scripted.site, scripted.fault);
  const places = new Set<Place>([...waiting.values()].flatMap(({ kind }) => kindOfFault(kind).atSites?.places ?? []));

  const ruling: Ruling = (site, nameOf) => {
    const fault = waiting.get(nameOf());
    if (fault === undefined || !isPossible(site.place, fault)) return undefined;
    counts.could(fault.kind, site);
    waiting.delete(nameOf());
    return fault;
  };
  return { at: (place) => (places.has(place) ? ruling : undefined), unreached: () => [...waiting.keys()] };
}
