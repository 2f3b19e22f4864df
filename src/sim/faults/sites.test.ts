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

  it('forget a checkout with all of its orders, and nobody else', () => {
    const sites = createSites();
    const concerns = ['checkout-1', 'order-1.1', 'order-1.2', 'order-11.1', 'psp/EUR/2026-03-02'];
    for (const concern of concerns) sites.next('bank.db commit', concern);
    sites.forget('checkout-1');
    expect(concerns.map((concern) => sites.next('bank.db commit', concern).occurrence)).toEqual([1, 1, 1, 2, 2]);
  });

  it('forget nothing when there is nothing to forget', () => {
    const sites = createSites();
    sites.forget('checkout-1');
    expect(sites.next('bank.db commit', 'checkout-1')).toEqual({
      operation: 'bank.db commit',
      concern: 'checkout-1',
      occurrence: 1,
    });
  });
});
