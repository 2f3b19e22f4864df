/**
 * One payout to a seller that comes back, crashed at every point: the wallet, the bank, the ledger and reconciliation,
 * before and after each message about it that they handle and each transaction about it that they commit.
 */
import { describe, expect, it } from 'vitest';
import type { ScriptedFault } from '../src/sim/faults/plan.ts';
import { siteName, type Site } from '../src/sim/faults/site.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate } from './support/simulate.ts';

const changes = ['baskets.sellers=[100%]', 'payouts={ hold: 12h, returned: 100% }'];
const calm = scenarioOf(oneClick, changes);
/** Faults can hit the last night as well: nothing heals but what heals itself. */
const scenario: Scenario = { ...calm, phases: { ...calm.phases, healAt: calm.clock.start + 10 * 86_400_000 } };

/** Every place about the payout, its run or the statement that shows it, in the order in which an undisturbed run comes by. */
function crashSites(): Site[] {
  const sites: Site[] = [];
  const watchSite = (site: Site): void => {
    const isAbout = /^(payout-seller|payouts\/|return-payout-seller|bank\/EUR\/2026-03-0[34])/.test(site.concern);
    if ((site.place === 'handling' || site.place === 'commit') && isAbout) sites.push(site);
  };
  simulate({ ...scenario, faults: { kind: 'script', script: [] } }, { watchSite });
  return sites;
}

function crashAt(site: Site, when: 'before' | 'after'): ScriptedFault {
  return { site: siteName(site), fault: { kind: 'service.crash', when, downMs: 5_000 } };
}

describe('a crash', () => {
  const sites = crashSites();

  it('can happen before and after everything about a payout, at four services', () => {
    expect(sites.length).toBeGreaterThan(40);
    const services = new Set(sites.flatMap((site) => site.services));
    expect([...services].sort()).toEqual(['bank', 'ledger', 'reconciliation', 'wallet']);
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites.map((site) => [siteName(site), site] as const))('%s leaves every penny in its place', (_, site) => {
      const { report, world } = simulate({ ...scenario, faults: { kind: 'script', script: [crashAt(site, when)] } });
      expect({
        verdict: report.verdict,
        violations: report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`),
        because: report.inconclusiveBecause,
        unfinished: report.unfinished,
        payouts: [...world.database('wallet').table('sellerPayouts').all()].map(
          ({ date, status }) => `${date} ${status}`,
        ),
        returns: report.counts.payoutsReturned,
        cash: report.money['EUR']?.cash,
        openBreaks: report.reconciliation.openBreaks,
      }).toEqual({
        verdict: 'consistent',
        violations: [],
        because: [],
        unfinished: [],
        payouts: ['2026-03-03 reversed'],
        returns: 1,
        cash: 9710,
        openBreaks: [],
      });
      expect(report.counts.restarts).toBe(1);
    });
  });
});
