/** Which buyers want money back, how much and when: drawn for each order by itself, whatever becomes of the order. */
import type { Instant } from '../../domain/calendar.ts';
import { refundId, type OrderId, type RefundId } from '../../domain/ids.ts';
import type { Basket, BasketOrder } from '../../domain/messages.ts';
import { subtract, type Money } from '../../domain/money.ts';
import type { Dice, Draw } from '../kernel/dice.ts';
import type { Refunds } from '../scenario/scenario.ts';
import { between, partOf } from './parts.ts';

/** A buyer comes back for money at an instant. */
export interface PlannedRefund {
  readonly at: Instant;
  readonly refundId: RefundId;
  readonly orderId: OrderId;
  /** At least one minor unit; all refunds of an order are at most the order. */
  readonly amount: Money;
}

/** The refunds of orders whose goods are there at an instant: order by order, the first refund of an order first. */
export function refundsOf(
  { orders }: Pick<Basket, 'orders'>,
  arrivalAt: Instant,
  refunds: Refunds,
  dice: Dice,
): PlannedRefund[] {
  if (refunds.share === 0) return [];
  return orders.flatMap((order) => refundsOfOrder(order, arrivalAt, refunds, dice.stream('refund', order.orderId)));
}

/** Each question has its place in the order's stream, so that the answer to one moves no other. */
function refundsOfOrder(
  { orderId, amount }: BasketOrder,
  arrivalAt: Instant,
  { share, partial, after: { leastMs, mostMs } }: Refunds,
  draw: Draw,
): PlannedRefund[] {
  const wanted = draw() * 1_000_000 < share;
  const firstMs = between(leastMs, mostMs, draw());
  const ofAPart = draw() * 1_000_000 < partial;
  const part = partOf(amount, draw());
  const comesAgain = draw() < 0.5;
  const secondMs = between(Math.min(firstMs + 1, mostMs), mostMs, draw());

  const refund = (n: number, afterMs: number, of: Money): PlannedRefund => {
    return { at: arrivalAt + afterMs, refundId: refundId(orderId, n), orderId, amount: of };
  };
  if (!wanted || amount.amount === 0) return [];
  // One minor unit has no parts.
  if (!ofAPart || amount.amount === 1) return [refund(1, firstMs, amount)];
  const first = refund(1, firstMs, part);
  return comesAgain ? [first, refund(2, secondMs, subtract(amount, part))] : [first];
}
