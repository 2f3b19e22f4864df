/**
 * Double entry. A posting moves a positive amount from one account (credited) to another (debited), so every
 * transaction balances by construction; a balance is debits minus credits, derived. The rules below are the whole of
 * the book-keeping.
 */
import { pendingPayable, type Account } from './accounts.ts';
import type { BusinessDate, Instant } from './calendar.ts';
import type { Allocation } from './fees.ts';
import type { OrderId, PspReference, SellerId } from './ids.ts';
import type { Money } from './money.ts';
import type { LedgerTransactionRecord } from './records.ts';

export interface Posting extends Money {
  /** The account that is credited. */
  readonly from: Account;
  /** The account that is debited. */
  readonly to: Account;
}

export type TransactionKind = 'capture' | 'allocate' | 'pspFee' | 'payout' | 'cash';

export interface Sale {
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  readonly amount: Money;
  readonly allocation: Allocation;
  readonly pspReference: PspReference;
  readonly saleDate: BusinessDate;
}

/** A posting of a positive amount; nothing at all for zero. */
export function move(amount: Money, from: Account, to: Account): Posting[] {
  if (amount.amount < 0) throw new RangeError(`a posting of ${amount.amount} from ${from} to ${to} is not positive`);
  return amount.amount === 0 ? [] : [{ from, to, amount: amount.amount, currency: amount.currency }];
}

/** The buyer's money is owed to us by the PSP, and by us to whoever the sale belongs to. */
export function captureTransaction(sale: Sale, at: Instant): LedgerTransactionRecord {
  const { orderId, pspReference, saleDate } = sale;
  const postings = move(sale.amount, 'customer:clearing', 'psp:receivable');
  return { id: captureId(orderId), kind: 'capture', at, orderId, pspReference, saleDate, postings };
}

/** The sale is divided between the seller and the platform. */
export function allocateTransaction(sale: Sale, at: Instant): LedgerTransactionRecord {
  const postings = [
    ...move(sale.allocation.seller, pendingPayable(sale.sellerId), 'customer:clearing'),
    ...move(sale.allocation.platform, 'platform_fee', 'customer:clearing'),
  ];
  return { id: `allocate/${sale.orderId}`, kind: 'allocate', at, orderId: sale.orderId, postings };
}

/** The PSP kept its fee of a charge. */
export function pspFeeTransaction(line: { orderId: OrderId; reference: PspReference }, fee: Money, at: Instant): LedgerTransactionRecord {
  const postings = move(fee, 'psp:receivable', 'psp_fee');
  return { id: `pspFee/${line.reference}`, kind: 'pspFee', at, orderId: line.orderId, pspReference: line.reference, postings };
}

/** The PSP says that it has paid out: the money is on its way. */
export function payoutTransaction(payoutId: string, amount: Money, at: Instant): LedgerTransactionRecord {
  return { id: payoutTransactionId(payoutId), kind: 'payout', at, postings: move(amount, 'psp:receivable', 'psp:in_transit') };
}

/** The bank's statement shows the money. */
export function cashTransaction(payoutId: string, amount: Money, at: Instant): LedgerTransactionRecord {
  return { id: `cash/${payoutId}`, kind: 'cash', at, postings: move(amount, 'psp:in_transit', 'bank:cash') };
}

export function captureId(order: OrderId): string {
  return `capture/${order}`;
}

export function payoutTransactionId(payoutId: string): string {
  return `payout/${payoutId}`;
}
