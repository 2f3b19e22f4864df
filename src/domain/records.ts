/**
 * What each service keeps in its database: the durable records, in the order of the flow. Every record has an `id`,
 * unique within its table; amounts are integer minor units of the record's currency.
 */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { BuyerId, CheckoutId, IdempotencyKey, OrderId, PspReference, SellerId } from './ids.ts';
import type { MinorUnits, Money } from './money.ts';
import type { Posting, TransactionKind } from './posting.ts';

// payment-service

export interface PaymentEventRecord {
  readonly id: CheckoutId;
  readonly buyerId: BuyerId;
  readonly card: string;
  readonly status: 'received' | 'paid' | 'partlyPaid' | 'declined';
  readonly orderIds: readonly OrderId[];
  readonly total: MinorUnits;
  readonly currency: Currency;
  readonly receivedAt: Instant;
}

/** How far the payment service has brought an order. */
export interface OrderProgressRecord extends Money {
  readonly id: OrderId;
  readonly checkoutId: CheckoutId;
  readonly sellerId: SellerId;
  readonly card: string;
  readonly status: 'accepted' | 'captured' | 'credited' | 'posted' | 'declined';
  readonly pspReference?: PspReference;
  /** When the charge that succeeded was first asked for: the sale is dated by it. */
  readonly saleAt?: Instant;
}

// executor

export interface PaymentOrderRecord extends Money {
  readonly id: OrderId;
  readonly eventId: CheckoutId;
  readonly sellerId: SellerId;
  readonly card: string;
  readonly status: 'created' | 'unknown' | 'captured' | 'declined';
  /** The attempt to charge, counted from 1. A new one is made only after a definite soft decline. */
  readonly attempt: number;
  readonly idempotencyKey: IdempotencyKey;
  /** When the present attempt is first asked for. */
  readonly requestedAt: Instant;
  readonly pspReference?: PspReference;
  readonly declineCode?: string;
}

// psp

export interface ChargeRecord extends Money {
  /** The idempotency key. */
  readonly id: IdempotencyKey;
  readonly idempotencyKey: IdempotencyKey;
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly card: string;
  readonly status: 'processing' | 'captured' | 'declined';
  readonly authorised: MinorUnits;
  readonly fee: MinorUnits;
  readonly declineCode?: string;
  readonly declineKind?: DeclineKind;
  readonly capturedAt?: Instant;
  /** The business date, in the PSP's zone, under which the charge is to be settled. */
  readonly businessDate?: BusinessDate;
  /** The business date of the file that listed the charge. */
  readonly settledOn?: BusinessDate;
}

export type DeclineKind = 'soft' | 'hard';

/** One currency's business date at the PSP, as its file reported it. */
export interface SettlementBatchRecord {
  /** `EUR/2026-03-02` */
  readonly id: string;
  readonly currency: Currency;
  readonly date: BusinessDate;
  /** Files of a currency count from 1 without a gap. */
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly gross: MinorUnits;
  readonly fees: MinorUnits;
  readonly paidOut: MinorUnits;
  readonly closing: MinorUnits;
  readonly charges: number;
  readonly status: 'filed' | 'paidOut';
}

export interface PspPayoutRecord extends Money {
  /** `payout-EUR-2026-03-03`, by the date on which it was made. */
  readonly id: string;
  readonly date: BusinessDate;
  /** The batches that it pays out. */
  readonly batches: readonly string[];
}

// bank

export interface BankTransferRecord extends Money {
  /** The payout's id, which the bank prints as the remittance reference. */
  readonly id: string;
  readonly status: 'inTransit' | 'booked';
  readonly bookedAt: Instant;
  readonly valueDate: BusinessDate;
}

export interface BankStatementRecord {
  /** `EUR/2026-03-02` */
  readonly id: string;
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly entries: number;
}

// wallet

export interface WalletRecord {
  /** `seller-3:EUR` */
  readonly id: string;
  readonly sellerId: SellerId;
  readonly currency: Currency;
  readonly balance: MinorUnits;
  /** Counts the changes; a commit names the version it read. */
  readonly version: number;
}

/** A credit that was applied to a wallet, once per order. */
export interface CreditRecord extends Money {
  readonly id: OrderId;
  readonly walletId: string;
  readonly at: Instant;
}

// ledger

export interface LedgerTransactionRecord {
  /** The kind and what it is about: `capture/order-17.1`. */
  readonly id: string;
  readonly kind: TransactionKind;
  readonly at: Instant;
  readonly orderId?: OrderId;
  readonly pspReference?: PspReference;
  /** The PSP's business date on which the charge was asked for; on a capture only. */
  readonly saleDate?: BusinessDate;
  readonly postings: readonly Posting[];
}

/** That a request to post has been carried out; it makes a repeated request harmless. */
export interface PostedRequestRecord {
  readonly id: string;
  readonly at: Instant;
  readonly transactions: number;
}

// reconciliation

export interface IngestedFileRecord {
  /** `psp/EUR/2026-03-02` or `bank/EUR/2026-03-02` */
  readonly id: string;
  readonly source: 'psp' | 'bank';
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: number;
  readonly status: 'stored' | 'reconciled';
  /** On a reconciled PSP file: how many captures of the currency the ledger had shown to reconciliation by then. */
  readonly ledgerCursor: number;
  readonly matched: number;
  readonly opened: number;
  readonly resolved: number;
}

/** A line of a file and the ledger transaction that it was matched with. */
export interface MatchRecord extends Money {
  /** The line's identity: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
  readonly id: string;
  readonly fileId: string;
  readonly transactionId: string;
  readonly orderId?: OrderId;
}

/** A ledger item that waits for its line: a capture for the PSP's, a payout for the bank's. */
export interface OpenItemRecord extends Money {
  /** The ledger transaction's id. */
  readonly id: string;
  readonly source: 'psp' | 'bank';
  readonly reference: string;
  readonly date: BusinessDate;
  readonly orderId?: OrderId;
  readonly status: 'open' | 'matched';
}

export const breakKinds = [
  'missingInFile',
  'missingInLedger',
  'amountDiffers',
  'feeDiffers',
  'fileDoesNotProve',
] as const;
export type BreakKind = (typeof breakKinds)[number];

export interface BreakRecord extends Money {
  /** The kind, and the PSP's reference of the charge or the payout's id: `break-missingInFile-ch_17_1_1`. */
  readonly id: string;
  readonly kind: BreakKind;
  readonly source: 'psp' | 'bank';
  readonly about: string;
  readonly reference: string;
  readonly orderId?: OrderId;
  readonly openedOn: BusinessDate;
  readonly status: 'open' | 'resolved';
  readonly resolvedOn?: BusinessDate;
  readonly explanation: string;
}

/** Every table of every service, by name. */
export interface Tables {
  readonly paymentEvents: PaymentEventRecord;
  readonly orderProgress: OrderProgressRecord;
  readonly paymentOrders: PaymentOrderRecord;
  readonly charges: ChargeRecord;
  readonly settlementBatches: SettlementBatchRecord;
  readonly pspPayouts: PspPayoutRecord;
  readonly bankTransfers: BankTransferRecord;
  readonly bankStatements: BankStatementRecord;
  readonly wallets: WalletRecord;
  readonly credits: CreditRecord;
  readonly transactions: LedgerTransactionRecord;
  readonly postedRequests: PostedRequestRecord;
  readonly files: IngestedFileRecord;
  readonly matches: MatchRecord;
  readonly openItems: OpenItemRecord;
  readonly breaks: BreakRecord;
}

export type TableName = keyof Tables;
