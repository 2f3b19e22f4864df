/**
 * One checkout with two sellers and a refund of each order, crashed at every point: each service, before and after each
 * message that it handles and each transaction that it commits, from the click on Buy to the last statement of the bank.
 */
import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from './support/simulate.ts';
import { crashedAt, crashingAt, crashSites, healingByItself } from './support/single-crash.ts';

const changes = ['refunds.share=100%', 'refunds.after=1h to 2h'];
const scenario = healingByItself(shippedScenario('first-checkout', changes));

describe('a crash', () => {
  // Those of the services with records.
  const sites = crashSites(scenario, ({ services: [service] }) => service !== 'shop');

  it('can happen before and after every message and every transaction of all services', () => {
    expect(sites.length).toBeGreaterThan(100);
    expect(crashingAt(sites)).toEqual([
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
    it.each(sites)('%s leaves every penny in its place', (_, site) => {
      const { report } = simulate(crashedAt(scenario, site, when));
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
