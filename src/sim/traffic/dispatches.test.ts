import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import { buyerId, orderId, sellerId } from '../../domain/ids.ts';
import type { Basket } from '../../domain/messages.ts';
import { money, total } from '../../domain/money.ts';
import { createDice } from '../kernel/dice.ts';
import type { LaterCaptures } from '../scenario/scenario.ts';
import { dispatchesOf, withDispatches, type PlannedDispatch } from './dispatches.ts';

const EUR = currency('EUR');
const HOUR = 3_600_000;
const all = 1_000_000;

function basketOf(n: number, ...amounts: number[]): Basket {
  const orders = amounts.map((amount, index) => ({
    orderId: orderId(n, index + 1),
    sellerId: sellerId(index + 1),
    product: 'Lamp',
    amount: money(amount, EUR),
  }));
  const sum = total(
    orders.map(({ amount }) => amount),
    EUR,
  );
  return { buyerId: buyerId(8), card: 'card-8', orders, total: sum };
}

const whole: LaterCaptures = { later: all, after: { leastMs: HOUR, mostMs: 3 * HOUR }, partial: 0, never: 0 };

/** What becomes of so many orders of 100.00. */
function planOf(checkouts: number, captures: LaterCaptures): PlannedDispatch[] {
  const dice = createDice('1');
  return Array.from({ length: checkouts }, (_, index) => [
    ...dispatchesOf(basketOf(index + 1, 10_000), captures, dice).values(),
  ]).flat();
}

describe('a plan of dispatches', () => {
  it('of whole orders dispatches each of them, between the least and the most time', () => {
    const plan = planOf(1000, whole);
    expect(plan).toHaveLength(1000);
    const times = plan.map((each) => (each === 'never' ? -1 : each.afterMs));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...times)).toBeLessThanOrEqual(3 * HOUR);
    expect(new Set(plan.map((each) => (each === 'never' ? 0 : each.amount.amount)))).toEqual(new Set([10_000]));
  });

  it('is empty where every order is captured at once, and for what costs nothing', () => {
    expect(dispatchesOf(basketOf(17, 2377), undefined, createDice('1')).size).toBe(0);
    expect(planOf(100, { ...whole, later: 0 })).toEqual([]);
    expect(dispatchesOf(basketOf(17, 0), whole, createDice('1')).size).toBe(0);
  });

  it('has the shares that were asked for', () => {
    const plan = planOf(2000, { ...whole, later: 400_000, partial: 250_000, never: 100_000 });
    const never = plan.filter((each) => each === 'never').length;
    const parts = plan.filter((each) => each !== 'never' && each.amount.amount < 10_000).length;
    expect(plan.length / 2000).toBeCloseTo(0.4, 1);
    expect(never / plan.length).toBeCloseTo(0.1, 1);
    expect(parts / (plan.length - never)).toBeCloseTo(0.25, 1);
  });

  it('of parts dispatches more than nothing and less than all, but the whole of a single minor unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.string(), (amount, seed) => {
        const [each] = dispatchesOf(basketOf(17, amount), { ...whole, partial: all }, createDice(seed)).values();
        const packed = each === undefined || each === 'never' ? 0 : each.amount.amount;
        expect(packed).toBeGreaterThan(0);
        if (amount === 1) expect(packed).toBe(1);
        else expect(packed).toBeLessThan(amount);
      }),
    );
  });

  it('for an order does not depend on who else buys', () => {
    const some = { ...whole, later: 500_000, partial: 500_000, never: 200_000 };
    const alone = dispatchesOf(basketOf(17, 2377), some, createDice('1')).get(orderId(17, 1));
    const dice = createDice('1');
    dispatchesOf(basketOf(16, 100, 200, 300), some, dice);
    expect(dispatchesOf(basketOf(17, 2377, 5000), some, dice).get(orderId(17, 1))).toEqual(alone);
  });
});

describe('a basket', () => {
  it('says which of its orders are captured later', () => {
    const basket = basketOf(17, 2377, 500);
    const one = new Map([[orderId(17, 2), 'never' as const]]);
    expect(withDispatches(basket, one).orders.map(({ captureLater }) => captureLater)).toEqual([undefined, true]);
    expect(withDispatches(basket, new Map())).toBe(basket);
  });
});
