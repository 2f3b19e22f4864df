/** What a message about a refund claims to be durable, and what speaks against it. */
import type { MessageOf } from '../../domain/messages.ts';
import { otherAmountThan, otherThan, type Claim } from './claim.ts';
import type { StoredRefund } from './durable.ts';
import { spell } from './figures.ts';

export type RefundMessage = MessageOf<
  'RefundAccepted' | 'RefundAnswered' | 'RefundExecuted' | 'SellerDebited' | 'RefundPosted' | 'RefundClosed'
>;

export function refundClaim(message: RefundMessage, stored: StoredRefund): Claim {
  const { refundId } = message;
  switch (message.type) {
    case 'RefundAccepted':
      return {
        said: `${refundId} is accepted`,
        missing: stored.refund === undefined ? 'no refund is stored' : undefined,
      };
    case 'RefundAnswered': {
      const { status } = message.outcome;
      // A refusal may also be of an id that was used before, which says nothing about the refund that is stored.
      const missing = status === 'refunded' ? otherThan(status, 'the refund', stored.pspRefund?.status) : undefined;
      return { said: `the PSP answers that ${refundId} was ${status}`, missing };
    }
    case 'RefundExecuted': {
      const { status } = message.outcome;
      return {
        said: `${refundId} is acknowledged as ${status}`,
        missing: otherThan(status, "the executor's refund", stored.refundOrder?.status),
      };
    }
    case 'SellerDebited': {
      const { sellerId, amount } = message;
      return {
        said: `${sellerId} is debited ${spell(amount.amount, amount.currency)} for ${refundId}`,
        missing: otherAmountThan(amount, 'debit', stored.debit),
        money: amount,
      };
    }
    case 'RefundPosted': {
      const absent = (['refund', 'refundPaid'] as const).filter((kind) => !stored.transactions.has(kind));
      const missing = absent.length === 0 ? undefined : `the ledger has no ${absent.join(' and no ')} posting of it`;
      return { said: `${refundId} is acknowledged as posted`, missing };
    }
    case 'RefundClosed': {
      const isRefunded = message.outcome === 'refunded';
      // Of a refund that was never possible nothing has to be stored.
      const isRefused = !isRefunded && (stored.refund === undefined || stored.refund.status === 'refused');
      const missing = isRefused ? undefined : otherThan(isRefunded ? 'posted' : 'refused', 'it', stored.refund?.status);
      return { said: `the buyer is told that ${refundId} is ${message.outcome}`, missing };
    }
  }
}
