/**
 * A day on which the world breaks and the payment system does not: one order of 12.00 EUR, told message by message. The
 * first Buy is lost; the executor crashes while the PSP is charging, and the PSP's answer is lost; its door is shut for a
 * while; the wallet cannot be reached for two rounds of three calls, which ends as a dead letter; after the healing at two
 * o'clock the order is driven to its end; a confirmation of the ledger is lost, too. Copies of messages arrive all along.
 */
import { addressOf } from '../../src/domain/addresses.ts';
import { businessDate, type Instant } from '../../src/domain/calendar.ts';
import {
  buyerId,
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  sellerId,
  walletId,
} from '../../src/domain/ids.ts';
import type { Message } from '../../src/domain/messages.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import { allocateTransaction, captureTransaction } from '../../src/domain/postings.ts';
import type { PaymentOrderRecord } from '../../src/domain/executor-records.ts';
import type { ChargeRecord, OrderProgressRecord, PaymentEventRecord } from '../../src/domain/records.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { berlin, createFactTape, threaded, type FactTape } from './fact-tape.ts';
import { fileOf } from './good-days-files.ts';
import { pspNight } from './good-days-nights.ts';
import { EUR, goodPolicy } from './good-days-policy.ts';

const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const [checkout, order, seller] = [checkoutId(1), orderId(1, 1), sellerId(1)];
const key = idempotencyKey(order, 1);
const reference = pspReference(key);
const amount = money(1200, EUR);
const [shop, event, saga] = [addressOf.buyer(checkout), addressOf.paymentEvent(checkout), addressOf.orderSaga(order)];
const [executor, psp, wallet] = [addressOf.paymentOrder(order), addressOf.charge(key), addressOf.wallet(seller, EUR)];
const ledger = addressOf.ledgerTransaction(order);

/** The healing of the stormy day, and its end. */
export const healingOfStorm: Instant = berlin(march2, '14:00');
export const endOfStorm: Instant = berlin(march3, '07:00');

export function stormyDay(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  buy(tape);
  const progress = execute(tape);
  tape.commit(saga, ['orderProgress', progress]);
  failToCredit(tape);
  tape.waitUntil(healingOfStorm);
  tape.heal();
  credit(tape, progress);
  post(tape, progress);
  tape.send(saga, event, { type: 'OrderClosed', orderId: order, checkoutId: checkout, paid: true });
  tape.commit(event, ['paymentEvents', { ...received, status: 'paid' }]);
  tape.send(event, shop, { type: 'CheckoutClosed', checkoutId: checkout, outcome: 'paid' });
  tape.deliverAgain(saga, wallet, creditSeller);

  tape.waitUntil(berlin(march3, '03:00'));
  const batch = { date: march2, sequence: 1, charges: 1, ...balances };
  const line = { type: 'charge', reference, orderId: order, capturedAt, gross: amount.amount, fee } as const;
  pspNight(tape, batch, fileOf(batch, [line]), { payoutDueOn: march3 });
  return threaded(tape.facts);
}

const fee = minorUnits(60);
const balances = {
  ...{ opening: minorUnits(0), gross: amount.amount, refunded: minorUnits(0), fees: fee },
  ...{ paidOut: minorUnits(0), closing: minorUnits(1140) },
};
/** Two seconds after the request. */
const capturedAt = berlin(march2, '10:00:10');

const received: PaymentEventRecord = {
  ...{ id: checkout, buyerId: buyerId(1), card: 'card-1', status: 'received', orderIds: [order] },
  ...{ total: amount.amount, currency: EUR, receivedAt: berlin(march2, '10:00:08') },
};

function buy(tape: FactTape): void {
  const orders = [{ orderId: order, sellerId: seller, product: 'Lamp', amount }];
  const basket = { buyerId: buyerId(1), card: 'card-1', orders, total: amount };
  const click: Message = { type: 'Buy', checkoutId: checkout, basket };
  tape.send(shop, shop, { type: 'BuyerArrived', checkoutId: checkout, basket });
  tape.lose(shop, event, click);
  tape.wait(goodPolicy.buyer.patienceMs);
  tape.send(shop, event, click);
  tape.commit(event, ['paymentEvents', received], ['orderProgress', accepted]);
  tape.lose(event, shop, { type: 'BuyAccepted', checkoutId: checkout });
  tape.deliverAgain(shop, event, click);
}

const accepted: OrderProgressRecord = {
  ...{ id: order, checkoutId: checkout, sellerId: seller, card: 'card-1', status: 'accepted' },
  ...amount,
};

/** The executor crashes while the PSP is charging; it takes up what it has on record and asks the PSP. */
function execute(tape: FactTape): OrderProgressRecord {
  const ask: Message = {
    type: 'ExecuteOrder',
    orderId: order,
    checkoutId: checkout,
    sellerId: seller,
    card: 'card-1',
    amount,
  };
  tape.send(saga, executor, ask);
  const created: PaymentOrderRecord = {
    ...{ id: order, eventId: checkout, sellerId: seller, card: 'card-1', status: 'created', attempt: 1 },
    ...{ idempotencyKey: key, requestedAt: tape.now(), ...amount },
  };
  tape.commit(executor, ['paymentOrders', created]);
  const request: Message = { type: 'ChargeRequested', orderId: order, key, card: 'card-1', amount };
  tape.send(executor, psp, request);
  const processing: ChargeRecord = {
    ...{ id: key, idempotencyKey: key, reference, orderId: order, card: 'card-1', status: 'processing' },
    ...{ authorised: minorUnits(0), fee: minorUnits(0), ...amount },
  };
  tape.commit(psp, ['charges', processing]);
  tape.crash('executor', 1_000);
  tape.waitUntil(capturedAt);
  const captured = { status: 'captured', authorised: amount.amount, fee, capturedAt, businessDate: march2 } as const;
  tape.decide(order, key, { approved: true });
  tape.commit(psp, ['charges', { ...processing, ...captured }]);
  const outcome = { status: 'captured', reference, capturedAt } as const;
  tape.lose(psp, executor, { type: 'ChargeAnswered', orderId: order, key, outcome });
  tape.deliverAgain(executor, psp, request);

  const inquiry: Message = { type: 'ChargeInquiry', orderId: order, key };
  tape.lose(executor, psp, inquiry);
  tape.send(psp, executor, { type: 'PspRefused', orderId: order, key, status: 503, retryAfterMs: 10_000 });
  tape.commit(executor, ['paymentOrders', { ...created, status: 'unknown' }]);
  tape.wait(10_000);
  tape.send(executor, psp, inquiry);
  tape.send(psp, executor, { type: 'ChargeAnswered', orderId: order, key, outcome });
  tape.commit(executor, ['paymentOrders', { ...created, status: 'captured', pspReference: reference }]);
  const { requestedAt } = created;
  const executed = { status: 'captured', pspReference: reference, requestedAt } as const;
  tape.send(executor, saga, { type: 'OrderExecuted', orderId: order, outcome: executed });
  return { ...accepted, status: 'captured', pspReference: reference, saleAt: requestedAt };
}

const creditSeller: Message = { type: 'CreditSeller', orderId: order, sellerId: seller, amount: money(1080, EUR) };

/** Two rounds of three calls, ten minutes apart, and a dead letter. */
function failToCredit(tape: FactTape): void {
  const since = tape.now();
  for (let round = 1; round <= goodPolicy.redrive.rounds; round += 1) {
    for (const backoff of [200, 400, 0]) {
      tape.lose(saga, wallet, creditSeller);
      tape.wait(goodPolicy.calls.timeoutMs + backoff);
    }
    tape.wait(goodPolicy.redrive.everyMs);
  }
  tape.commit(saga, ['sagaDeadLetters', { id: saga, at: since, reason: 'nobody has answered about the order' }]);
}

function credit(tape: FactTape, progress: OrderProgressRecord): void {
  tape.send(saga, wallet, creditSeller);
  const name = walletId(seller, EUR);
  tape.commit(
    wallet,
    ['credits', { id: order, walletId: name, at: tape.now(), ...money(1080, EUR) }],
    ['wallets', { id: name, sellerId: seller, currency: EUR, balance: minorUnits(1080), version: 1 }],
  );
  tape.crash('wallet', 1_000);
  // The acknowledgement was lost in the crash; asked again, the wallet confirms what it has on record.
  tape.wait(goodPolicy.calls.timeoutMs);
  tape.send(saga, wallet, creditSeller);
  tape.send(wallet, saga, { type: 'SellerCredited', orderId: order, sellerId: seller, amount: money(1080, EUR) });
  tape.commit(saga, ['orderProgress', { ...progress, status: 'credited' }]);
}

function post(tape: FactTape, progress: OrderProgressRecord): void {
  const sale = {
    ...{ orderId: order, sellerId: seller, amount, pspReference: reference, saleDate: march2 },
    allocation: { seller: money(1080, EUR), platform: money(120, EUR) },
  };
  const posting: Message = { type: 'PostSale', orderId: order, sale };
  tape.send(saga, ledger, posting);
  const at = tape.now();
  tape.commit(
    ledger,
    ['postedRequests', { id: order, at, transactions: 2 }],
    ['transactions', captureTransaction(sale, at)],
    ['transactions', allocateTransaction(sale, at)],
  );
  tape.lose(ledger, saga, { type: 'SalePosted', orderId: order });
  tape.wait(goodPolicy.calls.timeoutMs + 200);
  tape.send(saga, ledger, posting);
  tape.send(ledger, saga, { type: 'SalePosted', orderId: order });
  tape.commit(saga, ['orderProgress', { ...progress, status: 'posted' }]);
}
