/** When the payment service is done with an order: nothing more is asked for it, and what is kept of it may go. */
import type { OrderId } from '../../domain/ids.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';

export function isClosed({ status }: OrderProgressRecord): boolean {
  return status === 'posted' || status === 'declined';
}

/** The orders that have been accepted and are not closed. */
export interface OpenOrders {
  observe(fact: Fact): void;
  has(id: OrderId): boolean;
}

export function createOpenOrders(): OpenOrders {
  const open = new Set<OrderId>();
  return {
    observe(fact) {
      if (fact.kind !== 'written' || fact.table !== 'orderProgress') return;
      if (isClosed(fact.after)) open.delete(fact.after.id);
      else open.add(fact.after.id);
    },
    has: (id) => open.has(id),
  };
}
