/** Every single crash of a small run: where it can happen, and the run in which it does. */
import type { ScriptedFault } from '../../src/sim/faults/plan.ts';
import { siteName, type Site } from '../../src/sim/faults/site.ts';
import type { Scenario } from '../../src/sim/scenario/scenario.ts';
import { simulate } from './simulate.ts';

const TEN_DAYS_MS = 10 * 86_400_000;

/** Faults can hit the last night as well: nothing heals but what heals itself. */
export function healingByItself(scenario: Scenario): Scenario {
  return { ...scenario, phases: { ...scenario.phases, healAt: scenario.clock.start + TEN_DAYS_MS } };
}

/**
 * Each message that is handled and each transaction that is committed, with its name, in the order in which an undisturbed
 * run comes by.
 * @param isMeant whether a crash there is of interest
 */
export function crashSites(scenario: Scenario, isMeant: (site: Site) => boolean): (readonly [name: string, Site])[] {
  const sites: (readonly [string, Site])[] = [];
  const watchSite = (site: Site): void => {
    if ((site.place === 'handling' || site.place === 'commit') && isMeant(site)) sites.push([siteName(site), site]);
  };
  simulate(underScript(scenario, []), { watchSite });
  return sites;
}

/** The same with a service that crashes there, and is back in five seconds. */
export function crashedAt(scenario: Scenario, site: Site, when: 'before' | 'after'): Scenario {
  return underScript(scenario, [{ site: siteName(site), fault: { kind: 'service.crash', when, downMs: 5_000 } }]);
}

/** The services that crash at one of the sites, by name. */
export function crashingAt(sites: readonly (readonly [name: string, Site])[]): string[] {
  return [...new Set(sites.flatMap(([, { services }]) => services))].toSorted();
}

function underScript(scenario: Scenario, script: readonly ScriptedFault[]): Scenario {
  return { ...scenario, faults: { kind: 'script', script } };
}
