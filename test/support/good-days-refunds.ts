/** Refunds in which everything is as it should be, told as facts. */
import { addressOf } from '../../src/domain/addresses.ts';
import { businessDateOf, type Instant } from '../../src/domain/calendar.ts';
import {
  idempotencyKey,
  orderOfRefund,
  refundReference,
  walletId,
  type RefundId,
  type SellerId,
} from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import { refundPaidTransaction, refundTransaction, type RefundPosting } from '../../src/domain/postings.ts';
import type { RefundOrderRecord } from '../../src/domain/executor-records.ts';
import type { PspRefundRecord, RefundRecord } from '../../src/domain/records.ts';
import type { RefundLine } from '../../src/domain/settlement-file.ts';
import type { FactTape } from './fact-tape.ts';
import { EUR, goodPolicy } from './good-days-policy.ts';

/** A refund with the figures that are expected of it, in cents. */
export interface Refund {
  readonly id: RefundId;
  readonly seller: SellerId;
  readonly amount: number;
  /** What was given back of the order before. */
  readonly before: number;
  /** The seller's part of it. */
  readonly sellerPart: number;
  /** The seller's balance after it, and how many changes it then had. */
  readonly balance: number;
  readonly version: number;
  /** When the PSP pays; at once where it is not given. */
  readonly paidAt?: Instant;
}

/** From the buyer's wish to the buyer's answer. */
export function playRefund(tape: FactTape, refund: Refund): void {
  const { id } = refund;
  const orderId = orderOfRefund(id);
  const names = { refundId: id, orderId };
  const [shop, saga] = [addressOf.refundRequest(id), addressOf.refundSaga(id)];
  const amount = money(refund.amount, EUR);
  tape.send(shop, shop, { type: 'RefundWanted', ...names, amount });
  tape.send(shop, saga, { type: 'RefundAsked', ...names, amount });
  const accepted: RefundRecord = {
    ...{ id, orderId, sellerId: refund.seller, key: idempotencyKey(orderId, 1), status: 'accepted' },
    before: minorUnits(refund.before),
    ...amount,
  };
  const reserved = minorUnits(refund.before + refund.amount);
  tape.commit(saga, ['refunds', accepted], ['refundBalances', { id: orderId, reserved, version: reserved }]);
  tape.send(saga, shop, { type: 'RefundAccepted', ...names });
  const paid = { ...accepted, status: 'paid', ...payBack(tape, accepted, refund) } as const;
  tape.commit(saga, ['refunds', paid]);
  takeFromSeller(tape, refund);
  tape.commit(saga, ['refunds', { ...paid, status: 'debited' }]);
  postRefund(tape, refund, paid);
  tape.commit(saga, ['refunds', { ...paid, status: 'posted' }]);
  tape.send(saga, shop, { type: 'RefundClosed', ...names, outcome: 'refunded' });
}

/** A refund of more than is left is refused. */
export function refuseRefund(tape: FactTape, refund: Pick<Refund, 'id' | 'seller' | 'amount' | 'before'>): void {
  const { id, seller: sellerId } = refund;
  const orderId = orderOfRefund(id);
  const names = { refundId: id, orderId };
  const [shop, saga] = [addressOf.refundRequest(id), addressOf.refundSaga(id)];
  const amount = money(refund.amount, EUR);
  tape.send(shop, shop, { type: 'RefundWanted', ...names, amount });
  tape.send(shop, saga, { type: 'RefundAsked', ...names, amount });
  const stored = {
    id,
    orderId,
    sellerId,
    key: idempotencyKey(orderId, 1),
    before: minorUnits(refund.before),
    ...amount,
  };
  tape.commit(saga, ['refunds', { ...stored, status: 'refused', reason: 'refund_exceeds_order' }]);
  tape.send(saga, shop, { type: 'RefundClosed', ...names, outcome: 'refused' });
}

/** The executor has the PSP pay. */
function payBack(
  tape: FactTape,
  { id, orderId, key, amount, currency }: RefundRecord,
  { paidAt }: Refund,
): { readonly pspReference: PspRefundRecord['reference']; readonly refundedAt: Instant } {
  const names = { refundId: id, orderId };
  const [saga, executor] = [addressOf.refundSaga(id), addressOf.refundOrder(id)];
  const psp = addressOf.chargeRefunds(key);
  const value = { amount, currency };
  const created: RefundOrderRecord = { id, orderId, key, status: 'created', ...value };
  tape.send(saga, executor, { type: 'ExecuteRefund', ...names, key, amount: value });
  tape.commit(executor, ['refundOrders', created]);
  tape.send(executor, psp, { type: 'RefundRequested', ...names, key, amount: value });
  tape.waitUntil(paidAt ?? tape.now() + 200);
  const [reference, refundedAt] = [refundReference(id), tape.now()];
  const businessDate = businessDateOf(goodPolicy.pspCalendar, refundedAt);
  const paid: PspRefundRecord = {
    ...{ id, reference, orderId, key, status: 'refunded', refundedAt, businessDate },
    ...value,
  };
  tape.commit(psp, ['pspRefunds', paid], ['refundTotals', { id: key, orderId, refunded: amount, version: 1 }]);
  const outcome = { status: 'refunded', reference, refundedAt } as const;
  tape.send(psp, executor, { type: 'RefundAnswered', ...names, outcome });
  tape.commit(executor, ['refundOrders', { ...created, status: 'refunded', pspReference: reference, refundedAt }]);
  tape.send(executor, saga, { type: 'RefundExecuted', ...names, outcome });
  return { pspReference: reference, refundedAt };
}

function takeFromSeller(tape: FactTape, { id, seller, sellerPart, balance, version }: Refund): void {
  const orderId = orderOfRefund(id);
  const [saga, wallet] = [addressOf.refundSaga(id), addressOf.wallet(seller, EUR)];
  const debit = { refundId: id, orderId, sellerId: seller, amount: money(sellerPart, EUR) };
  const name = walletId(seller, EUR);
  tape.send(saga, wallet, { type: 'DebitSeller', ...debit });
  tape.commit(
    wallet,
    ['debits', { id, orderId, walletId: name, at: tape.now(), ...money(sellerPart, EUR) }],
    ['wallets', { id: name, sellerId: seller, currency: EUR, balance: minorUnits(balance), version }],
  );
  tape.send(wallet, saga, { type: 'SellerDebited', ...debit });
}

function postRefund(
  tape: FactTape,
  { id, seller, amount, sellerPart }: Refund,
  { pspReference, refundedAt }: ReturnType<typeof payBack>,
): void {
  const orderId = orderOfRefund(id);
  const [saga, ledger] = [addressOf.refundSaga(id), addressOf.ledgerTransaction(id)];
  const refund: RefundPosting = {
    ...{ refundId: id, orderId, sellerId: seller, pspReference },
    amount: money(amount, EUR),
    allocation: { seller: money(sellerPart, EUR), platform: money(amount - sellerPart, EUR) },
    refundDate: businessDateOf(goodPolicy.pspCalendar, refundedAt),
  };
  tape.send(saga, ledger, { type: 'PostRefund', refundId: id, orderId, refund });
  const at = tape.now();
  tape.commit(
    ledger,
    ['postedRequests', { id, at, transactions: 2 }],
    ['transactions', refundTransaction(refund, at)],
    ['transactions', refundPaidTransaction(refund, at)],
  );
  tape.send(ledger, saga, { type: 'RefundPosted', refundId: id, orderId });
}

/** The line of a refund in the PSP's file. */
export function refundLine(tape: FactTape, id: RefundId): RefundLine {
  for (const fact of tape.facts) {
    if (fact.kind !== 'written' || fact.table !== 'pspRefunds' || fact.after.id !== id) continue;
    const { reference, orderId, refundedAt, amount } = fact.after;
    return { type: 'refund', reference, orderId, refundId: id, refundedAt, amount };
  }
  throw new Error(`the PSP has not paid ${id}`);
}
