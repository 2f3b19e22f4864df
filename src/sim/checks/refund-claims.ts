/** What a message about a refund claims to be durable, and what speaks against it. */
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { claim, claimsOfRefund, otherAmountThan, otherThan, unposted } from './claim.ts';
import type { Durable } from './durable.ts';
import { spell } from './figures.ts';

export function refundClaims(durable: Durable): Hearing<Witness> {
  return {
    sent: {
      RefundAccepted: claimsOfRefund(durable, ({ refundId }, { refund }) => {
        const missing = refund === undefined ? 'no refund is stored' : undefined;
        return claim(missing, () => `${refundId} is accepted`, refund);
      }),
      RefundAnswered: claimsOfRefund(durable, ({ refundId, outcome: { status } }, { pspRefund, refund }) => {
        // A refusal may also be of an id that was used before, which says nothing about the refund that is stored.
        const missing = status === 'refunded' ? otherThan(status, 'the refund', pspRefund?.status) : undefined;
        return claim(missing, () => `the PSP answers that ${refundId} was ${status}`, refund);
      }),
      RefundExecuted: claimsOfRefund(durable, ({ refundId, outcome: { status } }, { refundOrder, refund }) => {
        const missing = otherThan(status, "the executor's refund", refundOrder?.status);
        return claim(missing, () => `${refundId} is acknowledged as ${status}`, refund);
      }),
      SellerDebited: claimsOfRefund(durable, ({ refundId, sellerId, amount }, { debit }) => {
        const missing = otherAmountThan(amount, 'debit', debit);
        const said = (): string => `${sellerId} is debited ${spell(amount.amount, amount.currency)} for ${refundId}`;
        return claim(missing, said, amount);
      }),
      RefundPosted: claimsOfRefund(durable, ({ refundId }, { transactions, refund }) => {
        const missing = unposted(refundKinds, transactions);
        return claim(missing, () => `${refundId} is acknowledged as posted`, refund);
      }),
      RefundClosed: claimsOfRefund(durable, ({ refundId, outcome }, { refund }) => {
        const isRefunded = outcome === 'refunded';
        // Of a refund that was never possible nothing has to be stored.
        const isRefused = !isRefunded && (refund === undefined || refund.status === 'refused');
        const missing = isRefused ? undefined : otherThan(isRefunded ? 'posted' : 'refused', 'it', refund?.status);
        return claim(missing, () => `the buyer is told that ${refundId} is ${outcome}`, refund);
      }),
    },
  };
}

const refundKinds = ['refund', 'refundPaid'] as const;
