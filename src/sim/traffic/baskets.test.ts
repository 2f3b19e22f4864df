import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import type { Basket } from '../../domain/messages.ts';
import { minorUnits, type PartsPerMillion } from '../../domain/money.ts';
import { createDice } from '../kernel/dice.ts';
import type { CurrencyShare, Scenario } from '../scenario/scenario.ts';
import { createBaskets, type Baskets } from './baskets.ts';
import { createCatalogue } from './catalogue.ts';

function prices(code: string, share: PartsPerMillion, lowest: number, highest: number): CurrencyShare {
  return { currency: currency(code), share, lowest: minorUnits(lowest), highest: minorUnits(highest) };
}

type Trade = Pick<Scenario, 'buyers' | 'sellers' | 'baskets' | 'currencies'>;

const trade: Trade = {
  buyers: { count: 50 },
  sellers: { count: 10, popularity: 'zipf' },
  baskets: { sellers: [6, 3, 1] },
  currencies: [prices('EUR', 800_000, 500, 20_000), prices('JPY', 200_000, 100, 3000)],
};

/** The baskets of a scenario, as far as baskets look at it. */
function basketsOf(change: Partial<Trade> = {}, seed = '1'): Baskets {
  const parts: Trade = { ...trade, ...change };
  const dice = createDice(seed);
  return createBaskets(parts as Scenario, createCatalogue(dice, parts.sellers.count), dice);
}

function firstBaskets(count: number, change: Partial<Trade> = {}): Basket[] {
  const basketOf = basketsOf(change);
  return Array.from({ length: count }, (_, index) => basketOf(index + 1));
}

/** How often each seller is in a basket, seller-1 first. */
function salesBySeller(baskets: readonly Basket[], sellers: number): number[] {
  const orders = baskets.flatMap((basket) => basket.orders);
  return Array.from(
    { length: sellers },
    (_, index) => orders.filter(({ sellerId }) => sellerId === `seller-${index + 1}`).length,
  );
}

describe('a basket', () => {
  it('is the same for the same seed and checkout, whatever baskets came before', () => {
    const [basketOf, again] = [basketsOf(), basketsOf()];
    const seventh = basketOf(7);
    for (const n of [3, 1, 9]) again(n);
    expect(again(7)).toEqual(seventh);
    expect(basketOf(8)).not.toEqual(seventh);
    expect(basketsOf({}, '2')(7)).not.toEqual(seventh);
  });

  it('has orders that are numbered, from different sellers, in one currency, and that sum to its total', () => {
    for (const [index, { orders, total }] of firstBaskets(500).entries()) {
      expect(orders.map(({ orderId }) => orderId)).toEqual(orders.map((_, k) => `order-${index + 1}.${k + 1}`));
      expect(new Set(orders.map(({ sellerId }) => sellerId)).size).toBe(orders.length);
      expect(orders.every(({ amount }) => amount.currency === total.currency)).toBe(true);
      expect(orders.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(total.amount);
    }
  });

  it('has prices within the range of its currency, up to both ends of it', () => {
    const narrow = [prices('EUR', 1_000_000, 500, 502)];
    const amounts = firstBaskets(500, { currencies: narrow }).flatMap(({ orders }) =>
      orders.map(({ amount }) => amount.amount),
    );
    expect([...new Set(amounts)].toSorted((a, b) => a - b)).toEqual([500, 501, 502]);
    for (const { orders } of firstBaskets(500)) {
      for (const { amount } of orders) {
        const [lowest, highest] = amount.currency === 'EUR' ? [500, 20_000] : [100, 3000];
        expect(amount.amount).toBeGreaterThanOrEqual(lowest);
        expect(amount.amount).toBeLessThanOrEqual(highest);
      }
    }
  });

  it('has one price when there is one only', () => {
    const [basket] = firstBaskets(1, {
      currencies: [prices('EUR', 1_000_000, 1999, 1999)],
      baskets: { sellers: [0, 1] },
    });
    expect(basket?.orders.map(({ amount }) => amount)).toEqual([
      { amount: 1999, currency: 'EUR' },
      { amount: 1999, currency: 'EUR' },
    ]);
    expect(basket?.total).toEqual({ amount: 3998, currency: 'EUR' });
  });

  it('is paid with the card of its buyer, who is one of those there are', () => {
    const buyers = firstBaskets(500).map(({ buyerId, card }) => `${buyerId} ${card}`);
    expect(new Set(buyers).size).toBe(50);
    expect(buyers.every((buyer) => /^buyer-(\d+) card-\1$/.test(buyer))).toBe(true);
  });

  it('of three sellers where there is one has one order', () => {
    const [basket] = firstBaskets(1, { sellers: { count: 1, popularity: 'zipf' }, baskets: { sellers: [0, 0, 1] } });
    expect(basket?.orders.map(({ sellerId }) => sellerId)).toEqual(['seller-1']);
  });

  it('of all sellers has every one of them once', () => {
    const all = { sellers: { count: 3, popularity: 'zipf' }, baskets: { sellers: [0, 0, 1] } } as const;
    for (const { orders } of firstBaskets(50, all)) {
      expect(orders.map(({ sellerId }) => sellerId).toSorted()).toEqual(['seller-1', 'seller-2', 'seller-3']);
    }
  });

  it('needs a currency', () => {
    expect(() => basketsOf({ currencies: [] })(1)).toThrow('a scenario without currencies has no baskets');
  });
});

describe('ten thousand baskets', () => {
  it('have one, two and three sellers, and each currency, in the shares that were asked for', () => {
    const baskets = firstBaskets(10_000);
    const shareOf = (test: (basket: Basket) => boolean): number => baskets.filter(test).length / 10_000;
    // Four standard deviations are 0.02 at most.
    expect(Math.abs(shareOf(({ orders }) => orders.length === 1) - 0.6)).toBeLessThan(0.02);
    expect(Math.abs(shareOf(({ orders }) => orders.length === 2) - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(shareOf(({ orders }) => orders.length === 3) - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(shareOf(({ total }) => total.currency === 'JPY') - 0.2)).toBeLessThan(0.02);
  });

  it('are bought from the n-th seller a n-th as often as from the first, by Zipf', () => {
    const sales = salesBySeller(firstBaskets(10_000, { baskets: { sellers: [1] } }), 10);
    expect(sales).toEqual(sales.toSorted((a, b) => b - a));
    // 1 + 1/2 + ... + 1/10 is 2.929, so that the shares are 34.1 %, 17.1 %, 11.4 %, ... and 3.4 %.
    for (const [index, percent] of [34.1, 17.1, 11.4, 8.5, 6.8, 5.7, 4.9, 4.3, 3.8, 3.4].entries()) {
      expect(Math.abs((sales[index] ?? 0) / 100 - percent)).toBeLessThan(1.9);
    }
  });

  it('are bought from equal sellers about as often from each', () => {
    const sellers = { count: 10, popularity: 'equal' } as const;
    const sales = salesBySeller(firstBaskets(10_000, { sellers, baskets: { sellers: [1] } }), 10);
    // Four standard deviations of 1,000 are 120.
    expect(sales.every((count) => Math.abs(count - 1000) < 120)).toBe(true);
  });
});
