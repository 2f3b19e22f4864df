/**
 * One order in dollars whose seller is paid in euros, given back on the next day, crashed at every point: the payment
 * service, which keeps the rate, and the wallet and the ledger, which are told what the seller's share is worth.
 */
import { describe, expect, it } from 'vitest';
import { foreignOrder } from './support/foreign-order.ts';
import { simulate } from './support/simulate.ts';
import { crashedAt, crashingAt, crashSites } from './support/single-crash.ts';

const scenario = foreignOrder('refunds={ share: 100%, partial: 0%, after: 30h to 40h }');
const crashing = ['payment-service', 'wallet', 'ledger'];
const aboutTheOrder = /^(checkout-1|order-1\.1|refund-1\.1\.1)$/;

describe('a crash', () => {
  const sites = crashSites(
    scenario,
    ({ concern, services }) => aboutTheOrder.test(concern) && services.some((service) => crashing.includes(service)),
  );

  it('can happen before and after everything about the order and its refund, at three services', () => {
    expect(sites.length).toBeGreaterThan(20);
    expect(crashingAt(sites)).toEqual([...crashing].sort());
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites)('%s takes back what was given', (_, site) => {
      const { report, world } = simulate(crashedAt(scenario, site, when));
      const [credit] = world.database('wallet').table('credits').all();
      const [debit] = world.database('wallet').table('debits').all();
      expect({
        verdict: report.verdict,
        violations: report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`),
        unfinished: report.unfinished,
        wallet: [credit?.amount, debit?.amount],
        position: [report.books['USD']?.['fx:position'], report.books['EUR']?.['fx:position']],
      }).toEqual({ verdict: 'consistent', violations: [], unfinished: [], wallet: [8280, 8280], position: [0, 0] });
    });
  });
});
