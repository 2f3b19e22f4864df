/**
 * What is durable: the last committed records about each checkout that is under way, and which of the nights' records
 * exist. A checkout is forgotten when its buyer has the answer.
 */
import type { CheckoutId, IdempotencyKey, OrderId } from '../../domain/ids.ts';
import type { Basket } from '../../domain/messages.ts';
import type { TransactionKind } from '../../domain/posting.ts';
import type {
  ChargeRecord,
  CreditRecord,
  OrderProgressRecord,
  PaymentEventRecord,
  PaymentOrderRecord,
} from '../../domain/records.ts';
import type { Fact, Written } from '../facts.ts';

export interface StoredCheckout {
  readonly orderIds: readonly OrderId[];
  event: PaymentEventRecord | undefined;
}

export interface StoredOrder {
  progress: OrderProgressRecord | undefined;
  paymentOrder: PaymentOrderRecord | undefined;
  credit: CreditRecord | undefined;
  readonly charges: Map<IdempotencyKey, ChargeRecord>;
  readonly transactions: Set<TransactionKind>;
}

export interface Durable {
  observe(fact: Fact): void;
  checkout(id: CheckoutId): StoredCheckout | undefined;
  order(id: OrderId): StoredOrder | undefined;
  /** Whether a record of the nights exists: few of them, remembered for the whole run. */
  hasNight(table: NightTable, id: string): boolean;
}

export type NightTable = 'settlementBatches' | 'pspPayouts' | 'bankStatements' | 'postedRequests';

export function createDurable(): Durable {
  const checkouts = new Map<CheckoutId, StoredCheckout>();
  const orders = new Map<OrderId, StoredOrder>();
  const nights = new Set<string>();

  const begin = (id: CheckoutId, basket: Basket): void => {
    const orderIds = basket.orders.map(({ orderId }) => orderId);
    checkouts.set(id, { orderIds, event: undefined });
    for (const orderId of orderIds) {
      orders.set(orderId, {
        progress: undefined,
        paymentOrder: undefined,
        credit: undefined,
        charges: new Map(),
        transactions: new Set(),
      });
    }
  };
  const forget = (id: CheckoutId): void => {
    for (const orderId of checkouts.get(id)?.orderIds ?? []) orders.delete(orderId);
    checkouts.delete(id);
  };

  return {
    observe(fact) {
      if (fact.kind === 'written') return store(fact, checkouts, orders, nights);
      const { message } = fact;
      if (message.type === 'BuyerArrived' && fact.kind === 'sent') begin(message.checkoutId, message.basket);
      if (message.type === 'CheckoutClosed' && fact.kind === 'delivered') forget(message.checkoutId);
    },
    checkout: (id) => checkouts.get(id),
    order: (id) => orders.get(id),
    hasNight: (table, id) => nights.has(`${table} ${id}`),
  };
}

function store(
  fact: Written,
  checkouts: ReadonlyMap<CheckoutId, StoredCheckout>,
  orders: ReadonlyMap<OrderId, StoredOrder>,
  nights: Set<string>,
): void {
  switch (fact.table) {
    case 'paymentEvents': {
      const checkout = checkouts.get(fact.after.id);
      if (checkout !== undefined) checkout.event = fact.after;
      break;
    }
    case 'settlementBatches':
    case 'pspPayouts':
    case 'bankStatements':
      nights.add(`${fact.table} ${fact.after.id}`);
      break;
    case 'postedRequests':
      // A sale's request bears the order's name, and its transactions say the same.
      if (!fact.after.id.startsWith('order-')) nights.add(`${fact.table} ${fact.after.id}`);
      break;
    default:
      storeOrder(fact, orders);
  }
}

function storeOrder(fact: Written, orders: ReadonlyMap<OrderId, StoredOrder>): void {
  switch (fact.table) {
    case 'orderProgress':
      set(orders.get(fact.after.id), { progress: fact.after });
      break;
    case 'paymentOrders':
      set(orders.get(fact.after.id), { paymentOrder: fact.after });
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

function set(order: StoredOrder | undefined, change: Partial<StoredOrder>): void {
  if (order !== undefined) Object.assign(order, change);
}
