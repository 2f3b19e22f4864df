/** Which orders are captured later, and what their sellers dispatch and when: drawn for each order by itself. */
import type { OrderId } from '../../domain/ids.ts';
import type { Basket, BasketOrder } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { Dice, Draw } from '../kernel/dice.ts';
import type { LaterCaptures } from '../scenario/scenario.ts';
import { between, partOf } from './parts.ts';

/** What becomes of an order that is captured later; `never` for one that is not dispatched. */
export type PlannedDispatch = 'never' | { readonly afterMs: number; readonly amount: Money };

/** The orders of a checkout that are captured later. */
export type Dispatches = ReadonlyMap<OrderId, PlannedDispatch>;

export function dispatchesOf({ orders }: Basket, captures: LaterCaptures | undefined, dice: Dice): Dispatches {
  const dispatches = new Map<OrderId, PlannedDispatch>();
  if (captures === undefined) return dispatches;
  for (const order of orders) {
    const planned = dispatchOf(order, captures, dice.stream('dispatch', order.orderId));
    if (planned !== undefined) dispatches.set(order.orderId, planned);
  }
  return dispatches;
}

/** The same checkout, in which the orders that are captured later say so. */
export function withDispatches(basket: Basket, dispatches: Dispatches): Basket {
  if (dispatches.size === 0) return basket;
  const orders = basket.orders.map((order): BasketOrder => {
    return dispatches.has(order.orderId) ? { ...order, captureLater: true } : order;
  });
  return { ...basket, orders };
}

/** Each question has its place in the order's stream, so that the answer to one moves no other. */
function dispatchOf(
  { amount }: BasketOrder,
  { later, after: { leastMs, mostMs }, partial, never }: LaterCaptures,
  draw: Draw,
): PlannedDispatch | undefined {
  const isLater = draw() * 1_000_000 < later;
  const isNever = draw() * 1_000_000 < never;
  const afterMs = between(leastMs, mostMs, draw());
  const ofAPart = draw() * 1_000_000 < partial;
  const part = draw();
  if (!isLater || amount.amount === 0) return undefined;
  if (isNever) return 'never';
  // One minor unit has no parts.
  return { afterMs, amount: ofAPart && amount.amount > 1 ? partOf(amount, part) : amount };
}
