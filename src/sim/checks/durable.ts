/**
 * What is durable: the last committed records about each checkout and each refund that is under way, and which of the
 * nights' records exist. A checkout or a refund is forgotten when its buyer has the answer, or the answer is lost; and an
 * order that is captured later when its seller has.
 */
import { checkoutOf, type CheckoutId, type IdempotencyKey, type OrderId, type RefundId } from '../../domain/ids.ts';
import type { Basket } from '../../domain/messages.ts';
import type { TransactionKind } from '../../domain/posting.ts';
import type { CaptureOrderRecord, PaymentOrderRecord, RefundOrderRecord } from '../../domain/executor-records.ts';
import type {
  ChargeRecord,
  CreditRecord,
  DebitRecord,
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
  readonly charges: Map<IdempotencyKey, ChargeRecord>;
  readonly transactions: Set<TransactionKind>;
}

export interface StoredRefund {
  refund: RefundRecord | undefined;
  refundOrder: RefundOrderRecord | undefined;
  pspRefund: PspRefundRecord | undefined;
  debit: DebitRecord | undefined;
  readonly transactions: Set<TransactionKind>;
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

const nightTables = [
  'settlementBatches',
  'pspPayouts',
  'bankTransfers',
  'bankStatements',
  'postedRequests',
  'wallets',
  'payoutRuns',
  'sellerPayouts',
  'payoutReturns',
  'sellerTransfers',
  'files',
  'breaks',
] as const;
export type NightTable = (typeof nightTables)[number];

interface Stored {
  readonly checkouts: Map<CheckoutId, StoredCheckout>;
  readonly orders: Map<OrderId, StoredOrder>;
  readonly refunds: Map<RefundId, StoredRefund>;
  /** The status of each record, or nothing where it has none, by table and name. */
  readonly nights: Map<string, string | undefined>;
}

export function createDurable(): Durable {
  const stored: Stored = { checkouts: new Map(), orders: new Map(), refunds: new Map(), nights: new Map() };
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
    hasNight: (table, id) => nights.has(`${table} ${id}`),
    statusOf: (table, id) => nights.get(`${table} ${id}`),
  };
}

function hear({ kind, message }: Sent | Delivered | Lost | Rejected, { checkouts, orders, refunds }: Stored): void {
  if (kind === 'sent') {
    if (message.type === 'BuyerArrived') begin(message.checkoutId, message.basket, checkouts, orders);
    if (message.type === 'RefundWanted') refunds.set(message.refundId, nothingOfRefund());
    return;
  }
  if (message.type === 'RefundClosed') refunds.delete(message.refundId);
  if (message.type === 'DispatchClosed') {
    const checkout = checkoutOf(message.orderId);
    // While its checkout is open, that is what the order belongs to.
    if (checkout === undefined || !checkouts.has(checkout)) orders.delete(message.orderId);
  }
  if (message.type !== 'CheckoutClosed') return;
  for (const orderId of checkouts.get(message.checkoutId)?.orderIds ?? []) {
    if (!isHeld(orders.get(orderId))) orders.delete(orderId);
  }
  checkouts.delete(message.checkoutId);
}

/** The checkout is over, and the order is yet to be captured. */
function isHeld(order: StoredOrder | undefined): boolean {
  return order?.progress?.captureLater === true && !isClosed(order.progress);
}

function begin(id: CheckoutId, basket: Basket, checkouts: Stored['checkouts'], orders: Stored['orders']): void {
  const orderIds = basket.orders.map(({ orderId }) => orderId);
  checkouts.set(id, { orderIds, event: undefined });
  for (const orderId of orderIds) {
    orders.set(orderId, {
      progress: undefined,
      paymentOrder: undefined,
      captureOrder: undefined,
      credit: undefined,
      charges: new Map(),
      transactions: new Set(),
    });
  }
}

function nothingOfRefund(): StoredRefund {
  const nothing = { refund: undefined, refundOrder: undefined, pspRefund: undefined, debit: undefined };
  return { ...nothing, transactions: new Set() };
}

function store(fact: Written, { checkouts, orders, refunds, nights }: Stored): void {
  if (isOfNight(fact)) nights.set(`${fact.table} ${fact.after.id}`, statusIn(fact.after));
  if (fact.table === 'paymentEvents') {
    const checkout = checkouts.get(fact.after.id);
    if (checkout !== undefined) checkout.event = fact.after;
  }
  storeOrder(fact, orders);
  storeRefund(fact, refunds);
}

function isOfNight({ table, after }: Written): boolean {
  // A sale's request bears the order's name and a refund's the refund's, and their transactions say the same.
  if (table === 'postedRequests') return !/^(?:order|refund)-/.test(after.id);
  return nightTables.some((name) => name === table);
}

function statusIn(record: Written['after']): string | undefined {
  return 'status' in record ? record.status : undefined;
}

function storeOrder(fact: Written, orders: ReadonlyMap<OrderId, StoredOrder>): void {
  switch (fact.table) {
    case 'orderProgress':
      set(orders.get(fact.after.id), { progress: fact.after });
      break;
    case 'paymentOrders':
      set(orders.get(fact.after.id), { paymentOrder: fact.after });
      break;
    case 'captureOrders':
      set(orders.get(fact.after.id), { captureOrder: fact.after });
      break;
    case 'credits':
      set(orders.get(fact.after.id), { credit: fact.after });
      break;
    case 'charges':
      orders.get(fact.after.orderId)?.charges.set(fact.after.id, fact.after);
      break;
    case 'transactions':
      if (fact.after.orderId !== undefined) orders.get(fact.after.orderId)?.transactions.add(fact.after.kind);
      break;
    default:
      break;
  }
}

function storeRefund(fact: Written, refunds: ReadonlyMap<RefundId, StoredRefund>): void {
  switch (fact.table) {
    case 'refunds':
      set(refunds.get(fact.after.id), { refund: fact.after });
      break;
    case 'refundOrders':
      set(refunds.get(fact.after.id), { refundOrder: fact.after });
      break;
    case 'pspRefunds':
      set(refunds.get(fact.after.id), { pspRefund: fact.after });
      break;
    case 'debits':
      set(refunds.get(fact.after.id), { debit: fact.after });
      break;
    case 'transactions': {
      const id = refundOf(fact.after);
      if (id !== undefined) refunds.get(id)?.transactions.add(fact.after.kind);
      break;
    }
    default:
      break;
  }
}

function set<T extends object>(known: T | undefined, change: Partial<T>): void {
  if (known !== undefined) Object.assign(known, change);
}
