/**
 * One order that is captured in part when its seller dispatches, crashed at every point: each service, before and after
 * each message about it that it handles and each transaction about it that it commits, from the click to the dispatch's end.
 */
import { describe, expect, it } from 'vitest';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate } from './support/simulate.ts';
import { crashedAt, crashingAt, crashSites, healingByItself } from './support/single-crash.ts';

const changes = [
  'baskets.sellers=[100%]',
  'captures={ later: 100%, after: 30h to 30h, partial: 100%, never: 0%, expiry: 3d }',
];
const scenario = healingByItself(scenarioOf(oneClick, changes));

describe('a crash', () => {
  const sites = crashSites(
    scenario,
    ({ services: [service], concern }) => concern === 'order-1.1' && service !== 'shop',
  );

  it('can happen before and after everything about an order that is captured later, at five services', () => {
    expect(sites.length).toBeGreaterThan(30);
    expect(crashingAt(sites)).toEqual(['executor', 'ledger', 'payment-service', 'psp', 'wallet']);
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites)('%s leaves every penny in its place', (_, site) => {
      const { report, world } = simulate(crashedAt(scenario, site, when));
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
