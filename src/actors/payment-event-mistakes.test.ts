import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Basket, MessageOf } from '../domain/messages.ts';
import { paymentEvent } from './payment-event.ts';

const id = checkoutId(17);
const lamp = { orderId: orderId(17, 1), sellerId: sellerId(3), product: 'Lamp', amount: money(10_000, EUR) };
const chair = { orderId: orderId(17, 2), sellerId: sellerId(5), product: 'Chair', amount: money(4550, EUR) };
const basket: Basket = { buyerId: buyerId(8), card: 'tok_1', orders: [lamp, chair], total: money(14_550, EUR) };
const buy: MessageOf<'Buy'> = { type: 'Buy', checkoutId: id, basket };
const accepts = 'BuyAccepted → shop/checkout-17';
const starts = ['StartOrder → payment-service/order-17.1', 'StartOrder → payment-service/order-17.2'];

function checkout(...defects: DefectName[]): Bench {
  return bench(paymentEvent, { entity: 'checkout-17', policy: { defects: new Set(defects) } });
}

describe('a checkout that counts as paid when one of its orders is', () => {
  function closedAs(event: Bench, ...paid: readonly [boolean, boolean]): Bench {
    event.tell(buy);
    event.acknowledge();
    for (const [index, isPaid] of paid.entries()) {
      const { orderId: order } = index === 0 ? lamp : chair;
      event.tell({ type: 'OrderClosed', orderId: order, checkoutId: id, paid: isPaid });
    }
    return event;
  }

  it.each([
    [true, false],
    [false, true],
  ])('is paid when its orders are paid: %s and %s', (first, second) => {
    const event = closedAs(checkout('partial-success-as-full'), first, second);
    expect(event.writes()).toMatchObject([{ table: 'paymentEvents', record: { status: 'paid' } }]);
    event.acknowledge();
    expect(event.messages()).toMatchObject([{ type: 'CheckoutClosed', outcome: 'paid' }]);
    expect(closedAs(checkout(), first, second).writes()).toMatchObject([{ record: { status: 'partlyPaid' } }]);
  });

  it.each([
    [true, true, 'paid'],
    [false, false, 'declined'],
  ])('whose orders are paid: %s and %s, is %s', (first, second, status) => {
    const event = closedAs(checkout('partial-success-as-full'), first, second);
    expect(event.writes()).toMatchObject([{ record: { status } }]);
  });

  it('waits for its second order all the same', () => {
    const event = checkout('partial-success-as-full');
    event.tell(buy);
    event.acknowledge();
    expect(event.tell({ type: 'OrderClosed', orderId: lamp.orderId, checkoutId: id, paid: true })).toEqual([]);
  });
});

describe('a checkout that is accepted before it is stored', () => {
  it('tells the buyer while the commit is on its way', () => {
    const event = checkout('ack-before-commit');
    expect(event.tell(buy)).toEqual([accepts, 'commit PaymentEventStored']);
    expect(event.writes()).toHaveLength(3);
    expect(event.acknowledge()).toEqual([accepts, ...starts]);
  });

  it('ought to tell the buyer when it is stored', () => {
    const event = checkout();
    expect(event.tell(buy)).toEqual(['commit PaymentEventStored']);
    expect(event.acknowledge()).toEqual([accepts, ...starts]);
  });

  it('is accepted again, and stored once, when the buyer clicks again', () => {
    const event = checkout('ack-before-commit');
    event.tell(buy);
    expect(event.tell(buy)).toEqual([]);
    event.acknowledge();
    expect(event.tell(buy)).toEqual([accepts]);
  });
});
