import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Basket } from '../domain/messages.ts';
import { buyer } from './buyer.ts';

const id = checkoutId(17);
const amount = money(10_000, EUR);
const order = { orderId: orderId(17, 1), sellerId: sellerId(3), product: 'Lamp', amount };
const basket: Basket = { buyerId: buyerId(8), card: 'tok_1', orders: [order], total: amount };
const clicks = 'Buy → payment-service/checkout-17';

function arrived(): Bench {
  const shop = bench(buyer, { entity: 'checkout-17' });
  expect(shop.tell({ type: 'BuyerArrived', checkoutId: id, basket })).toEqual([clicks]);
  return shop;
}

describe('a buyer', () => {
  it('clicks Buy with the basket, sees that it was accepted, and leaves with the outcome', () => {
    const shop = arrived();
    expect(shop.messages()).toEqual([{ type: 'Buy', checkoutId: 'checkout-17', basket }]);
    expect(shop.tell({ type: 'BuyAccepted', checkoutId: id })).toEqual([]);
    expect(shop.state()).toBe('waitingForOutcome');
    expect(shop.tell({ type: 'CheckoutClosed', checkoutId: id, outcome: 'paid' })).toEqual([]);
    expect(shop.state()).toBe('answered');
    expect(shop.done()).toBe(true);
  });

  it('clicks three times in all on a silent page, eight seconds apart, and then only watches', () => {
    const shop = arrived();
    expect(shop.wait(3_600_000)).toEqual([clicks, clicks]);
    expect(shop.times(clicks)).toEqual([0, 8000, 16_000]);
    expect(shop.state()).toBe('watching');
  });

  it('clicks again when it was accepted and nothing followed for eight seconds', () => {
    const shop = arrived();
    shop.wait(3000);
    shop.tell({ type: 'BuyAccepted', checkoutId: id });
    shop.wait(20_000);
    // Accepted at 3 s: patient until 11 s, and after that click, on a silent page, until 19 s.
    expect(shop.times(clicks)).toEqual([0, 11_000, 19_000]);
  });

  it('watches on after the last click when it was accepted', () => {
    const shop = arrived();
    shop.wait(16_000);
    shop.tell({ type: 'BuyAccepted', checkoutId: id });
    expect(shop.wait(8000)).toEqual([]);
    expect(shop.state()).toBe('watching');
  });

  it('still hears the outcome after it has stopped clicking', () => {
    const shop = arrived();
    shop.wait(3_600_000);
    shop.tell({ type: 'BuyAccepted', checkoutId: id });
    expect(shop.state()).toBe('watching');
    shop.tell({ type: 'CheckoutClosed', checkoutId: id, outcome: 'declined' });
    expect(shop.done()).toBe(true);
  });

  it('is content with an outcome that overtakes the acceptance', () => {
    const shop = arrived();
    shop.tell({ type: 'CheckoutClosed', checkoutId: id, outcome: 'paid' });
    expect(shop.done()).toBe(true);
    expect(shop.wait(3_600_000)).toEqual([]);
  });

  it('clicks with the same basket every time', () => {
    const shop = arrived();
    shop.wait(8000);
    expect(shop.messages()).toEqual([{ type: 'Buy', checkoutId: 'checkout-17', basket }]);
  });

  it('has no use for messages that come when it is away', () => {
    const shop = bench(buyer, { entity: 'checkout-17' });
    expect(shop.tell({ type: 'CheckoutClosed', checkoutId: id, outcome: 'paid' })).toEqual([]);
    expect(shop.tell({ type: 'BuyAccepted', checkoutId: id })).toEqual([]);
    expect(shop.state()).toBe('away');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(buyer)).toEqual([]);
});
