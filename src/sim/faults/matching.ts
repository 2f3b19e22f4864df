/** Which sites a rule looks at. */
import type { ServiceName } from '../../domain/addresses.ts';
import { kindOfFault } from './catalogue.ts';
import type { Place } from './fault.ts';
import type { FaultRule } from './plan.ts';
import type { Site } from './site.ts';

/** The places at which a rule with a rate applies; none for a rule without. */
export function placesOf({ kind, rate, values, target }: FaultRule): readonly Place[] {
  const { atSites } = kindOfFault(kind);
  if (atSites === undefined || rate === undefined) return [];
  const { place: only } = values;
  return atSites.places.filter((place) => {
    if (target.message !== undefined && place === 'commit') return false;
    return only === undefined || only === place;
  });
}

/** Tells whether a site at one of those places is aimed at. */
export function matcherOf({ kind, target: { on, from, message } }: FaultRule): (site: Site) => boolean {
  const { services: possible } = kindOfFault(kind);
  const receives = (name: ServiceName | undefined): boolean =>
    on === undefined ? possible === undefined || name === undefined || possible.includes(name) : name === on;
  return ({ services, message: carried }) => {
    if (message !== undefined && carried !== message) return false;
    if (from !== undefined && services[0] !== from) return false;
    return receives(services.at(-1));
  };
}
