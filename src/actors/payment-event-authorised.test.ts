import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../domain/ids.ts';
import type { Basket, MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { OrderProgressRecord, PaymentEventRecord } from '../domain/records.ts';
import { paymentEvent } from './payment-event.ts';

const id = checkoutId(17);
const amount = money(10_000, EUR);
const orders = [1, 2].map((k) => ({ orderId: orderId(17, k), sellerId: sellerId(k), product: 'Lamp', amount }));
const [lamp, chair] = orders;
if (lamp === undefined || chair === undefined) throw new Error('there are two orders');
/** The second order is captured when its seller dispatches. */
const basket: Basket = {
  ...{ buyerId: buyerId(8), card: 'tok_1', total: money(20_000, EUR) },
  orders: [lamp, { ...chair, captureLater: true }],
};
const buy: MessageOf<'Buy'> = { type: 'Buy', checkoutId: id, basket };
const authorised: MessageOf<'OrderAuthorised'> = { type: 'OrderAuthorised', orderId: orderId(17, 2), checkoutId: id };
const received: PaymentEventRecord = {
  ...{ id, buyerId: buyerId(8), card: 'tok_1', status: 'received', orderIds: [orderId(17, 1), orderId(17, 2)] },
  ...{ total: basket.total.amount, currency: EUR, receivedAt: 1 },
};

function closed(k: 1 | 2, paid: boolean): MessageOf<'OrderClosed'> {
  return { type: 'OrderClosed', orderId: orderId(17, k), checkoutId: id, paid };
}

function executing(...defects: DefectName[]): Bench {
  const event = checkout({ policy: { defects: new Set(defects) } });
  event.tell(buy);
  event.acknowledge();
  return event;
}

function checkout(settings: Partial<BenchSettings> = {}): Bench {
  return bench(paymentEvent, { entity: 'checkout-17', ...settings });
}

/** What the buyer is told. */
function outcomeOf(event: Bench): unknown {
  event.acknowledge();
  const [message] = event.messages();
  return message?.type === 'CheckoutClosed' && message.outcome;
}

describe('a checkout of which one order is captured later', () => {
  it('stores of each order when it is to be captured', () => {
    const event = checkout();
    event.tell(buy);
    const stored = event.writes().slice(1);
    expect(stored.map(({ record }) => 'captureLater' in record)).toEqual([false, true]);
  });

  it('waits for the authorisation and no longer, and is authorised', () => {
    const event = executing();
    expect(event.tell(closed(1, true))).toEqual([]);
    expect(event.tell(authorised)).toEqual(['commit OutcomeStored']);
    expect(event.writes()).toMatchObject([{ record: { status: 'authorised' } }]);
    expect(outcomeOf(event)).toBe('authorised');
  });

  it.each([
    ['authorised when the first order is paid', [authorised, closed(1, true)], 'authorised'],
    ['partly paid when the first order is declined', [authorised, closed(1, false)], 'partlyPaid'],
    ['partly paid when the second one is', [closed(1, true), closed(2, false)], 'partlyPaid'],
    ['declined when both are', [closed(1, false), closed(2, false)], 'declined'],
  ] as const)('is %s', (_, messages, outcome) => {
    const event = executing();
    for (const message of messages) event.tell(message);
    expect(outcomeOf(event)).toBe(outcome);
  });

  it('is authorised as a whole to somebody who takes a part for all', () => {
    const event = executing('partial-success-as-full');
    event.tell(closed(1, false));
    event.tell(authorised);
    expect(outcomeOf(event)).toBe('authorised');
  });
});

describe('a checkout that is woken while an order waits for its seller', () => {
  const progress = (k: 1 | 2, status: OrderProgressRecord['status']): OrderProgressRecord => ({
    ...{ id: orderId(17, k), checkoutId: id, sellerId: sellerId(k), card: 'tok_1', status, ...amount },
    ...(k === 2 && { captureLater: true }),
  });

  it.each(['authorised', 'dispatched', 'captured', 'credited', 'posted', 'lapsed'] as const)(
    'counts an order that is %s by now as authorised',
    (status) => {
      const event = checkout({ record: received });
      event.tell({ type: 'Resumed' });
      const results = { table: 'orderProgress', records: [progress(1, 'posted'), progress(2, status)] } as const;
      expect(event.answerRead(results)).toEqual(['commit OutcomeStored']);
      expect(outcomeOf(event)).toBe('authorised');
    },
  );

  it('starts an order again that was only accepted, and hears of its authorisation while it reads', () => {
    const event = checkout({ record: received });
    expect(event.tell(authorised)).toEqual(['read orderProgress']);
    event.tell(authorised);
    const records = [progress(1, 'accepted'), progress(2, 'accepted')];
    expect(event.answerRead({ table: 'orderProgress', records })).toEqual(['StartOrder → payment-service/order-17.1']);
  });
});
