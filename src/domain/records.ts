/**
 * What each service keeps in its database: the durable records, in the order of the flow. Every record has an `id`,
 * unique within its table; amounts are integer minor units of the record's currency. Those of the executor, of
 * reconciliation and of the sellers' payouts have files of their own: `executor-records.ts`, `night-records.ts` and
 * `payout-records.ts`.
 */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { Address } from './addresses.ts';
import type { CaptureOrderRecord, PaymentOrderRecord, RefundOrderRecord } from './executor-records.ts';
import type { Quoted } from './fx.ts';
import type { BuyerId, CheckoutId, IdempotencyKey, OrderId, PspReference, RefundId, SellerId } from './ids.ts';
import type { MinorUnits, Money } from './money.ts';
import type {
  BreakRecord,
  FileContentRecord,
  IngestedFileRecord,
  MatchRecord,
  NightTurnRecord,
  OpenItemRecord,
} from './night-records.ts';
import type {
  PayoutReturnRecord,
  PayoutRunRecord,
  SellerPayoutRecord,
  SellerTransferRecord,
} from './payout-records.ts';
import type { Posting, TransactionKind } from './posting.ts';

// payment-service

export interface PaymentEventRecord {
  readonly id: CheckoutId;
  readonly buyerId: BuyerId;
  readonly card: string;
  readonly status: 'received' | 'paid' | 'authorised' | 'partlyPaid' | 'declined';
  readonly orderIds: readonly OrderId[];
  readonly total: MinorUnits;
  readonly currency: Currency;
  readonly receivedAt: Instant;
}

/** How far the payment service has brought an order. Its amount is what was ordered, and once it is dispatched what was dispatched. */
export interface OrderProgressRecord extends Money, Quoted {
  readonly id: OrderId;
  readonly checkoutId: CheckoutId;
  readonly sellerId: SellerId;
  readonly card: string;
  /** `authorised`, `dispatched` and `lapsed`, of which nothing is captured any more, are for orders captured later. */
  readonly status:
    'accepted' | 'authorised' | 'dispatched' | 'captured' | 'credited' | 'posted' | 'declined' | 'lapsed';
  readonly captureLater?: true;
  readonly pspReference?: PspReference;
  /** What was authorised, of an order that was dispatched. */
  readonly authorised?: MinorUnits;
  /** When the authorisation lapses, by the PSP's clock. */
  readonly expiresAt?: Instant;
  /** When the charge that succeeded, or its capture, was first asked for: the sale is dated by it. */
  readonly saleAt?: Instant;
}

/** How far the payment service has brought a refund. */
export interface RefundRecord extends Money, Quoted {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  /** The charge that is paid back, by its idempotency key. */
  readonly key: IdempotencyKey;
  readonly status: 'accepted' | 'paid' | 'debited' | 'posted' | 'refused';
  /** What had been given back of the order, or was about to be, when this refund was accepted. */
  readonly before: MinorUnits;
  readonly pspReference?: PspReference;
  readonly refundedAt?: Instant;
  readonly reason?: string;
}

/** How much of an order has been given back, or is about to be: reserved before the PSP is asked. */
export interface RefundBalanceRecord {
  readonly id: OrderId;
  readonly reserved: MinorUnits;
  /** Counts the changes; a commit names the version it read. */
  readonly version: number;
}

/** Work whose calls had no answer in all of their rounds. It is on record, and waits for a restart or an operator. */
export interface DeadLetterRecord {
  /** The actor that could not go on. */
  readonly id: Address;
  /** When the calls began that were in vain. */
  readonly at: Instant;
  readonly reason: string;
}

// psp

/** Its amount is what was asked for, and once it is captured what was captured. */
export interface ChargeRecord extends Money {
  /** The idempotency key. */
  readonly id: IdempotencyKey;
  readonly idempotencyKey: IdempotencyKey;
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly card: string;
  readonly status: 'processing' | 'authorised' | 'captured' | 'declined' | 'lapsed';
  readonly captureLater?: true;
  readonly authorised: MinorUnits;
  readonly fee: MinorUnits;
  readonly declineCode?: string;
  readonly declineKind?: DeclineKind;
  /** Of a charge that is captured later: since when and until when the authorisation is good. */
  readonly authorisedAt?: Instant;
  readonly expiresAt?: Instant;
  readonly capturedAt?: Instant;
  /** The business date, in the PSP's zone, under which the charge is to be settled. */
  readonly businessDate?: BusinessDate;
  /** The business date of the file that listed the charge. */
  readonly settledOn?: BusinessDate;
  /** When the PSP forgets the key: a request that comes later with the same key is a new charge. */
  readonly keyExpiresAt?: Instant;
}

/** A refund of a charge, in the PSP's truth. */
export interface PspRefundRecord extends Money {
  readonly id: RefundId;
  readonly reference: PspReference;
  readonly orderId: OrderId;
  /** The charge that it pays back, by its idempotency key. */
  readonly key: IdempotencyKey;
  readonly status: 'refunded' | 'refused';
  readonly code?: string;
  readonly refundedAt: Instant;
  readonly businessDate: BusinessDate;
  readonly settledOn?: BusinessDate;
}

/** How much of a charge has been paid back: its refunds are held to what was captured by this. */
export interface RefundTotalRecord {
  /** The charge's idempotency key. */
  readonly id: IdempotencyKey;
  readonly orderId: OrderId;
  readonly refunded: MinorUnits;
  /** Counts the changes; a commit names the version it read. */
  readonly version: number;
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
  readonly refunded: MinorUnits;
  readonly fees: MinorUnits;
  readonly paidOut: MinorUnits;
  readonly closing: MinorUnits;
  readonly charges: number;
  /** The payouts that it lists. */
  readonly payouts: readonly string[];
  readonly status: 'filed' | 'paidOut';
}

export interface PspPayoutRecord extends Money {
  /** `payout-EUR-2026-03-03`, by the date on which it was made. */
  readonly id: string;
  readonly date: BusinessDate;
  /** The batches that it pays out. */
  readonly batches: readonly string[];
  /** `accepted` once the bank has confirmed that it carries the money. */
  readonly status: 'instructed' | 'accepted';
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
  /** The transfers that it shows, by the references of its lines. */
  readonly transfers: readonly string[];
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

/** A debit that was applied to a wallet, once per refund. */
export interface DebitRecord extends Money {
  readonly id: RefundId;
  readonly orderId: OrderId;
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
  /** The payout to a seller that it is about. */
  readonly payoutId?: string;
  readonly pspReference?: PspReference;
  /** The PSP's business date on which the charge was asked for, or the refund paid; on those two only. */
  readonly saleDate?: BusinessDate;
  readonly postings: readonly Posting[];
}

/** That a request to post has been carried out; it makes a repeated request harmless. */
export interface PostedRequestRecord {
  readonly id: string;
  readonly at: Instant;
  readonly transactions: number;
}

/** Every table of every service, by name. */
export interface Tables {
  readonly paymentEvents: PaymentEventRecord;
  readonly orderProgress: OrderProgressRecord;
  readonly refunds: RefundRecord;
  readonly refundBalances: RefundBalanceRecord;
  readonly sagaDeadLetters: DeadLetterRecord;
  readonly paymentOrders: PaymentOrderRecord;
  readonly captureOrders: CaptureOrderRecord;
  readonly refundOrders: RefundOrderRecord;
  readonly executorDeadLetters: DeadLetterRecord;
  readonly charges: ChargeRecord;
  readonly pspRefunds: PspRefundRecord;
  readonly refundTotals: RefundTotalRecord;
  readonly settlementBatches: SettlementBatchRecord;
  readonly pspPayouts: PspPayoutRecord;
  readonly bankTransfers: BankTransferRecord;
  readonly sellerTransfers: SellerTransferRecord;
  readonly bankStatements: BankStatementRecord;
  readonly wallets: WalletRecord;
  readonly credits: CreditRecord;
  readonly debits: DebitRecord;
  readonly payoutRuns: PayoutRunRecord;
  readonly sellerPayouts: SellerPayoutRecord;
  readonly payoutReturns: PayoutReturnRecord;
  readonly payoutDeadLetters: DeadLetterRecord;
  readonly transactions: LedgerTransactionRecord;
  readonly postedRequests: PostedRequestRecord;
  readonly files: IngestedFileRecord;
  readonly fileContents: FileContentRecord;
  readonly nightTurns: NightTurnRecord;
  readonly matches: MatchRecord;
  readonly openItems: OpenItemRecord;
  readonly breaks: BreakRecord;
}

export type TableName = keyof Tables;
