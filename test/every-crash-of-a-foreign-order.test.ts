/**
 * One order in dollars whose seller is paid in euros, given back on the next day, crashed at every point: the payment
 * service, which keeps the rate, and the wallet and the ledger, which are told what the seller's share is worth.
 */
import { describe, expect, it } from 'vitest';
import type { ScriptedFault } from '../src/sim/faults/plan.ts';
import { siteName, type Site } from '../src/sim/faults/site.ts';
import { foreignOrder } from './support/foreign-order.ts';
import { simulate } from './support/simulate.ts';

const scenario = foreignOrder('refunds={ share: 100%, partial: 0%, after: 30h to 40h }');
const crashing = ['payment-service', 'wallet', 'ledger'];

/** Every place about the order or its refund, in the order in which an undisturbed run comes by. */
function crashSites(): Site[] {
  const sites: Site[] = [];
  const watchSite = (site: Site): void => {
    const isAbout = /^(checkout-1|order-1\.1|refund-1\.1\.1)$/.test(site.concern);
    const isTheirs = site.services.some((service) => crashing.includes(service));
    if ((site.place === 'handling' || site.place === 'commit') && isAbout && isTheirs) sites.push(site);
  };
  simulate({ ...scenario, faults: { kind: 'script', script: [] } }, { watchSite });
  return sites;
}

function crashAt(site: Site, when: 'before' | 'after'): ScriptedFault {
  return { site: siteName(site), fault: { kind: 'service.crash', when, downMs: 5_000 } };
}

describe('a crash', () => {
  const sites = crashSites();

  it('can happen before and after everything about the order and its refund, at three services', () => {
    expect(sites.length).toBeGreaterThan(20);
    expect([...new Set(sites.flatMap((site) => site.services))].sort()).toEqual([...crashing].sort());
  });

  describe.each(['before', 'after'] as const)('%s', (when) => {
    it.each(sites.map((site) => [siteName(site), site] as const))('%s takes back what was given', (_, site) => {
      const { report, world } = simulate({ ...scenario, faults: { kind: 'script', script: [crashAt(site, when)] } });
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
