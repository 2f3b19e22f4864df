/** What the payment service asks of the others about a refund, and what it tells the buyer. */
import { addressOf } from '../domain/addresses.ts';
import { bookingDate } from '../domain/booking-date.ts';
import { send, type Effect } from '../domain/effects.ts';
import { allocateRefund, type Allocation } from '../domain/fees.ts';
import { orderOfRefund, type RefundId } from '../domain/ids.ts';
import { money, type Money } from '../domain/money.ts';
import type { BusinessDates, Policy } from '../domain/policy.ts';
import type { RefundPosting } from '../domain/postings.ts';
import type { RefundRecord } from '../domain/records.ts';

export function executeRefund({ id: refundId, orderId, key, amount, currency }: RefundRecord): Effect {
  const message = { type: 'ExecuteRefund', refundId, orderId, key, amount: { amount, currency } } as const;
  return send(addressOf.refundOrder(refundId), message);
}

/** The seller gives back the share that came from the sale. */
export function debitSeller(refund: RefundRecord, policy: Policy): Effect {
  const { id: refundId, orderId, sellerId, currency } = refund;
  const share = allocationOf(refund, policy).seller;
  const amount = policy.defects.has('negative-refund') ? debitIsMinus(share) : share;
  return send(addressOf.wallet(sellerId, currency), { type: 'DebitSeller', refundId, orderId, sellerId, amount });
}

/** @throws Error when the PSP has not paid the refund yet */
export function postRefund(refund: RefundRecord, policy: Policy, dates: BusinessDates): Effect {
  const { id: refundId, orderId, sellerId, amount, currency, pspReference, refundedAt } = refund;
  if (pspReference === undefined || refundedAt === undefined) throw new Error(`${refundId} has not been paid`);
  const posting: RefundPosting = {
    refundId,
    orderId,
    sellerId,
    amount: { amount, currency },
    allocation: takenBack(refund, policy),
    pspReference,
    refundDate: bookingDate(refundedAt, policy, dates),
  };
  return send(addressOf.ledgerTransaction(refundId), { type: 'PostRefund', refundId, orderId, refund: posting });
}

export function acceptRefund(refundId: RefundId): Effect {
  const message = { type: 'RefundAccepted', refundId, orderId: orderOfRefund(refundId) } as const;
  return send(addressOf.refundRequest(refundId), message);
}

export function reportClosed(refundId: RefundId, outcome: 'refunded' | 'refused'): Effect {
  const message = { type: 'RefundClosed', refundId, orderId: orderOfRefund(refundId), outcome } as const;
  return send(addressOf.refundRequest(refundId), message);
}

/** Without a debit, nothing is taken back from anybody. */
function takenBack(refund: RefundRecord, policy: Policy): Allocation {
  const nothing = money(0, refund.currency);
  return refund.status === 'paid' ? { seller: nothing, platform: nothing } : allocationOf(refund, policy);
}

/** As bank statements write what goes out. The wallet takes an amount off by itself. */
function debitIsMinus(share: Money): Money {
  return money(-share.amount, share.currency);
}

function allocationOf({ amount, currency, before }: RefundRecord, { platformFee }: Policy): Allocation {
  return allocateRefund({ amount, currency }, before, platformFee);
}
