import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { addressOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { buyerId, checkoutId, idempotencyKey, orderId, refundId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';

const order = orderId(1, 1);
const checkout = checkoutId(1);
const key = idempotencyKey(order, 1);
const amount = money(1200, EUR);
const start = 1_000_000;
const [saga, executor, psp] = [addressOf.orderSaga(order), addressOf.paymentOrder(order), addressOf.charge(key)];
const night = addressOf.settlementNight(EUR, businessDate('2026-03-02'));
const ledger = addressOf.ledgerExtract(EUR, businessDate('2026-03-02'));
const healed: Fact = { kind: 'healed', at: start + 20_000, concern: 'all services' };

const execute: Message = {
  type: 'ExecuteOrder',
  orderId: order,
  checkoutId: checkout,
  sellerId: sellerId(1),
  card: 'card-1',
  amount,
};
const request: Message = { type: 'ChargeRequested', orderId: order, key, card: 'card-1', amount };
const inquiry: Message = { type: 'ChargeInquiry', orderId: order, key };
const buy: Message = {
  type: 'Buy',
  checkoutId: checkout,
  basket: { buyerId: buyerId(1), card: 'card-1', orders: [], total: amount },
};
const debit: Message = {
  type: 'DebitSeller',
  refundId: refundId(order, 1),
  orderId: order,
  sellerId: sellerId(1),
  amount,
};
const extract: Message = { type: 'LedgerExtractRequested', currency: EUR, date: businessDate('2026-03-02'), after: 0 };

function crashed(service: ServiceName): Fact {
  return { kind: 'crashed', at: start + 20_000, service, concern: service };
}

/** Who makes each call. */
const callers: Partial<Record<Message['type'], Address>> = {
  Buy: addressOf.buyer(checkout),
  ChargeRequested: executor,
  ChargeInquiry: executor,
  LedgerExtractRequested: night,
};

/** The same call again and again, so many milliseconds apart. */
function every(ms: number, ...messages: readonly Message[]): Fact[] {
  return messages.map((message, index) => sent(start + index * ms, callers[message.type] ?? saga, executor, message));
}

function said(facts: readonly Fact[]): string[] {
  return verdicts(attemptsWithinBudget, facts);
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

describe('attempts-within-budget', () => {
  it.each([
    {
      what: 'a fourth call of a service',
      ms: 60_000,
      calls: times(4, execute),
      budget: 'payment-service/order-1.1 has 4 calls of ExecuteOrder in one round; the budget is 3',
    },
    {
      what: 'a fifth question to the PSP about one charge',
      ms: 60_000,
      calls: [request, inquiry, inquiry, inquiry, inquiry],
      budget: 'executor/order-1.1 has 5 calls of the PSP about order-1.1:1 in one round; the budget is 4',
    },
    {
      what: 'a fourth click',
      ms: 8_000,
      calls: times(4, buy),
      budget: 'shop/checkout-1 has 4 calls of Buy; the budget is 3',
    },
    {
      what: 'a fourth question to the ledger',
      ms: 60_000,
      calls: times(4, extract),
      budget: 'reconciliation/psp-EUR-2026-03-02 has 4 calls of LedgerExtractRequested in one round; the budget is 3',
    },
    {
      what: 'a fourth call about a refund',
      ms: 60_000,
      calls: times(4, debit),
      budget: 'payment-service/order-1.1 has 4 calls of DebitSeller in one round; the budget is 3',
    },
  ])('sees $what', ({ ms, calls, budget }) => {
    expect(said(every(ms, ...calls))).toEqual([budget]);
    expect(said(every(ms, ...calls.slice(1)))).toEqual([]);
  });

  it('lets a caller begin a new round after the wait, and sees a round too many', () => {
    const round = (n: number): Fact[] =>
      times(3, execute).map((message, call) => sent(start + n * 700_000 + call * 10_000, saga, executor, message));
    expect(said([...round(0), ...round(1)])).toEqual([]);
    expect(said([...round(0), ...round(1), ...round(2)])).toEqual([
      'payment-service/order-1.1 has 7 calls of ExecuteOrder; the budget is 6, 3 in each of 2 rounds',
    ]);
  });

  it('sees a new round that begins before the wait is over', () => {
    const early = [...every(10_000, ...times(3, execute)), sent(start + 20_000 + 599_999, saga, executor, execute)];
    expect(said(early)).toHaveLength(1);
    const inTime = [...early.slice(0, 3), sent(start + 20_000 + 600_000, saga, executor, execute)];
    expect(said(inTime)).toEqual([]);
  });

  it.each([
    { what: 'a crash of the caller', fact: crashed('payment-service'), isFresh: true },
    { what: 'the healing', fact: healed, isFresh: true },
    { what: 'a crash of another service', fact: crashed('wallet'), isFresh: false },
  ])('counts anew after $what: $isFresh', ({ fact, isFresh }) => {
    const calls = every(10_000, ...times(3, execute));
    const again = sent(start + 20_001, saga, executor, execute);
    expect(said([...calls, fact, again]).length === 0).toBe(isFresh);
  });

  it('does not count copies, which are delivered and were never sent', () => {
    const copies = times(20, delivered(start + 3, saga, executor, execute));
    expect(said([sent(start, saga, executor, execute), ...copies])).toEqual([]);
  });

  it('reports an exhausted budget once, however long the storm', () => {
    expect(said(every(60_000, ...times(20, execute)))).toHaveLength(1);
  });

  it('sees a call that is repeated before its time-out and the shortest back-off are over', () => {
    // The first back-off is 200 ms, of which the jitter may take half: 2,000 + 100.
    expect(said(every(2_099, execute, execute))).toEqual([
      'payment-service/order-1.1 has call 2 of ExecuteOrder 2 s 99 ms after the one before it; at least 2 s 100 ms were to pass',
    ]);
    expect(said(every(2_100, execute, execute))).toEqual([]);
    // The second is twice as long: 2,000 + 200.
    expect(said(every(2_199, execute, execute, execute))).toEqual([
      'payment-service/order-1.1 has call 3 of ExecuteOrder 2 s 199 ms after the one before it; at least 2 s 200 ms were to pass',
    ]);
  });

  it('sees an impatient click', () => {
    expect(said(every(7_999, buy, buy))).toEqual([
      'shop/checkout-1 has call 2 of Buy 7 s 999 ms after the one before it; at least 8 s were to pass',
    ]);
  });

  it('lets the executor ask again at once when the PSP knows of no charge, and makes it wait when one is pending', () => {
    const answered = (message: Message): Fact => delivered(start + 10_600, psp, executor, message);
    const notFound = answered({ type: 'ChargeNotFound', orderId: order, key });
    const pending = answered({ type: 'ChargePending', orderId: order, key });
    const asked = [sent(start, executor, psp, request), sent(start + 10_500, executor, psp, inquiry)];
    const again = (message: Message, at: number): Fact => sent(at, executor, psp, message);
    expect(said([...asked, notFound, again(request, start + 10_600)])).toEqual([]);
    // The second back-off is 1,000 ms, of which the jitter may take half.
    expect(said([...asked, pending, again(inquiry, start + 11_000)])).toEqual([]);
    expect(said([...asked, pending, again(inquiry, start + 10_999)])).toEqual([
      'executor/order-1.1 has call 3 of the PSP about order-1.1:1 499 ms after the one before it; at least 500 ms were to pass',
    ]);
    expect(said([...asked, again(inquiry, start + 21_000 - 1)])).toEqual([
      'executor/order-1.1 has call 3 of the PSP about order-1.1:1 10 s 499 ms after the one before it; at least 10 s 500 ms were to pass',
    ]);
  });

  it('holds the executor to the time after which a PSP that refuses wants to be asked again', () => {
    const refused: Message = { type: 'PspRefused', orderId: order, key, status: 429, retryAfterMs: 5_000 };
    const until = (ms: number): string[] =>
      said([
        sent(start, executor, psp, request),
        delivered(start + 20, psp, executor, refused),
        sent(start + ms, executor, psp, request),
      ]);
    expect(until(5_020)).toEqual([]);
    expect(until(5_019)).toEqual([
      'executor/order-1.1 has call 2 of the PSP about order-1.1:1 5 s 19 ms after the one before it; at least 5 s 20 ms were to pass',
    ]);
  });

  it('lets a night ask anew when the ledger has answered', () => {
    const shown: Message = {
      type: 'LedgerExtractSent',
      currency: EUR,
      date: businessDate('2026-03-02'),
      items: [],
      upTo: 0,
    };
    const asked = [
      sent(start, night, ledger, extract),
      delivered(start + 3, ledger, night, shown),
      sent(start + 40, night, ledger, extract),
    ];
    expect(said(asked)).toEqual([]);
    expect(said(asked.filter(({ kind }) => kind === 'sent'))).toHaveLength(1);
  });

  it('sees an attempt to charge too many', () => {
    const facts = edited(
      goodDays(),
      rewrite('paymentOrders', ({ id, attempt }) => id === 'order-2.1' && attempt === 2, { attempt: 3 }),
    );
    expect(said(facts)).toEqual(['order-2.1 of 8.20 EUR is charged in attempt 3; 2 attempts were allowed [820 EUR]']);
  });
});
