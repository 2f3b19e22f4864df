import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import type { RecordsRead } from '../domain/effects.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Basket, MessageOf } from '../domain/messages.ts';
import type { OrderProgressRecord, PaymentEventRecord } from '../domain/records.ts';
import { paymentEvent } from './payment-event.ts';

const id = checkoutId(17);
const lamp = { orderId: orderId(17, 1), sellerId: sellerId(3), product: 'Lamp', amount: money(10_000, EUR) };
const chair = { orderId: orderId(17, 2), sellerId: sellerId(5), product: 'Chair', amount: money(4550, EUR) };
const basket: Basket = { buyerId: buyerId(8), card: 'tok_1', orders: [lamp, chair], total: money(14_550, EUR) };
const buy: MessageOf<'Buy'> = { type: 'Buy', checkoutId: id, basket };

const accepts = 'BuyAccepted → shop/checkout-17';
const starts = ['StartOrder → payment-service/order-17.1', 'StartOrder → payment-service/order-17.2'];
const tells = 'CheckoutClosed → shop/checkout-17';
const receivedAt = Date.parse('2026-03-02T12:00:00Z');
const stored: PaymentEventRecord = {
  id,
  buyerId: buyerId(8),
  card: 'tok_1',
  status: 'received',
  orderIds: [lamp.orderId, chair.orderId],
  total: basket.total.amount,
  currency: EUR,
  receivedAt,
};

function checkout(settings: Partial<BenchSettings> = {}): Bench {
  return bench(paymentEvent, { entity: 'checkout-17', ...settings });
}

function executing(): Bench {
  const event = checkout();
  event.tell(buy);
  event.acknowledge();
  return event;
}

function closed(k: 1 | 2, paid: boolean): MessageOf<'OrderClosed'> {
  return { type: 'OrderClosed', orderId: orderId(17, k), checkoutId: id, paid };
}

describe('a checkout with two sellers', () => {
  it('is stored before anything else, with its orders, in one transaction', () => {
    const event = checkout();
    expect(event.tell(buy)).toEqual(['commit PaymentEventStored']);
    const order = { checkoutId: 'checkout-17', card: 'tok_1', status: 'accepted', currency: 'EUR' };
    expect(event.writes()).toEqual([
      { op: 'insert', table: 'paymentEvents', record: stored },
      {
        op: 'insert',
        table: 'orderProgress',
        record: { id: 'order-17.1', sellerId: 'seller-3', amount: 10_000, ...order },
      },
      {
        op: 'insert',
        table: 'orderProgress',
        record: { id: 'order-17.2', sellerId: 'seller-5', amount: 4550, ...order },
      },
    ]);
  });

  it('is accepted and started when it is stored, and closed when both orders are', () => {
    const event = checkout();
    event.tell(buy);
    expect(event.acknowledge()).toEqual([accepts, ...starts]);
    expect(event.messages()).toEqual([
      { type: 'StartOrder', orderId: 'order-17.1', checkoutId: 'checkout-17' },
      { type: 'StartOrder', orderId: 'order-17.2', checkoutId: 'checkout-17' },
    ]);
    expect(event.tell(closed(2, true))).toEqual([]);
    event.wait(1500);
    expect(event.tell(closed(1, true))).toEqual(['commit OutcomeStored']);
    expect(event.writes()).toEqual([{ op: 'put', table: 'paymentEvents', record: { ...stored, status: 'paid' } }]);
    expect(event.acknowledge()).toEqual([tells]);
    expect(event.messages()).toEqual([{ type: 'CheckoutClosed', checkoutId: 'checkout-17', outcome: 'paid' }]);
    expect(event.done()).toBe(true);
  });

  it.each([
    [true, true, 'paid'],
    [true, false, 'partlyPaid'],
    [false, true, 'partlyPaid'],
    [false, false, 'declined'],
  ])('whose orders are paid: %s and %s, is %s', (first, second, outcome) => {
    const event = executing();
    event.tell(closed(1, first));
    event.tell(closed(2, second));
    expect(event.writes()).toMatchObject([{ record: { status: outcome } }]);
    event.acknowledge();
    expect(event.messages()).toMatchObject([{ type: 'CheckoutClosed', outcome }]);
  });

  it('waits for the second order although the first one reports twice', () => {
    const event = executing();
    event.tell(closed(1, true));
    expect(event.tell(closed(1, true))).toEqual([]);
    expect(event.state()).toBe('executingOrders');
    expect(event.tell(closed(2, true))).toEqual(['commit OutcomeStored']);
    expect(event.tell(closed(2, true))).toEqual([]);
  });
});

describe('a second Buy', () => {
  it('changes nothing while the first is being stored: the acceptance is still to come', () => {
    const event = checkout();
    event.tell(buy);
    expect(event.tell(buy)).toEqual([]);
    expect(event.acknowledge()).toEqual([accepts, ...starts]);
  });

  it('is accepted again while the orders are executed, and starts nothing', () => {
    const event = executing();
    expect(event.tell(buy)).toEqual([accepts]);
    expect(event.state()).toBe('executingOrders');
  });

  it('is accepted again while the outcome is being stored, which is still to be told', () => {
    const event = executing();
    event.tell(closed(1, true));
    event.tell(closed(2, true));
    expect(event.tell(buy)).toEqual([accepts]);
    expect(event.acknowledge()).toEqual([tells]);
  });

  it('is told the outcome when the checkout is closed', () => {
    const event = checkout({ record: { ...stored, status: 'partlyPaid' } });
    expect(event.tell(buy)).toEqual([tells]);
    expect(event.messages()).toEqual([{ type: 'CheckoutClosed', checkoutId: 'checkout-17', outcome: 'partlyPaid' }]);
    expect(event.done()).toBe(true);
  });
});

describe('a checkout that is woken', () => {
  const reads = 'read orderProgress';
  const progress = (k: 1 | 2, status: OrderProgressRecord['status']): OrderProgressRecord => ({
    id: orderId(17, k),
    checkoutId: id,
    sellerId: sellerId(3),
    card: 'tok_1',
    status,
    ...money(10_000, EUR),
  });
  const found = (...records: OrderProgressRecord[]): RecordsRead['results'][number] => ({
    table: 'orderProgress',
    records,
  });

  it('after a crash reads its orders, and starts those that are not closed', () => {
    const event = checkout({ record: stored });
    expect(event.tell({ type: 'Resumed' })).toEqual([reads]);
    expect(event.effect()).toEqual({ type: 'read', queries: [{ table: 'orderProgress', group: 'checkout-17' }] });
    expect(event.answerRead(found(progress(1, 'posted'), progress(2, 'captured')))).toEqual([starts[1]]);
    expect(event.tell(closed(2, true))).toEqual(['commit OutcomeStored']);
    expect(event.writes()).toEqual([{ op: 'put', table: 'paymentEvents', record: { ...stored, status: 'paid' } }]);
  });

  it('by a Buy accepts it at once, goes on, and keeps the time at which it was received', () => {
    const event = checkout({ record: stored, start: '2026-03-02T12:00:09Z' });
    expect(event.tell(buy)).toEqual([accepts, reads]);
    expect(event.tell(buy)).toEqual([accepts]);
    expect(event.answerRead(found(progress(1, 'accepted'), progress(2, 'accepted')))).toEqual(starts);
    event.tell(closed(1, true));
    event.tell(closed(2, true));
    expect(event.writes()).toEqual([{ op: 'put', table: 'paymentEvents', record: { ...stored, status: 'paid' } }]);
  });

  it('by the report of an order remembers it, whatever the database knew', () => {
    const event = checkout({ record: stored });
    expect(event.tell(closed(1, true))).toEqual([reads]);
    expect(event.answerRead(found(progress(1, 'credited'), progress(2, 'credited')))).toEqual([starts[1]]);
    expect(event.tell(closed(2, false))).toEqual(['commit OutcomeStored']);
    expect(event.writes()).toMatchObject([{ record: { status: 'partlyPaid' } }]);
  });

  it('when all of its orders are closed is closed at once: their reports were lost', () => {
    const event = checkout({ record: stored });
    event.tell({ type: 'Resumed' });
    expect(event.answerRead(found(progress(1, 'declined'), progress(2, 'declined')))).toEqual(['commit OutcomeStored']);
    expect(event.acknowledge()).toEqual([tells]);
    expect(event.messages()).toMatchObject([{ outcome: 'declined' }]);
  });

  it('hears a report while it reads', () => {
    const event = checkout({ record: stored });
    event.tell({ type: 'Resumed' });
    expect(event.tell(closed(2, true))).toEqual([]);
    expect(event.answerRead(found(progress(1, 'posted'), progress(2, 'credited')))).toEqual(['commit OutcomeStored']);
  });

  it('reads again when the database is silent for two seconds', () => {
    const event = checkout({ record: stored });
    event.tell({ type: 'Resumed' });
    expect(event.wait(2000)).toEqual([reads]);
    event.answerRead(found(progress(1, 'accepted'), progress(2, 'accepted')));
    expect(event.answerRead(found(progress(1, 'posted'), progress(2, 'posted')))).toEqual([]);
  });

  it('and is closed, or not known, has nothing to take up', () => {
    for (const record of [undefined, { ...stored, status: 'paid' }]) {
      const event = checkout({ record });
      expect([...event.tell({ type: 'Resumed' }), ...event.tell(closed(1, true))]).toEqual([]);
      expect(event.state()).toBe('waitingForBuy');
    }
  });

  it('and is told to take up its work while it is awake goes on as it was', () => {
    const event = executing();
    expect(event.tell({ type: 'Resumed' })).toEqual([]);
    expect(event.state()).toBe('executingOrders');
  });
});

describe('a slow database', () => {
  it('is asked again every two seconds to store the payment event, with the same record', () => {
    const event = checkout();
    event.tell(buy);
    const first = event.writes();
    expect(event.wait(4000)).toEqual(['commit PaymentEventStored', 'commit PaymentEventStored']);
    expect(event.times('commit PaymentEventStored')).toEqual([0, 2000, 4000]);
    expect(event.writes()).toEqual(first);
  });

  it('may acknowledge the first commit after the second: the orders are started once', () => {
    const event = checkout();
    event.tell(buy);
    event.wait(2000);
    expect(event.acknowledge()).toEqual([accepts, ...starts]);
    expect(event.refuse('exists')).toEqual([]);
    expect(event.state()).toBe('executingOrders');
  });

  it('may refuse the second commit because of the first: the orders are started', () => {
    const event = checkout();
    event.tell(buy);
    event.wait(2000);
    expect(event.refuse('exists')).toEqual([accepts, ...starts]);
    expect(event.acknowledge()).toEqual([]);
  });

  it('is asked again to store the outcome, which is told once', () => {
    const event = executing();
    event.tell(closed(1, false));
    event.tell(closed(2, false));
    expect(event.wait(2000)).toEqual(['commit OutcomeStored']);
    expect(event.acknowledge()).toEqual([tells]);
    expect(event.acknowledge()).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(paymentEvent)).toEqual([]);
});
