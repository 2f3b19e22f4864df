/** Checkouts in which everything is as it should be, told as facts: the material that tests of checks spoil. */
import { addressOf } from '../../src/domain/addresses.ts';
import { businessDateOf, type Instant } from '../../src/domain/calendar.ts';
import {
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  sellerId,
  walletId,
  type BuyerId,
  type OrderId,
  type SellerId,
} from '../../src/domain/ids.ts';
import type { Basket, CheckoutOutcome } from '../../src/domain/messages.ts';
import { minorUnits, money, type Money } from '../../src/domain/money.ts';
import { allocateTransaction, captureTransaction, type Sale } from '../../src/domain/postings.ts';
import type { PaymentOrderRecord } from '../../src/domain/executor-records.ts';
import type { ChargeRecord, OrderProgressRecord, PaymentEventRecord } from '../../src/domain/records.ts';
import { EUR, goodPolicy } from './good-days-policy.ts';
import type { FactTape, Row } from './fact-tape.ts';

/** One seller's part of a checkout, with the figures that are expected of it, in cents. */
export interface Order {
  readonly id: OrderId;
  readonly seller: SellerId;
  readonly amount: number;
  readonly sellerPart: number;
  readonly fee: number;
  /** What happens at the PSP before the order is captured or declined. */
  readonly trouble?: 'timeout' | 'softDecline' | 'hardDecline';
  /** The seller's balance after it, and how many changes it then had. */
  readonly balance: number;
  readonly version: number;
}

export interface Checkout {
  readonly n: number;
  readonly orders: readonly Order[];
  readonly outcome: CheckoutOutcome;
  /** When the PSP captures; at once where it is not given. */
  readonly capturedAt?: Instant;
}

export function order(n: number, k: number, seller: number, figures: Omit<Order, 'id' | 'seller'>): Order {
  return { id: orderId(n, k), seller: sellerId(seller), ...figures };
}

/** Plays a checkout from the buyer's arrival to the buyer's answer, its orders one after the other. */
export function playCheckout(tape: FactTape, checkout: Checkout): void {
  const id = checkoutId(checkout.n);
  const [buyer, paymentEvent] = [addressOf.buyer(id), addressOf.paymentEvent(id)];
  const basket = basketOf(checkout);
  const event: PaymentEventRecord = {
    id,
    buyerId: basket.buyerId,
    card: basket.card,
    status: 'received',
    orderIds: checkout.orders.map((one) => one.id),
    total: basket.total.amount,
    currency: EUR,
    receivedAt: tape.now(),
  };
  tape.send(buyer, buyer, { type: 'BuyerArrived', checkoutId: id, basket });
  tape.send(buyer, paymentEvent, { type: 'Buy', checkoutId: id, basket });
  tape.commit(
    paymentEvent,
    ['paymentEvents', event],
    ...checkout.orders.map((one): Row => ['orderProgress', accepted(checkout, one)]),
  );
  tape.send(paymentEvent, buyer, { type: 'BuyAccepted', checkoutId: id });
  for (const one of checkout.orders) playOrder(tape, checkout, one);
  tape.commit(paymentEvent, ['paymentEvents', { ...event, status: checkout.outcome }]);
  tape.send(paymentEvent, buyer, { type: 'CheckoutClosed', checkoutId: id, outcome: checkout.outcome });
}

function basketOf({ n, orders }: Checkout): Basket {
  return {
    buyerId: `buyer-${n}` as BuyerId,
    card: `card-${n}`,
    orders: orders.map((one) => ({ orderId: one.id, sellerId: one.seller, product: 'Lamp', amount: euros(one) })),
    total: money(
      orders.reduce((sum, one) => sum + one.amount, 0),
      EUR,
    ),
  };
}

function euros({ amount }: Order): Money {
  return money(amount, EUR);
}

function accepted({ n }: Checkout, one: Order): OrderProgressRecord {
  return {
    id: one.id,
    checkoutId: checkoutId(n),
    sellerId: one.seller,
    card: `card-${n}`,
    status: 'accepted',
    ...euros(one),
  };
}

function playOrder(tape: FactTape, checkout: Checkout, one: Order): void {
  const id = checkoutId(checkout.n);
  const [saga, executor] = [addressOf.orderSaga(one.id), addressOf.paymentOrder(one.id)];
  const card = `card-${checkout.n}`;
  tape.send(saga, executor, {
    type: 'ExecuteOrder',
    orderId: one.id,
    checkoutId: id,
    sellerId: one.seller,
    card,
    amount: euros(one),
  });
  const progress = accepted(checkout, one);
  const charged = playCharge(tape, checkout, one);
  if (charged.declineCode !== undefined) {
    tape.send(executor, saga, {
      type: 'OrderExecuted',
      orderId: one.id,
      outcome: { status: 'declined', code: charged.declineCode },
    });
    tape.commit(saga, ['orderProgress', { ...progress, status: 'declined' }]);
  } else {
    playSale(tape, one, {
      ...progress,
      status: 'captured',
      saleAt: charged.requestedAt,
      pspReference: pspReference(charged.idempotencyKey),
    });
  }
  const paid = charged.status === 'captured';
  tape.send(saga, addressOf.paymentEvent(id), { type: 'OrderClosed', orderId: one.id, checkoutId: id, paid });
}

/** The executor and the PSP, until the payment order has its outcome. */
function playCharge(tape: FactTape, checkout: Checkout, one: Order): PaymentOrderRecord {
  const executor = addressOf.paymentOrder(one.id);
  let record = created(tape, checkout, one, 1);
  tape.commit(executor, ['paymentOrders', record]);
  if (one.trouble === 'softDecline') {
    playAttempt(tape, record, { status: 'declined', declineCode: 'insufficient_funds', declineKind: 'soft' });
    tape.wait(goodPolicy.softDeclineWaitMs);
    record = { ...record, attempt: 2, idempotencyKey: idempotencyKey(one.id, 2) };
    tape.commit(executor, ['paymentOrders', record]);
  }
  if (one.trouble === 'hardDecline') {
    playAttempt(tape, record, { status: 'declined', declineCode: 'stolen_card', declineKind: 'hard' });
    record = { ...record, status: 'declined', declineCode: 'stolen_card' };
  } else {
    const capturedAt = checkout.capturedAt ?? tape.now() + 200;
    const date = businessDateOf(goodPolicy.pspCalendar, capturedAt);
    const captured = {
      status: 'captured',
      authorised: minorUnits(one.amount),
      fee: minorUnits(one.fee),
      capturedAt,
      businessDate: date,
    } as const;
    playAttempt(tape, record, captured, one.trouble === 'timeout');
    record = { ...record, status: 'captured', pspReference: pspReference(record.idempotencyKey) };
  }
  tape.commit(executor, ['paymentOrders', record]);
  return record;
}

function created(tape: FactTape, { n }: Checkout, one: Order, attempt: number): PaymentOrderRecord {
  return {
    id: one.id,
    eventId: checkoutId(n),
    sellerId: one.seller,
    card: `card-${n}`,
    status: 'created',
    attempt,
    idempotencyKey: idempotencyKey(one.id, attempt),
    requestedAt: tape.now(),
    ...euros(one),
  };
}

/** One charge at the PSP. With a time-out the issuer is slow, and the executor has to ask for the outcome. */
function playAttempt(
  tape: FactTape,
  record: PaymentOrderRecord,
  decision: Partial<ChargeRecord>,
  timeout = false,
): void {
  const { id, idempotencyKey: key, card, amount, currency } = record;
  const [executor, psp] = [addressOf.paymentOrder(id), addressOf.charge(key)];
  const zero = minorUnits(0);
  const processing: ChargeRecord = {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId: id,
    card,
    status: 'processing',
    authorised: zero,
    fee: zero,
    amount,
    currency,
  };
  const decided = { ...processing, ...decision };
  tape.send(executor, psp, { type: 'ChargeRequested', orderId: id, key, card, amount: { amount, currency } });
  tape.commit(psp, ['charges', processing]);
  if (timeout) {
    tape.wait(goodPolicy.psp.timeoutMs);
    tape.commit(executor, ['paymentOrders', { ...record, status: 'unknown' }]);
    tape.wait(goodPolicy.psp.backoff.firstMs);
    tape.send(executor, psp, { type: 'ChargeInquiry', orderId: id, key });
    tape.send(psp, executor, { type: 'ChargePending', orderId: id, key });
  }
  tape.waitUntil(Math.max(tape.now(), decided.capturedAt ?? 0));
  const { reference, capturedAt, declineCode: code, declineKind: kind } = decided;
  const declined = code === undefined || kind === undefined ? undefined : { code, kind };
  tape.decide(id, key, declined === undefined ? { approved: true } : { approved: false, ...declined });
  tape.commit(psp, ['charges', decided]);
  const outcome =
    declined === undefined
      ? ({ status: 'captured', reference, capturedAt: capturedAt ?? 0 } as const)
      : ({ status: 'declined', ...declined } as const);
  tape.send(psp, executor, { type: 'ChargeAnswered', orderId: id, key, outcome });
}

/** From the captured order to the posted one: wallet, then ledger. */
function playSale(tape: FactTape, one: Order, captured: OrderProgressRecord): void {
  const { pspReference: reference = pspReference(idempotencyKey(one.id, 1)), saleAt = tape.now() } = captured;
  const [saga, executor, wallet] = [
    addressOf.orderSaga(one.id),
    addressOf.paymentOrder(one.id),
    addressOf.wallet(one.seller, EUR),
  ];
  const ledger = addressOf.ledgerTransaction(one.id);
  const [seller, platform] = [money(one.sellerPart, EUR), money(one.amount - one.sellerPart, EUR)];
  const sale: Sale = {
    orderId: one.id,
    sellerId: one.seller,
    amount: euros(one),
    allocation: { seller, platform },
    pspReference: reference,
    saleDate: businessDateOf(goodPolicy.pspCalendar, saleAt),
  };
  tape.send(executor, saga, {
    type: 'OrderExecuted',
    orderId: one.id,
    outcome: { status: 'captured', pspReference: reference, requestedAt: saleAt },
  });
  tape.commit(saga, ['orderProgress', captured]);

  tape.send(saga, wallet, { type: 'CreditSeller', orderId: one.id, sellerId: one.seller, amount: seller });
  const id = walletId(one.seller, EUR);
  tape.commit(
    wallet,
    ['credits', { id: one.id, walletId: id, at: tape.now(), ...seller }],
    ['wallets', { id, sellerId: one.seller, currency: EUR, balance: minorUnits(one.balance), version: one.version }],
  );
  tape.send(wallet, saga, { type: 'SellerCredited', orderId: one.id, sellerId: one.seller, amount: seller });
  tape.commit(saga, ['orderProgress', { ...captured, status: 'credited' }]);

  tape.send(saga, ledger, { type: 'PostSale', orderId: one.id, sale });
  const at = tape.now();
  tape.commit(
    ledger,
    ['postedRequests', { id: one.id, at, transactions: 2 }],
    ['transactions', captureTransaction(sale, at)],
    ['transactions', allocateTransaction(sale, at)],
  );
  tape.send(ledger, saga, { type: 'SalePosted', orderId: one.id });
  tape.commit(saga, ['orderProgress', { ...captured, status: 'posted' }]);
}
