/** What each order of a checkout is to be: the basket says so, order by order. */
import type { Basket } from './messages.ts';
import { money } from './money.ts';
import type { Policy } from './policy.ts';

/** The basket as it is stored: each order at the price of its goods, but for the mistake of dividing the total. */
export function withOrderAmounts(basket: Basket, { defects }: Policy): Basket {
  return defects.has('split-drops-remainder') ? byPercentages(basket) : basket;
}

const hundredPercent = 10_000n;

/**
 * The total is divided by the orders' shares of it, as percentages with two decimals; whatever is smaller is cut off, and
 * belongs to nobody.
 */
function byPercentages(basket: Basket): Basket {
  const whole = BigInt(basket.total.amount);
  if (whole === 0n) return basket;
  const orders = basket.orders.map((order) => {
    const share = (BigInt(order.amount.amount) * hundredPercent) / whole;
    return { ...order, amount: money(Number((whole * share) / hundredPercent), basket.total.currency) };
  });
  return { ...basket, orders };
}
