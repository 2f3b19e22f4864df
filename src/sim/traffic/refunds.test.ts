import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import { buyerId, orderId, sellerId } from '../../domain/ids.ts';
import type { Basket } from '../../domain/messages.ts';
import { money, total } from '../../domain/money.ts';
import { createDice } from '../kernel/dice.ts';
import type { Refunds } from '../scenario/scenario.ts';
import { refundsOf, type PlannedRefund } from './refunds.ts';

const EUR = currency('EUR');
const HOUR = 3_600_000;
const arrival = Date.parse('2026-03-02T12:00:00Z');
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

function settings(share: number, partial: number, leastMs = HOUR, mostMs = 3 * HOUR): Refunds {
  return { share, partial, after: { leastMs, mostMs } };
}

/** The refunds of so many checkouts with one order of 100.00 each. */
function planOf(checkouts: number, refunds: Refunds): PlannedRefund[] {
  const dice = createDice('1');
  return Array.from({ length: checkouts }, (_, index) =>
    refundsOf(basketOf(index + 1, 10_000), arrival, refunds, dice),
  ).flat();
}

describe('a plan of refunds', () => {
  it('of every order in full asks all of it back, once, under the order’s first refund', () => {
    const plan = refundsOf(basketOf(17, 2377, 500), arrival, settings(all, 0, HOUR, HOUR), createDice('1'));
    expect(plan).toEqual([
      { at: arrival + HOUR, refundId: 'refund-17.1.1', orderId: 'order-17.1', amount: money(2377, EUR) },
      { at: arrival + HOUR, refundId: 'refund-17.2.1', orderId: 'order-17.2', amount: money(500, EUR) },
    ]);
  });

  it('of nothing is empty', () => {
    expect(refundsOf(basketOf(17, 2377, 500), arrival, settings(0, all), createDice('1'))).toEqual([]);
  });

  it('of a part asks for 10 % to 90 % back, and of some orders the rest as well, later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1_000_000_000 }), fc.string(), (amount, seed) => {
        const [first, second, ...more] = refundsOf(basketOf(17, amount), arrival, settings(all, all), createDice(seed));
        if (first === undefined) throw new Error('every order is refunded');
        expect(more).toEqual([]);
        expect(first.amount.amount).toBeGreaterThanOrEqual(Math.floor(amount / 10));
        expect(first.amount.amount).toBeLessThanOrEqual(Math.ceil((amount * 9) / 10));
        expect(first.at).toBeGreaterThanOrEqual(arrival + HOUR);
        expect(first.at).toBeLessThanOrEqual(arrival + 3 * HOUR);
        if (second === undefined) return;
        expect(second.refundId).toBe('refund-17.1.2');
        expect(first.amount.amount + second.amount.amount).toBe(amount);
        expect(second.at).toBeGreaterThanOrEqual(first.at);
        expect(second.at).toBeLessThanOrEqual(arrival + 3 * HOUR);
      }),
    );
  });

  it('asks for a minor unit at least, and leaves one at least of a part', () => {
    const parts = (amount: number): number[] =>
      Array.from({ length: 40 }, (_, n) =>
        refundsOf(basketOf(n + 1, amount), arrival, settings(all, all), createDice('1')).map(
          (one) => one.amount.amount,
        ),
      ).flat();
    expect(new Set(parts(2))).toEqual(new Set([1]));
    expect(new Set(parts(3))).toEqual(new Set([1, 2]));
    // One minor unit has no parts: it is given back whole.
    expect(new Set(parts(1))).toEqual(new Set([1]));
    expect(parts(1)).toHaveLength(40);
    expect(parts(0)).toEqual([]);
  });

  it('has both parts at once where there is one moment only', () => {
    const plan = planOf(100, settings(all, all, HOUR, HOUR));
    expect(new Set(plan.map(({ at }) => at))).toEqual(new Set([arrival + HOUR]));
  });
});

describe('the refunds of ten thousand orders', () => {
  it('are of the shares that were asked for, half of the partial ones followed by the rest', () => {
    const plan = planOf(10_000, settings(200_000, 400_000));
    const firsts = plan.filter(({ refundId }) => refundId.endsWith('.1.1'));
    const partial = firsts.filter(({ amount }) => amount.amount < 10_000);
    const seconds = plan.length - firsts.length;
    // Four standard deviations are 160, 88 and 57.
    expect(Math.abs(firsts.length - 2000)).toBeLessThan(160);
    expect(Math.abs(partial.length - 800)).toBeLessThan(112);
    expect(Math.abs(seconds - partial.length / 2)).toBeLessThan(60);
  });

  it('are spread evenly over the time that buyers take', () => {
    const early = planOf(10_000, settings(all, 0)).filter(({ at }) => at < arrival + 2 * HOUR);
    expect(Math.abs(early.length - 5000)).toBeLessThan(200);
  });
});

describe('the draws of a refund', () => {
  it('belong to the order alone: other orders and checkouts move nothing', () => {
    const one = settings(500_000, 500_000);
    const alone = refundsOf(basketOf(17, 2377), arrival, one, createDice('1'));
    const dice = createDice('1');
    refundsOf(basketOf(16, 100, 200, 300), arrival, one, dice);
    const crowded = refundsOf(basketOf(17, 2377, 5000), arrival, one, dice);
    expect(crowded.filter(({ orderId: order }) => order === 'order-17.1')).toEqual(alone);
  });

  it('have each a place of its own: who refunds in part refunds when he would have refunded all', () => {
    const inFull = planOf(500, settings(300_000, 0));
    const inPart = planOf(500, settings(300_000, all)).filter(({ refundId }) => refundId.endsWith('.1.1'));
    expect(inPart.map(({ at, refundId }) => [refundId, at])).toEqual(inFull.map(({ at, refundId }) => [refundId, at]));
    const more = planOf(500, settings(600_000, 0));
    expect(more).toEqual(expect.arrayContaining(inFull));
  });

  it('depend on the seed', () => {
    const plan = (seed: string): PlannedRefund[] =>
      refundsOf(basketOf(17, 2377), arrival, settings(all, 0), createDice(seed));
    expect(plan('1')).toEqual(plan('1'));
    expect(plan('1')).not.toEqual(plan('2'));
  });
});
