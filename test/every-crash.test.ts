/**
 * One checkout with two sellers and a refund of each order, crashed at every point: each service, before and after each
 * message that it handles and each transaction that it commits, from the click on Buy to the last statement of the bank.
 */
import { describe, expect, it } from 'vitest';
import { siteName, type Site } from '../src/sim/faults/site.ts';
import type { ScriptedFault } from '../src/sim/faults/plan.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

const changes = ['refunds.share=100%', 'refunds.after=1h to 2h'];
const shipped = shippedScenario('first-checkout', changes);
/** Faults can hit the last night as well: nothing heals but what heals itself. */
const scenario: Scenario = { ...shipped, phases: { ...shipped.phases, healAt: shipped.clock.start + 10 * 86_400_000 } };
const undisturbed: Scenario = { ...scenario, faults: { kind: 'script', script: [] } };

/** Every place at which a service with records can crash, in the order in which an undisturbed run comes by. */
function crashSites(): Site[] {
  const sites: Site[] = [];
  const watchSite = (site: Site): void => {
    const [service] = site.services;
    if ((site.place === 'handling' || site.place === 'commit') && service !== 'shop') sites.push(site);
  };
  simulate(undisturbed, { watchSite });
  return sites;
}

function crashAt(site: Site, when: 'before' | 'after'): ScriptedFault {
  return { site: siteName(site), fault: { kind: 'service.crash', when, downMs: 5_000 } };
}

describe('a crash', () => {
  const sites = crashSites();

  it('can happen before and after every message and every transaction of all services', () => {
    expect(sites.length).toBeGreaterThan(100);
    const services = new Set(sites.flatMap((site) => site.services));
    expect([...services].sort()).toEqual([
      'bank',
      'executor',
      'ledger',
      'payment-service',
      'psp',
      'reconciliation',
      'wallet',
    ]);
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites.map((site) => [siteName(site), site] as const))('%s leaves every penny in its place', (_, site) => {
      const { report } = simulate({ ...scenario, faults: { kind: 'script', script: [crashAt(site, when)] } });
      expect({
        verdict: report.verdict,
        violations: report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`),
        because: report.inconclusiveBecause,
        unfinished: report.unfinished,
        captured: report.counts.captured,
        refunded: report.counts.refunded,
        openBreaks: report.reconciliation.openBreaks,
      }).toEqual({
        verdict: 'consistent',
        violations: [],
        because: [],
        unfinished: [],
        captured: 2,
        refunded: report.counts.refundsAsked,
        openBreaks: [],
      });
      expect(report.counts.restarts).toBe(1);
    });
  });
});
