import { expect, it } from 'vitest';
import { bench, EUR } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Basket } from '../domain/messages.ts';
import { paymentEvent } from './payment-event.ts';

const lamp = { orderId: orderId(17, 1), sellerId: sellerId(3), product: 'Lamp', amount: money(6120, EUR) };
const chair = { orderId: orderId(17, 2), sellerId: sellerId(5), product: 'Chair', amount: money(3835, EUR) };
const basket: Basket = { buyerId: buyerId(8), card: 'card-8', orders: [lamp, chair], total: money(9955, EUR) };

/** The amounts of a payment event of 61.20 and 38.35, and of its orders, as they are stored. */
function stored(...defects: DefectName[]): unknown[] {
  const event = bench(paymentEvent, { entity: 'checkout-17', policy: { defects: new Set(defects) } });
  event.tell({ type: 'Buy', checkoutId: checkoutId(17), basket });
  return event.writes().map(({ record }) => ('total' in record ? record.total : 'amount' in record && record.amount));
}

it('a checkout of 99.55 is stored with what its orders cost', () => {
  expect(stored()).toEqual([9955, 6120, 3835]);
});

it('a checkout of 99.55 whose parts are rounded down is stored with orders of 99.53', () => {
  expect(stored('split-drops-remainder')).toEqual([9955, 6119, 3834]);
});
