import { describe, expect, it } from 'vitest';
import { placeOfSite } from './site-places.ts';

describe('the place of a site', () => {
  it.each([
    ['executor→psp ChargeRequested order-17.1 #1', 'link'],
    ['payment-service handle BuyAccepted checkout-1 #1', 'handling'],
    ['payment-service.db commit order-17.1 #1', 'commit'],
    ['psp door RefundInquiry order-17.1 #3', 'door'],
    ['psp answer order-17.1 #1', 'answer'],
    ['psp authorise order-17.1 #1', 'issuer'],
    ['psp key order-17.1 #1', 'key'],
    ['psp webhook order-17.1 #1', 'webhook'],
    ['settlement psp EUR/2026-03-02 file #2', 'file'],
    ['settlement psp EUR/2026-03-02 order-17.1 #1', 'line'],
    ['shop arrival checkout-17 #1', 'arrival'],
    ['psp job FileDue psp/EUR/2026-03-02 #1', 'job'],
    ['shop click refund-17.1.1 #2', 'click'],
    ['wallet.db read seller-3:EUR #1', undefined],
    ['episode service.crash wallet #1', undefined],
    ['', undefined],
  ])('%s is %s', (name, place) => {
    expect(placeOfSite(name)).toBe(place);
  });
});
