import { describe, expect, it } from 'vitest';
import { goodPolicy } from '../../test/support/good-days-policy.ts';
import { withOrderAmounts } from './basket-parts.ts';
import { currency } from './currency.ts';
import { buyerId, orderId, sellerId } from './ids.ts';
import type { Basket } from './messages.ts';
import { money, total } from './money.ts';

const EUR = currency('EUR');
const careless = { ...goodPolicy, defects: new Set(['split-drops-remainder'] as const) };

function basketOf(...amounts: number[]): Basket {
  const orders = amounts.map((amount, index) => {
    const names = { orderId: orderId(17, index + 1), sellerId: sellerId(index + 1), product: 'Lamp' };
    return { ...names, amount: money(amount, EUR) };
  });
  const prices = orders.map((order) => order.amount);
  return { buyerId: buyerId(8), card: 'card-8', orders, total: total(prices, EUR) };
}

function amountsOf({ orders }: Basket): number[] {
  return orders.map(({ amount }) => amount.amount);
}

describe('the orders of a checkout', () => {
  it('are what the basket says', () => {
    const basket = basketOf(3333, 3333, 3334);
    expect(withOrderAmounts(basket, goodPolicy)).toBe(basket);
  });

  it('lose what their percentages do not tell: three times 33.33 become three times 33.32', () => {
    // A third is 33.33 %, and 33.33 % of 99.99 are 33.326667.
    expect(amountsOf(withOrderAmounts(basketOf(3333, 3333, 3333), careless))).toEqual([3332, 3332, 3332]);
    expect(amountsOf(withOrderAmounts(basketOf(3300, 3300, 3400), careless))).toEqual([3300, 3300, 3400]);
    // 61.20 of 99.55 is 61.47 %, which is 61.193385; 38.35 is 38.52 %, which is 38.34666.
    expect(amountsOf(withOrderAmounts(basketOf(6120, 3835), careless))).toEqual([6119, 3834]);
  });

  it('are whole where there is one of them, or nothing to be divided', () => {
    expect(amountsOf(withOrderAmounts(basketOf(6120), careless))).toEqual([6120]);
    expect(amountsOf(withOrderAmounts(basketOf(0, 0), careless))).toEqual([0, 0]);
  });

  it('keep the total that the buyer agreed to', () => {
    const basket = basketOf(6120, 3835);
    expect(withOrderAmounts(basket, careless).total).toEqual(money(9955, EUR));
  });
});
