/**
 * One order that is captured in part when its seller dispatches, crashed at every point: each service, before and after
 * each message about it that it handles and each transaction about it that it commits, from the click to the dispatch's end.
 */
import { describe, expect, it } from 'vitest';
import type { ScriptedFault } from '../src/sim/faults/plan.ts';
import { siteName, type Site } from '../src/sim/faults/site.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate } from './support/simulate.ts';

const changes = [
  'baskets.sellers=[100%]',
  'captures={ later: 100%, after: 30h to 30h, partial: 100%, never: 0%, expiry: 3d }',
];
const calm = scenarioOf(oneClick, changes);
/** Faults can hit the last night as well: nothing heals but what heals itself. */
const scenario: Scenario = { ...calm, phases: { ...calm.phases, healAt: calm.clock.start + 10 * 86_400_000 } };

/** Every place about the order, in the order in which an undisturbed run comes by. */
function crashSites(): Site[] {
  const sites: Site[] = [];
  const watchSite = (site: Site): void => {
    const [service] = site.services;
    if ((site.place === 'handling' || site.place === 'commit') && site.concern === 'order-1.1' && service !== 'shop')
      sites.push(site);
  };
  simulate({ ...scenario, faults: { kind: 'script', script: [] } }, { watchSite });
  return sites;
}

function crashAt(site: Site, when: 'before' | 'after'): ScriptedFault {
  return { site: siteName(site), fault: { kind: 'service.crash', when, downMs: 5_000 } };
}

describe('a crash', () => {
  const sites = crashSites();

  it('can happen before and after everything about an order that is captured later, at five services', () => {
    expect(sites.length).toBeGreaterThan(30);
    const services = new Set(sites.flatMap((site) => site.services));
    expect([...services].sort()).toEqual(['executor', 'ledger', 'payment-service', 'psp', 'wallet']);
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites.map((site) => [siteName(site), site] as const))('%s leaves every penny in its place', (_, site) => {
      const { report, world } = simulate({ ...scenario, faults: { kind: 'script', script: [crashAt(site, when)] } });
      expect({
        verdict: report.verdict,
        violations: report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`),
        because: report.inconclusiveBecause,
        unfinished: report.unfinished,
        orders: [...world.database('payment-service').table('orderProgress').all()].map(
          ({ status, amount }) => `${amount} ${status}`,
        ),
        charges: [...world.database('psp').table('charges').all()].map(({ status, amount }) => `${amount} ${status}`),
        cash: report.money['EUR']?.cash,
        openBreaks: report.reconciliation.openBreaks,
      }).toEqual({
        verdict: 'consistent',
        violations: [],
        because: [],
        unfinished: [],
        orders: ['2731 posted'],
        charges: ['2731 captured'],
        cash: 2652,
        openBreaks: [],
      });
      expect(report.counts.restarts).toBe(1);
    });
  });
});
