/** When the payment service is done with an order or a refund: nothing more is asked for it, and what is kept of it may go. */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { OrderProgressRecord, RefundRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';

export function isClosed({ status }: OrderProgressRecord): boolean {
  return status === 'posted' || status === 'declined' || status === 'lapsed';
}

export function isRefundOver({ status }: RefundRecord): boolean {
  return status === 'posted' || status === 'refused';
}

/** The orders and refunds that have been accepted and are not closed. */
export interface OpenOrders {
  observe(fact: Fact): void;
  has(id: OrderId | RefundId): boolean;
}

export function createOpenOrders(): OpenOrders {
  const open = new Set<OrderId | RefundId>();
  return {
    observe(fact) {
      if (fact.kind !== 'written') return;
      if (fact.table !== 'orderProgress' && fact.table !== 'refunds') return;
      const isOver = fact.table === 'refunds' ? isRefundOver(fact.after) : isClosed(fact.after);
      if (isOver) open.delete(fact.after.id);
      else open.add(fact.after.id);
    },
    has: (id) => open.has(id),
  };
}
