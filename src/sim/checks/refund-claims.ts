/** What a message about a refund claims to be durable, and what speaks against it. */
import type { MessageOf } from '../../domain/messages.ts';
import { claim, otherAmountThan, otherThan, unposted, type Claim } from './claim.ts';
import type { StoredRefund } from './durable.ts';
import { spell } from './figures.ts';

export type RefundMessage = MessageOf<
  'RefundAccepted' | 'RefundAnswered' | 'RefundExecuted' | 'SellerDebited' | 'RefundPosted' | 'RefundClosed'
>;

export function refundClaim(message: RefundMessage, found: StoredRefund): Claim {
  const { refundId } = message;
  const { refund } = found;
  switch (message.type) {
    case 'RefundAccepted': {
      const missing = refund === undefined ? 'no refund is stored' : undefined;
      return claim(missing, () => `${refundId} is accepted`, refund);
    }
    case 'RefundAnswered': {
      const { status } = message.outcome;
      // A refusal may also be of an id that was used before, which says nothing about the refund that is stored.
      const missing = status === 'refunded' ? otherThan(status, 'the refund', found.pspRefund?.status) : undefined;
      return claim(missing, () => `the PSP answers that ${refundId} was ${status}`, refund);
    }
    case 'RefundExecuted': {
      const { status } = message.outcome;
      const missing = otherThan(status, "the executor's refund", found.refundOrder?.status);
      return claim(missing, () => `${refundId} is acknowledged as ${status}`, refund);
    }
    case 'SellerDebited': {
      const { sellerId, amount } = message;
      const missing = otherAmountThan(amount, 'debit', found.debit);
      const said = (): string => `${sellerId} is debited ${spell(amount.amount, amount.currency)} for ${refundId}`;
      return claim(missing, said, amount);
    }
    case 'RefundPosted': {
      const missing = unposted(refundKinds, found.transactions);
      return claim(missing, () => `${refundId} is acknowledged as posted`, refund);
    }
    case 'RefundClosed': {
      const { outcome } = message;
      const isRefunded = outcome === 'refunded';
      // Of a refund that was never possible nothing has to be stored.
      const isRefused = !isRefunded && (refund === undefined || refund.status === 'refused');
      const missing = isRefused ? undefined : otherThan(isRefunded ? 'posted' : 'refused', 'it', refund?.status);
      return claim(missing, () => `the buyer is told that ${refundId} is ${outcome}`, refund);
    }
  }
}

const refundKinds = ['refund', 'refundPaid'] as const;
