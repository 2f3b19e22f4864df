/** When the payment service is done with an order or a refund: nothing more is asked for it, and what is kept of it may go. */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { OrderProgressRecord, RefundRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';

export function isClosed({ status }: OrderProgressRecord): boolean {
  return status === 'posted' || status === 'declined' || status === 'lapsed';
}

export function isRefundOver({ status }: RefundRecord): boolean {
  return status === 'posted' || status === 'refused';
}

/** The orders and refunds that have been accepted and are not closed. */
export interface OpenOrders {
  readonly hears: Hearing;
  has(id: OrderId | RefundId): boolean;
}

export function createOpenOrders(): OpenOrders {
  const open = new Set<OrderId | RefundId>();
  const note = (id: OrderId | RefundId, isOver: boolean): void => {
    if (isOver) open.delete(id);
    else open.add(id);
  };
  return {
    hears: {
      written: {
        orderProgress: ({ after }) => note(after.id, isClosed(after)),
        refunds: ({ after }) => note(after.id, isRefundOver(after)),
      },
    },
    has: (id) => open.has(id),
  };
}
