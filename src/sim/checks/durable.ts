/**
 * What is durable: the last committed records about each checkout and each refund that is under way, and which of the
 * nights' records exist. A checkout or a refund is forgotten when its buyer has the answer, or the answer is lost; and an
 * order that is captured later when its seller has.
 */
import { checkoutOf, type CheckoutId, type OrderId, type RefundId } from '../../domain/ids.ts';
import type { Basket, Message } from '../../domain/messages.ts';
import type { TransactionKind } from '../../domain/posting.ts';
import type { CaptureOrderRecord, PaymentOrderRecord, RefundOrderRecord } from '../../domain/executor-records.ts';
import type {
  ChargeRecord,
  CreditRecord,
  DebitRecord,
  LedgerTransactionRecord,
  OrderProgressRecord,
  PaymentEventRecord,
  PspRefundRecord,
  RefundRecord,
} from '../../domain/records.ts';
import type { Delivered, Lost, Rejected, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { refundOf } from './matter.ts';
import { isClosed } from './open-orders.ts';

export interface StoredCheckout {
  readonly orderIds: readonly OrderId[];
  event: PaymentEventRecord | undefined;
}

export interface StoredOrder {
  progress: OrderProgressRecord | undefined;
  paymentOrder: PaymentOrderRecord | undefined;
  captureOrder: CaptureOrderRecord | undefined;
  credit: CreditRecord | undefined;
  readonly charges: ChargeRecord[];
  readonly transactions: TransactionKind[];
}

export interface StoredRefund {
  refund: RefundRecord | undefined;
  refundOrder: RefundOrderRecord | undefined;
  pspRefund: PspRefundRecord | undefined;
  debit: DebitRecord | undefined;
  readonly transactions: TransactionKind[];
}

export interface Durable {
  readonly hears: Hearing;
  checkout(id: CheckoutId): StoredCheckout | undefined;
  order(id: OrderId): StoredOrder | undefined;
  refund(id: RefundId): StoredRefund | undefined;
  /** Whether a record of the nights, or a wallet's, exists: few of them, remembered for the whole run. */
  hasNight(table: NightTable, id: string): boolean;
  /** The status of such a record; undefined where it has none. */
  statusOf(table: NightTable, id: string): string | undefined;
}

export type NightTable = NightTableWithStatus | 'bankStatements' | 'postedRequests' | 'wallets' | 'payoutReturns';

type NightTableWithStatus =
  | 'settlementBatches'
  | 'pspPayouts'
  | 'bankTransfers'
  | 'payoutRuns'
  | 'sellerPayouts'
  | 'sellerTransfers'
  | 'files'
  | 'breaks';

interface Stored {
  readonly checkouts: Map<CheckoutId, StoredCheckout>;
  readonly orders: Map<OrderId, StoredOrder>;
  readonly refunds: Map<RefundId, StoredRefund>;
  /** The status of each record, or nothing where it has none, by name. */
  readonly nights: Readonly<Record<NightTable, Map<string, string | undefined>>>;
}

export function createDurable(): Durable {
  const stored: Stored = { checkouts: new Map(), orders: new Map(), refunds: new Map(), nights: noNights() };
  const { checkouts, orders, refunds, nights } = stored;
  return {
    hears: storing(stored),
    checkout: (id) => checkouts.get(id),
    order: (id) => orders.get(id),
    refund: (id) => refunds.get(id),
    hasNight: (table, id) => nights[table].has(id),
    statusOf: (table, id) => nights[table].get(id),
  };
}

function noNights(): Stored['nights'] {
  return {
    settlementBatches: new Map(),
    pspPayouts: new Map(),
    bankTransfers: new Map(),
    bankStatements: new Map(),
    postedRequests: new Map(),
    wallets: new Map(),
    payoutRuns: new Map(),
    sellerPayouts: new Map(),
    payoutReturns: new Map(),
    sellerTransfers: new Map(),
    files: new Map(),
    breaks: new Map(),
  };
}

/** What is under way from when it is sent, and is over once its answer has arrived or is lost. */
function storing(stored: Stored): Hearing {
  const { checkouts, orders, refunds } = stored;
  const over = ({ message }: Delivered | Lost | Rejected): void => end(message, stored);
  return {
    sent: {
      BuyerArrived: ({ message }) => begin(message.checkoutId, message.basket, stored),
      RefundWanted: ({ message }) => void refunds.set(message.refundId, nothingOfRefund()),
    },
    delivered: { RefundClosed: over, DispatchClosed: over, CheckoutClosed: over },
    lost: over,
    rejected: over,
    written: {
      paymentEvents: ({ after }) => set(checkouts.get(after.id), 'event', after),
      charges: ({ after }) => storeCharge(after, orders.get(after.orderId)?.charges),
      orderProgress: ({ after }) => set(orders.get(after.id), 'progress', after),
      paymentOrders: ({ after }) => set(orders.get(after.id), 'paymentOrder', after),
      captureOrders: ({ after }) => set(orders.get(after.id), 'captureOrder', after),
      credits: ({ after }) => set(orders.get(after.id), 'credit', after),
      refunds: ({ after }) => set(refunds.get(after.id), 'refund', after),
      refundOrders: ({ after }) => set(refunds.get(after.id), 'refundOrder', after),
      pspRefunds: ({ after }) => set(refunds.get(after.id), 'pspRefund', after),
      debits: ({ after }) => set(refunds.get(after.id), 'debit', after),
      transactions: ({ after }) => storeTransaction(after, orders, refunds),
      ...storingNights(stored),
    },
  };
}

function end(message: Message, stored: Stored): void {
  switch (message.type) {
    case 'RefundClosed':
      stored.refunds.delete(message.refundId);
      break;
    case 'DispatchClosed':
      endOrder(message.orderId, stored);
      break;
    case 'CheckoutClosed':
      endCheckout(message.checkoutId, stored);
      break;
    default:
      break;
  }
}

function endOrder(id: OrderId, { checkouts, orders }: Stored): void {
  const checkout = checkoutOf(id);
  // While its checkout is open, that is what the order belongs to.
  if (checkout === undefined || !checkouts.has(checkout)) orders.delete(id);
}

function endCheckout(id: CheckoutId, { checkouts, orders }: Stored): void {
  for (const orderId of checkouts.get(id)?.orderIds ?? []) if (!isHeld(orders.get(orderId))) orders.delete(orderId);
  checkouts.delete(id);
}

/** The checkout is over, and the order is yet to be captured. */
function isHeld(order: StoredOrder | undefined): boolean {
  return order?.progress?.captureLater === true && !isClosed(order.progress);
}

function begin(id: CheckoutId, basket: Basket, { checkouts, orders }: Stored): void {
  const orderIds = basket.orders.map(({ orderId }) => orderId);
  checkouts.set(id, { orderIds, event: undefined });
  for (const orderId of orderIds) orders.set(orderId, nothingOfOrder());
}

function nothingOfOrder(): StoredOrder {
  return {
    progress: undefined,
    paymentOrder: undefined,
    captureOrder: undefined,
    credit: undefined,
    charges: [],
    transactions: [],
  };
}

function nothingOfRefund(): StoredRefund {
  return { refund: undefined, refundOrder: undefined, pspRefund: undefined, debit: undefined, transactions: [] };
}

/** In the place of the one that was stored under the key before. */
function storeCharge(charge: ChargeRecord, charges: ChargeRecord[] | undefined): void {
  if (charges === undefined) return;
  const index = charges.findIndex(({ id }) => id === charge.id);
  charges[index === -1 ? charges.length : index] = charge;
}

function set<T extends object, F extends keyof T>(known: T | undefined, field: F, record: T[F]): void {
  if (known !== undefined) known[field] = record;
}

function storeTransaction(
  transaction: LedgerTransactionRecord,
  orders: Stored['orders'],
  refunds: Stored['refunds'],
): void {
  const { kind, orderId } = transaction;
  if (orderId !== undefined) orders.get(orderId)?.transactions.push(kind);
  const refund = refundOf(transaction);
  if (refund !== undefined) refunds.get(refund)?.transactions.push(kind);
}

function storingNights({ nights }: Stored): Hearing['written'] {
  const exists = ({ table, after }: WrittenTo<'bankStatements' | 'wallets' | 'payoutReturns'>): void =>
    void nights[table].set(after.id, undefined);
  const hasStatus = ({ table, after }: WrittenTo<NightTableWithStatus>): void =>
    void nights[table].set(after.id, after.status);
  return {
    postedRequests({ after }) {
      // A sale's request bears the order's name and a refund's the refund's, and their transactions say the same.
      if (!after.id.startsWith('order-') && !after.id.startsWith('refund-'))
        nights.postedRequests.set(after.id, undefined);
    },
    bankStatements: exists,
    wallets: exists,
    payoutReturns: exists,
    settlementBatches: hasStatus,
    pspPayouts: hasStatus,
    bankTransfers: hasStatus,
    payoutRuns: hasStatus,
    sellerPayouts: hasStatus,
    sellerTransfers: hasStatus,
    files: hasStatus,
    breaks: hasStatus,
  };
}
