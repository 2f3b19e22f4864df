import { describe, expect, it } from 'vitest';
import { createSites } from './sites.ts';

describe('sites', () => {
  it('count the occurrences of an operation about a concern, from 1', () => {
    const sites = createSites();
    expect([
      sites.next('wallet.db commit', 'order-1.1'),
      sites.next('wallet.db commit', 'order-1.1'),
      sites.next('wallet.db read', 'order-1.1'),
      sites.next('wallet.db commit', 'order-1.2'),
      sites.next('wallet.db commit', 'checkout-1'),
      sites.next('wallet.db commit', 'order-1.1'),
    ]).toEqual([1, 2, 1, 1, 1, 3]);
  });

  it('count an operation that is known by itself together with what is counted by its name', () => {
    const sites = createSites();
    const commit = sites.operation('wallet.db commit');
    const tally = sites.of('order-1.1');
    const occurrences = [tally.next(commit), sites.next('wallet.db commit', 'order-1.1'), tally.next(commit)];
    expect(occurrences).toEqual([1, 2, 3]);
    expect([tally.next(sites.operation('wallet.db read')), sites.of('order-1.2').next(commit)]).toEqual([1, 1]);
  });

  it('do not depend on what happens to others', () => {
    const [alone, crowded] = [createSites(), createSites()];
    crowded.next('psp authorise', 'order-2.1');
    alone.next('psp authorise', 'order-1.1');
    crowded.next('psp authorise', 'order-1.1');
    crowded.next('psp authorise', 'order-3.1');
    expect(crowded.next('psp authorise', 'order-1.1')).toBe(alone.next('psp authorise', 'order-1.1'));
  });

  it('never name a site twice, though the counters of a closed checkout leave memory', () => {
    const sites = createSites();
    const count = (operation: string, concern: string): number => sites.next(operation, concern);
    expect([1, 2, 3].map(() => count('bank.db commit', 'order-1.1'))).toEqual([1, 2, 3]);
    sites.of('checkout-1').departs();
    sites.close('checkout-1');
    sites.of('checkout-1').arrives();
    // Counted on from the highest number that anything about the checkout had.
    expect([count('bank.db commit', 'order-1.1'), count('bank.db commit', 'refund-1.1.1')]).toEqual([4, 4]);
    expect([count('psp authorise', 'checkout-1'), count('bank.db commit', 'order-1.1')]).toEqual([4, 5]);
  });

  it('forget nobody else with a closed checkout', () => {
    const sites = createSites();
    const others = ['order-11.1', 'psp/EUR/2026-03-02'];
    for (const concern of ['checkout-1', ...others]) sites.next('bank.db commit', concern);
    sites.of('checkout-1').departs();
    sites.close('checkout-1');
    sites.of('checkout-1').arrives();
    expect(others.map((concern) => sites.next('bank.db read', concern))).toEqual([1, 1]);
  });

  it('remember a closed checkout until its last message has arrived or is lost', () => {
    const sites = createSites();
    const count = (operation: string): number => sites.next(operation, 'order-1.2');
    for (const concern of ['checkout-1', 'order-1.2']) sites.of(concern).departs();
    expect(count('ledger→payment-service SalePosted')).toBe(1);
    sites.close('checkout-1');
    sites.of('checkout-1').arrives();
    expect(count('ledger handle PostSale')).toBe(1);
    sites.of('order-1.2').arrives();
    expect(count('wallet handle CreditSeller')).toBe(2);
  });

  it('remember an open checkout while nothing is under way', () => {
    const sites = createSites();
    sites.next('psp authorise', 'order-1.1');
    sites.of('order-1.1').departs();
    sites.of('order-1.1').arrives();
    expect(sites.next('psp authorise', 'order-1.1')).toBe(2);
  });
});
