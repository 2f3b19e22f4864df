/** What a transaction or a message is on account of: the refund that it names, or else the order. */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';

export type Matter = OrderId | RefundId;

/** Undefined for a transaction that is about neither, as a payout's. */
export function matterOf(transaction: LedgerTransactionRecord): Matter | undefined {
  return refundOf(transaction) ?? transaction.orderId;
}

/** The refund of a refund's transactions, which are named after it: `refundPaid/refund-17.2.1`. */
export function refundOf({ id, kind }: Pick<LedgerTransactionRecord, 'id' | 'kind'>): RefundId | undefined {
  if (kind !== 'refund' && kind !== 'refundPaid') return undefined;
  return id.split('/')[1] as RefundId | undefined;
}

/** The refund that a message names, whose concern is otherwise the order. */
export function refundNamedIn(fact: Fact): RefundId | undefined {
  switch (fact.kind) {
    case 'sent':
    case 'delivered':
    case 'lost':
    case 'rejected': {
      // To read the field takes less time than to ask whether it is there.
      const message: { readonly type: string; readonly refundId?: RefundId } = fact.message;
      return message.refundId;
    }
    default:
      return undefined;
  }
}
