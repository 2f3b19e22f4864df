/**
 * What is durable: the last committed records about each checkout and each refund that is under way, and which of the
 * nights' records exist. A checkout or a refund is forgotten when its buyer has the answer, or the answer is lost; and an
 * order that is captured later when its seller has.
 */
import { checkoutOf, type CheckoutId, type OrderId, type RefundId } from '../../domain/ids.ts';
import type { Basket } from '../../domain/messages.ts';
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
import type { Delivered, Fact, Lost, Rejected, Sent, Written } from '../facts.ts';
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
  observe(fact: Fact): void;
  checkout(id: CheckoutId): StoredCheckout | undefined;
  order(id: OrderId): StoredOrder | undefined;
  refund(id: RefundId): StoredRefund | undefined;
  /** Whether a record of the nights, or a wallet's, exists: few of them, remembered for the whole run. */
  hasNight(table: NightTable, id: string): boolean;
  /** The status of such a record; undefined where it has none. */
  statusOf(table: NightTable, id: string): string | undefined;
}

export type NightTable =
  | 'settlementBatches'
  | 'pspPayouts'
  | 'bankTransfers'
  | 'bankStatements'
  | 'postedRequests'
  | 'wallets'
  | 'payoutRuns'
  | 'sellerPayouts'
  | 'payoutReturns'
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
    observe(fact) {
      switch (fact.kind) {
        case 'written':
          return store(fact, stored);
        case 'sent':
        case 'delivered':
        case 'lost':
        case 'rejected':
          return hear(fact, stored);
        default:
          break;
      }
    },
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
function hear({ kind, message }: Sent | Delivered | Lost | Rejected, stored: Stored): void {
  switch (message.type) {
    case 'BuyerArrived':
      if (kind === 'sent') begin(message.checkoutId, message.basket, stored);
      break;
    case 'RefundWanted':
      if (kind === 'sent') stored.refunds.set(message.refundId, nothingOfRefund());
      break;
    case 'RefundClosed':
      if (kind !== 'sent') stored.refunds.delete(message.refundId);
      break;
    case 'DispatchClosed':
      if (kind !== 'sent') endOrder(message.orderId, stored);
      break;
    case 'CheckoutClosed':
      if (kind !== 'sent') endCheckout(message.checkoutId, stored);
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

function store(fact: Written, { checkouts, orders, refunds, nights }: Stored): void {
  switch (fact.table) {
    case 'paymentEvents':
      set(checkouts.get(fact.after.id), 'event', fact.after);
      break;
    case 'charges':
      storeCharge(fact.after, orders.get(fact.after.orderId)?.charges);
      break;
    case 'orderProgress':
      set(orders.get(fact.after.id), 'progress', fact.after);
      break;
    case 'paymentOrders':
      set(orders.get(fact.after.id), 'paymentOrder', fact.after);
      break;
    case 'captureOrders':
      set(orders.get(fact.after.id), 'captureOrder', fact.after);
      break;
    case 'credits':
      set(orders.get(fact.after.id), 'credit', fact.after);
      break;
    case 'refunds':
      set(refunds.get(fact.after.id), 'refund', fact.after);
      break;
    case 'refundOrders':
      set(refunds.get(fact.after.id), 'refundOrder', fact.after);
      break;
    case 'pspRefunds':
      set(refunds.get(fact.after.id), 'pspRefund', fact.after);
      break;
    case 'debits':
      set(refunds.get(fact.after.id), 'debit', fact.after);
      break;
    case 'transactions':
      storeTransaction(fact.after, orders, refunds);
      break;
    default:
      storeOfNight(fact, nights);
  }
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

function storeOfNight(fact: Written, nights: Stored['nights']): void {
  switch (fact.table) {
    case 'postedRequests':
      // A sale's request bears the order's name and a refund's the refund's, and their transactions say the same.
      if (!fact.after.id.startsWith('order-') && !fact.after.id.startsWith('refund-'))
        nights.postedRequests.set(fact.after.id, undefined);
      break;
    case 'bankStatements':
    case 'wallets':
    case 'payoutReturns':
      nights[fact.table].set(fact.after.id, undefined);
      break;
    case 'settlementBatches':
    case 'pspPayouts':
    case 'bankTransfers':
    case 'payoutRuns':
    case 'sellerPayouts':
    case 'sellerTransfers':
    case 'files':
    case 'breaks':
      nights[fact.table].set(fact.after.id, fact.after.status);
      break;
    default:
      break;
  }
}
