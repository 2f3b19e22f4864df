/** The saga of one order of 100.00 and what the other services may say to it, for tests of its machine. */
import { orderSaga } from '../../src/actors/order-saga.ts';
import { checkoutId, idempotencyKey, orderId, pspReference, sellerId } from '../../src/domain/ids.ts';
import { money } from '../../src/domain/money.ts';
import type { MessageOf } from '../../src/domain/messages.ts';
import type { OrderProgressRecord } from '../../src/domain/records.ts';
import { bench, EUR, type Bench, type BenchSettings } from './machine-bench.ts';

const id = orderId(17, 1);
const seller = sellerId(3);
const reference = pspReference(idempotencyKey(id, 1));
export const amount = money(10_000, EUR);
/** 23:59:55 in Amsterdam, five seconds before the PSP's cut-off. */
const saleAt = Date.parse('2026-03-02T22:59:55Z');
export const accepted: OrderProgressRecord = {
  id,
  checkoutId: checkoutId(17),
  sellerId: seller,
  card: 'tok_1',
  status: 'accepted',
  ...amount,
};
export const sold = { pspReference: reference, saleAt };

export const start: MessageOf<'StartOrder'> = { type: 'StartOrder', orderId: id, checkoutId: checkoutId(17) };
export const captured: MessageOf<'OrderExecuted'> = {
  type: 'OrderExecuted',
  orderId: id,
  outcome: { status: 'captured', pspReference: reference, requestedAt: saleAt },
};
export const declined: MessageOf<'OrderExecuted'> = {
  type: 'OrderExecuted',
  orderId: id,
  outcome: { status: 'declined', code: 'stolen_card' },
};
export const credited: MessageOf<'SellerCredited'> = {
  type: 'SellerCredited',
  orderId: id,
  sellerId: seller,
  amount: money(9000, EUR),
};
export const posted: MessageOf<'SalePosted'> = { type: 'SalePosted', orderId: id };

export const lines = {
  executes: 'ExecuteOrder → executor/order-17.1',
  credits: 'CreditSeller → wallet/seller-3:EUR',
  posts: 'PostSale → ledger/posting-order-17.1',
  reports: 'OrderClosed → payment-service/checkout-17',
};

/** The states that only an order goes through which is captured when the seller dispatches. */
export const laterStates = [
  'storingAuthorisation',
  'awaitingDispatch',
  'storingDispatch',
  'capturing.calling',
  'capturing.backingOff',
  'capturing.parked',
  'capturing.storingDeadLetter',
  'capturing.deadLettered',
  'storingLapse',
  'readingOrder',
];

export function saga(settings: Partial<BenchSettings> = {}): Bench {
  return bench(orderSaga, { entity: 'order-17.1', record: accepted, start: '2026-03-02T22:59:54Z', ...settings });
}

export function executing(settings: Partial<BenchSettings> = {}): Bench {
  const order = saga(settings);
  order.tell(start);
  return order;
}

export function crediting(): Bench {
  const order = executing();
  order.tell(captured);
  order.acknowledge();
  return order;
}

export function posting(): Bench {
  const order = crediting();
  order.tell(credited);
  order.acknowledge();
  return order;
}
