/** The orders that buyers come with, as the shop hears of them: known by name before any service has stored them. */
import type { Instant } from '../../domain/calendar.ts';
import type { CheckoutId, OrderId, SellerId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';

export interface Order {
  readonly id: OrderId;
  readonly checkoutId: CheckoutId;
  /** When its buyer came. */
  readonly at: Instant;
  readonly sellerId: SellerId;
  readonly card: string;
  readonly product: string;
  readonly amount: Money;
}

export interface Orders {
  observe(fact: Fact): void;
  /** In the order in which they came. */
  all(): readonly Order[];
}

export function createOrders(): Orders {
  const orders: Order[] = [];
  return {
    observe(fact) {
      if (fact.kind !== 'delivered' || fact.message.type !== 'BuyerArrived') return;
      const { checkoutId, basket } = fact.message;
      for (const { orderId: id, sellerId, product, amount } of basket.orders)
        orders.push({ id, checkoutId, at: fact.at, sellerId, card: basket.card, product, amount });
    },
    all: () => orders,
  };
}

/** Whether an order of one run is the same order in another: where traffic differs, names go to others. */
export function isSameOrder(one: Order, other: Order): boolean {
  return (
    one.id === other.id &&
    one.at === other.at &&
    one.sellerId === other.sellerId &&
    one.card === other.card &&
    one.product === other.product &&
    one.amount.amount === other.amount.amount &&
    one.amount.currency === other.amount.currency
  );
}
