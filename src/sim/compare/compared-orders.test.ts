import { describe, expect, it } from 'vitest';
import { EUR } from '../../../test/support/machine-bench.ts';
import { delivered } from '../../../test/support/fact-tape.ts';
import { addressOf } from '../../domain/addresses.ts';
import { buyerId, checkoutId, orderId, sellerId } from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import { comparedOrders, type Outcome } from './compared-orders.ts';
import type { Fate } from './fate.ts';
import { createOrders, isSameOrder, type Order } from './orders.ts';

function order(n: number, changes: Partial<Order> = {}): Order {
  return {
    ...{
      id: orderId(n, 1),
      checkoutId: checkoutId(n),
      at: n,
      sellerId: sellerId(3),
      card: 'card-1',
      product: 'a lamp',
    },
    ...{ amount: money(2_000, EUR), ...changes },
  };
}

const captured: Fate = { name: 'captured', detail: null, charged: 2_000, refunded: 0, tooMuch: 0 };
const twice: Fate = { ...captured, name: 'captured twice', charged: 4_000, tooMuch: 2_000 };
const declined: Fate = { name: 'declined', detail: 'expired_card', charged: 0, refunded: 0, tooMuch: 0 };

/** Orders 1, 2, 3, ... with these fates. */
function outcome(...fates: readonly Fate[]): Outcome {
  const orders = fates.map((_, index) => order(index + 1));
  return { orders, fates: new Map(fates.map((fate, index) => [orderId(index + 1, 1), fate])) };
}

describe('the orders of a run', () => {
  it('are those that buyers come with, whatever becomes of them', () => {
    const orders = createOrders();
    const [one, other] = [order(7), order(7, { id: orderId(7, 2), sellerId: sellerId(4), product: 'a chair' })];
    const lines = [one, other].map(({ id, sellerId: seller, product, amount }) => {
      return { orderId: id, sellerId: seller, product, amount };
    });
    const basket = { buyerId: buyerId(1), card: 'card-1', orders: lines, total: money(4_000, EUR) };
    const buyer = addressOf.buyer(checkoutId(7));
    orders.observe(delivered(7, buyer, buyer, { type: 'BuyerArrived', checkoutId: checkoutId(7), basket }));
    orders.observe(delivered(8, buyer, buyer, { type: 'BuyAccepted', checkoutId: checkoutId(7) }));
    expect(orders.all()).toEqual([one, other]);
  });

  it.each([
    [{ id: orderId(2, 1) }],
    [{ at: 2 }],
    [{ sellerId: sellerId(4) }],
    [{ card: 'card-2' }],
    [{ product: 'a chair' }],
    [{ amount: money(2_001, EUR) }],
  ])('are others with %j', (change) => {
    expect(isSameOrder(order(1), order(1))).toBe(true);
    expect(isSameOrder(order(1), order(1, change))).toBe(false);
  });
});

describe('the orders of two runs', () => {
  it('that all end in the same way are counted', () => {
    expect(comparedOrders(outcome(captured, declined), outcome(captured, declined))).toEqual({
      ...{ both: 2, onlyInA: 0, onlyInB: 0, differ: 0 },
      ...{ changes: [], first: [] },
    });
  });

  it('that end differently are counted by how they do, the most frequent first, and the first ones named', () => {
    const a = outcome(captured, captured, declined, captured, captured);
    const b = outcome(captured, declined, captured, twice, twice);
    const { both, differ, changes, first } = comparedOrders(a, b);
    expect({ both, differ }).toEqual({ both: 5, differ: 4 });
    expect(changes).toEqual([
      { a: 'captured', b: 'captured twice', orders: 2 },
      { a: 'captured', b: 'declined', orders: 1 },
      { a: 'declined', b: 'captured', orders: 1 },
    ]);
    expect(first[0]).toEqual({ order: 'order-2.1', amount: 2_000, currency: 'EUR', a: captured, b: declined });
    expect(first.map(({ order: id }) => id)).toEqual(['order-2.1', 'order-3.1', 'order-4.1', 'order-5.1']);
  });

  it('do not differ in why they were declined, and do in how much was charged', () => {
    const other = { ...declined, detail: 'stolen_card' };
    const rounded = { ...captured, charged: 2_001, tooMuch: 1 };
    expect(comparedOrders(outcome(declined, captured), outcome(other, rounded))).toMatchObject({
      differ: 1,
      changes: [{ a: 'captured', b: 'captured', orders: 1 }],
      first: [{ order: 'order-2.1' }],
    });
  });

  it('are compared where they are the same, and counted where they are in one run alone', () => {
    const a = outcome(captured, captured, captured);
    const b = outcome(captured, declined);
    const another = { ...b, orders: [order(1), order(2, { amount: money(500, EUR) })] };
    expect(comparedOrders(a, b)).toMatchObject({ both: 2, onlyInA: 1, onlyInB: 0, differ: 1 });
    expect(comparedOrders(a, another)).toMatchObject({ both: 1, onlyInA: 2, onlyInB: 1, differ: 0 });
  });

  it('are named up to twenty', () => {
    const [a, b] = [captured, declined].map((fate) => outcome(...Array.from({ length: 23 }, () => fate)));
    const { differ, first } = comparedOrders(a ?? outcome(), b ?? outcome());
    expect([differ, first.length]).toEqual([23, 20]);
  });
});
