/** What the payment service asks of the others about a refund, and what it tells the buyer. */
import { addressOf } from '../domain/addresses.ts';
import { bookingDate } from '../domain/booking-date.ts';
import { send, type Effect } from '../domain/effects.ts';
import { allocateRefund, owedToSeller, type Allocation } from '../domain/fees.ts';
import { quoteOf, type Quote } from '../domain/fx.ts';
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
export function debitSeller(refund: RefundRecord, policy: Policy, dates: BusinessDates): Effect {
  const { id: refundId, orderId, sellerId } = refund;
  const share = owedToSeller(allocationOf(refund, policy, dates));
  const amount = policy.defects.has('negative-refund') ? debitIsMinus(share) : share;
  return send(addressOf.wallet(sellerId, share.currency), { type: 'DebitSeller', refundId, orderId, sellerId, amount });
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
    allocation: takenBack(refund, policy, dates),
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
function takenBack(refund: RefundRecord, policy: Policy, dates: BusinessDates): Allocation {
  const nothing = money(0, refund.currency);
  return refund.status === 'paid' ? { seller: nothing, platform: nothing } : allocationOf(refund, policy, dates);
}

/** As bank statements write what goes out. The wallet takes an amount off by itself. */
function debitIsMinus(share: Money): Money {
  return money(-share.amount, share.currency);
}

function allocationOf(refund: RefundRecord, policy: Policy, dates: BusinessDates): Allocation {
  const { amount, currency, before, quote } = refund;
  const rate = policy.defects.has('refund-at-todays-rate') ? todaysQuote(refund, policy, dates) : quote;
  return allocateRefund({ amount, currency }, before, policy.platformFee, rate);
}

/** What the seller's share is worth on the day on which it is taken back. */
function todaysQuote({ currency, refundedAt }: RefundRecord, policy: Policy, dates: BusinessDates): Quote | undefined {
  return refundedAt === undefined ? undefined : quoteOf(currency, dates.psp(refundedAt), policy.fx);
}
