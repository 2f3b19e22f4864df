/** Sellers who are paid in euros, in storms: of everything there is, and of what is worst for a rate that has to be kept. */
import { describe, expect, it } from 'vitest';
import type { Quote } from '../src/domain/fx.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

/**
 * The payment service, which keeps the rate, crashes at every step and loses what it has not stored; many checkouts come at
 * the cut-off, when the rate changes, while its clock is off by minutes.
 */
const atTheirWorst = `faults=[${[
  '{ fault: service.crash, on: payment-service, every: 1h, for: 5s to 3min }',
  '{ fault: service.crash, after: Buy, rate: 20%, for: 5s }',
  '{ fault: service.crash, before: RefundExecuted, rate: 30%, for: 10s }',
  '{ fault: database.lose-unsynced, on: payment-service, rate: 10%, for: 5s }',
  '{ fault: database.stall, on: payment-service, rate: 20% }',
  '{ fault: network.drop, from: payment-service, to: wallet, rate: 30% }',
  '{ fault: network.drop, from: ledger, to: payment-service, rate: 30% }',
  '{ fault: network.delay, from: payment-service, to: wallet, rate: 20%, by: 1s to 6h }',
  '{ fault: network.duplicate, from: payment-service, to: ledger, rate: 20% }',
  '{ fault: clock.skew, on: payment-service, every: 3h, for: 10min to 2h, step: -5min to 5min }',
  '{ fault: cutoff.straddle, rate: 30% }',
].join(', ')}]`;

/** The rate of an order has to be kept until its seller dispatches it, and is that of a part of it. */
const later = 'captures={ later: 60%, after: 1h to 1d, partial: 50%, never: 10%, expiry: 2d }';

describe.each([
  ['heavy', 'faults=heavy'],
  ['swarm', 'faults=swarm'],
  ['at their worst', atTheirWorst],
  ['heavy, and orders wait for their sellers,', 'faults=heavy', later],
  ['at their worst, and orders wait for their sellers,', atTheirWorst, later],
])('sellers paid in euros when faults are %s', (_, ...settings) => {
  it.each([1, 2, 3, 4])(
    'have what their sales were worth, less what was given back at the same rate, with seed %i',
    (seed) => {
      const changes = [`seed=${seed}`, 'traffic.checkouts=40', 'refunds.share=40%', 'expect=[]', ...settings];
      const { report, world } = simulate(shippedScenario('cross-border', changes));
      expect(report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`)).toEqual([]);
      expect(report.unfinished).toEqual([]);
      const service = world.database('payment-service');
      const quotes = new Map<string, Quote | undefined>();
      for (const { id, currency, quote } of service.table('orderProgress').all()) {
        expect(quote === undefined).toBe(currency === 'EUR');
        quotes.set(id, quote);
      }
      const refunds = [...service.table('refunds').all()];
      expect(refunds.length).toBeGreaterThan(5);
      for (const { orderId, quote } of refunds) expect(quote).toEqual(quotes.get(orderId));
      expect([...world.database('wallet').table('wallets').all()].every(({ currency }) => currency === 'EUR')).toBe(
        true,
      );
    },
  );
});
