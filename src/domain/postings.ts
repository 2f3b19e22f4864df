/** The rules of the book-keeping: what a sale, a fee, a payout and a bank line post. */
import { pendingPayable } from './accounts.ts';
import type { BusinessDate, Instant } from './calendar.ts';
import { noDefects, type Defects } from './defects.ts';
import type { Allocation } from './fees.ts';
import type { OrderId, PspReference, RefundId, SellerId } from './ids.ts';
import { money, type Money } from './money.ts';
import { move } from './posting.ts';
import type { LedgerTransactionRecord } from './records.ts';
import type { ChargeLine, SettlementFile } from './settlement-file.ts';

export interface Sale {
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  readonly amount: Money;
  readonly allocation: Allocation;
  readonly pspReference: PspReference;
  readonly saleDate: BusinessDate;
  /** The name under which the ledger posts it once; its order's, unless it says otherwise. */
  readonly postedAs?: string;
}

/** A refund that the PSP has paid: what each side of the sale gives back. */
export interface RefundPosting {
  readonly refundId: RefundId;
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  readonly amount: Money;
  readonly allocation: Allocation;
  readonly pspReference: PspReference;
  /** The PSP's business date of the refund. */
  readonly refundDate: BusinessDate;
}

/** The buyer's money is owed to us by the PSP, and by us to whoever the sale belongs to. */
export function captureTransaction(sale: Sale, at: Instant): LedgerTransactionRecord {
  const { orderId, pspReference, saleDate, postedAs = orderId } = sale;
  const postings = move(sale.amount, 'customer:clearing', 'psp:receivable');
  return { id: captureId(postedAs), kind: 'capture', at, orderId, pspReference, saleDate, postings };
}

/**
 * The sale is divided between the seller and the platform. Where the seller is paid in another currency, the position takes
 * the share over in the buyer's and gives it out in the seller's: each currency is in balance by itself.
 */
export function allocateTransaction(sale: Sale, at: Instant, defects: Defects = noDefects): LedgerTransactionRecord {
  const income = defects.has('one-sided-posting') ? 'customer:clearing' : 'platform_fee';
  const { seller, platform, converted } = sale.allocation;
  const payable = pendingPayable(sale.sellerId);
  const postings = [
    ...(converted === undefined
      ? move(seller, payable, 'customer:clearing')
      : [...move(seller, 'fx:position', 'customer:clearing'), ...move(converted, payable, 'fx:position')]),
    ...move(platform, income, 'customer:clearing'),
  ];
  const { orderId, postedAs = orderId } = sale;
  return { id: `allocate/${postedAs}`, kind: 'allocate', at, orderId, postings };
}

/** Seller and platform give back their shares of what the buyer is owed. */
export function refundTransaction(refund: RefundPosting, at: Instant): LedgerTransactionRecord {
  const { seller, platform, converted } = refund.allocation;
  const payable = pendingPayable(refund.sellerId);
  const postings = [
    ...(converted === undefined
      ? move(seller, 'refund:clearing', payable)
      : [...move(seller, 'refund:clearing', 'fx:position'), ...move(converted, 'fx:position', payable)]),
    ...move(platform, 'refund:clearing', 'platform_fee'),
  ];
  return { id: `refund/${refund.refundId}`, kind: 'refund', at, orderId: refund.orderId, postings };
}

/** The PSP has paid the buyer back, and owes us so much less. */
export function refundPaidTransaction(refund: RefundPosting, at: Instant): LedgerTransactionRecord {
  const { orderId, pspReference, refundDate } = refund;
  const postings = move(refund.amount, 'psp:receivable', 'refund:clearing');
  const id = refundPaidId(refund.refundId);
  return { id, kind: 'refundPaid', at, orderId, pspReference, saleDate: refundDate, postings };
}

/** The PSP kept its fee of a charge. */
export function pspFeeTransaction(
  line: { orderId: OrderId; reference: PspReference },
  fee: Money,
  at: Instant,
): LedgerTransactionRecord {
  const postings = move(fee, 'psp:receivable', 'psp_fee');
  return {
    id: `pspFee/${line.reference}`,
    kind: 'pspFee',
    at,
    orderId: line.orderId,
    pspReference: line.reference,
    postings,
  };
}

/** The sale once more, under its own name, with what the PSP kept of it: to be written over what was posted. */
export function captureWithFeeTransaction(
  { orderId, reference, gross, fee }: ChargeLine,
  { currency, date }: Pick<SettlementFile, 'currency' | 'date'>,
  at: Instant,
): LedgerTransactionRecord {
  const postings = [
    ...move(money(gross, currency), 'customer:clearing', 'psp:receivable'),
    ...move(money(fee, currency), 'psp:receivable', 'psp_fee'),
  ];
  return { id: captureId(orderId), kind: 'capture', at, orderId, pspReference: reference, saleDate: date, postings };
}

/** The PSP says that it has paid out: the money is on its way. */
export function payoutTransaction(payoutId: string, amount: Money, at: Instant): LedgerTransactionRecord {
  return {
    id: payoutTransactionId(payoutId),
    kind: 'payout',
    at,
    postings: move(amount, 'psp:receivable', 'psp:in_transit'),
  };
}

/** The bank's statement shows the money. */
export function cashTransaction(payoutId: string, amount: Money, at: Instant): LedgerTransactionRecord {
  return { id: `cash/${payoutId}`, kind: 'cash', at, postings: move(amount, 'psp:in_transit', 'bank:cash') };
}

export function captureId(sale: string): string {
  return `capture/${sale}`;
}

export function refundPaidId(refund: RefundId): string {
  return `refundPaid/${refund}`;
}

export function payoutTransactionId(payoutId: string): string {
  return `payout/${payoutId}`;
}
