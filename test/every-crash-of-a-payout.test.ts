/**
 * One payout to a seller that comes back, crashed at every point: the wallet, the bank, the ledger and reconciliation,
 * before and after each message about it that they handle and each transaction about it that they commit.
 */
import { describe, expect, it } from 'vitest';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate } from './support/simulate.ts';
import { crashedAt, crashingAt, crashSites, healingByItself } from './support/single-crash.ts';

const changes = ['baskets.sellers=[100%]', 'payouts={ hold: 12h, returned: 100% }'];
const scenario = healingByItself(scenarioOf(oneClick, changes));
/** The payout, its run, and the statement that shows it. */
const aboutThePayout = /^(payout-seller|payouts\/|return-payout-seller|bank\/EUR\/2026-03-0[34])/;

describe('a crash', () => {
  const sites = crashSites(scenario, ({ concern }) => aboutThePayout.test(concern));

  it('can happen before and after everything about a payout, at four services', () => {
    expect(sites.length).toBeGreaterThan(40);
    expect(crashingAt(sites)).toEqual(['bank', 'ledger', 'reconciliation', 'wallet']);
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites)('%s leaves every penny in its place', (_, site) => {
      const { report, world } = simulate(crashedAt(scenario, site, when));
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
