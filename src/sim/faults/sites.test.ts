import { describe, expect, it } from 'vitest';
import { createSites } from './sites.ts';
import { siteName } from './verdict.ts';

describe('sites', () => {
  it('count the occurrences of an operation about a concern, from 1', () => {
    const sites = createSites();
    const names = [
      sites.next('wallet.db commit', 'order-1.1'),
      sites.next('wallet.db commit', 'order-1.1'),
      sites.next('wallet.db read', 'order-1.1'),
      sites.next('wallet.db commit', 'order-1.2'),
      sites.next('wallet.db commit', 'checkout-1'),
      sites.next('wallet.db commit', 'order-1.1'),
    ].map(siteName);
    expect(names).toEqual([
      'wallet.db commit order-1.1 #1',
      'wallet.db commit order-1.1 #2',
      'wallet.db read order-1.1 #1',
      'wallet.db commit order-1.2 #1',
      'wallet.db commit checkout-1 #1',
      'wallet.db commit order-1.1 #3',
    ]);
  });

  it('do not depend on what happens to others', () => {
    const [alone, crowded] = [createSites(), createSites()];
    crowded.next('psp authorise', 'order-2.1');
    alone.next('psp authorise', 'order-1.1');
    crowded.next('psp authorise', 'order-1.1');
    crowded.next('psp authorise', 'order-3.1');
    expect(crowded.next('psp authorise', 'order-1.1')).toEqual(alone.next('psp authorise', 'order-1.1'));
  });

  it('forget a closed checkout with all of its orders, and nobody else', () => {
    const sites = createSites();
    const concerns = ['checkout-1', 'order-1.1', 'order-1.2', 'order-11.1', 'psp/EUR/2026-03-02'];
    for (const concern of concerns) sites.next('bank.db commit', concern);
    sites.departs('checkout-1');
    sites.close('checkout-1');
    sites.arrives('checkout-1');
    expect(concerns.map((concern) => sites.next('bank.db commit', concern).occurrence)).toEqual([1, 1, 1, 2, 2]);
  });

  it('remember a closed checkout until its last message has arrived', () => {
    const sites = createSites();
    const count = (): number => sites.next('ledger→payment-service SalePosted', 'order-1.2').occurrence;
    for (const concern of ['checkout-1', 'order-1.2']) sites.departs(concern);
    expect(count()).toBe(1);
    sites.close('checkout-1');
    sites.arrives('checkout-1');
    expect(count()).toBe(2);
    sites.arrives('order-1.2');
    expect(count()).toBe(1);
  });

  it('remember an open checkout while nothing is under way', () => {
    const sites = createSites();
    sites.next('psp authorise', 'order-1.1');
    sites.departs('order-1.1');
    sites.arrives('order-1.1');
    expect(sites.next('psp authorise', 'order-1.1').occurrence).toBe(2);
  });
});
