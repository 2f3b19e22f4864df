import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { buyerId, checkoutId, idempotencyKey, orderId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';

const order = orderId(1, 1);
const checkout = checkoutId(1);
const key = idempotencyKey(order, 1);
const amount = money(1200, EUR);
const [saga, executor, psp] = [addressOf.orderSaga(order), addressOf.paymentOrder(order), addressOf.charge(key)];

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
const extract: Message = { type: 'LedgerExtractRequested', currency: EUR, date: businessDate('2026-03-02'), after: 0 };

/** The same call again and again, so many milliseconds apart. */
function every(ms: number, ...messages: readonly Message[]): Fact[] {
  return messages.map((message, index) => sent(1_000_000 + index * ms, saga, executor, message));
}

function said(facts: readonly Fact[]): string[] {
  return verdicts(attemptsWithinBudget, facts);
}

describe('attempts-within-budget', () => {
  it.each([
    {
      what: 'a fourth call of a service',
      ms: 60_000,
      calls: [execute, execute, execute, execute],
      budget: 'order-1.1 has 4 calls of ExecuteOrder; the budget is 3',
    },
    {
      what: 'a fifth question to the PSP about one charge',
      ms: 60_000,
      calls: [request, inquiry, inquiry, inquiry, inquiry],
      budget: 'order-1.1 has 5 calls of the PSP about order-1.1:1; the budget is 4',
    },
    {
      what: 'a fourth click',
      ms: 8_000,
      calls: [buy, buy, buy, buy],
      budget: 'checkout-1 has 4 calls of Buy; the budget is 3',
    },
    {
      what: 'a fourth question to the ledger',
      ms: 60_000,
      calls: [extract, extract, extract, extract],
      budget: 'psp/EUR/2026-03-02 has 4 calls of LedgerExtractRequested; the budget is 3',
    },
  ])('sees $what', ({ ms, calls, budget }) => {
    expect(said(every(ms, ...calls))).toEqual([budget]);
    expect(said(every(ms, ...calls.slice(1)))).toEqual([]);
  });

  it('reports an exhausted budget once, however long the storm', () => {
    expect(said(every(60_000, ...Array.from({ length: 20 }, () => execute)))).toHaveLength(1);
  });

  it('sees a call that is repeated before its time-out and the shortest back-off are over', () => {
    // The first back-off is 200 ms, of which the jitter may take half: 2,000 + 100.
    expect(said(every(2_099, execute, execute))).toEqual([
      'order-1.1 has call 2 of ExecuteOrder 2 s 99 ms after the one before it; at least 2 s 100 ms were to pass',
    ]);
    expect(said(every(2_100, execute, execute))).toEqual([]);
    // The second is twice as long: 2,000 + 200.
    expect(said(every(2_199, execute, execute, execute))).toEqual([
      'order-1.1 has call 3 of ExecuteOrder 2 s 199 ms after the one before it; at least 2 s 200 ms were to pass',
    ]);
  });

  it('sees an impatient click', () => {
    expect(said(every(7_999, buy, buy))).toEqual([
      'checkout-1 has call 2 of Buy 7 s 999 ms after the one before it; at least 8 s were to pass',
    ]);
  });

  it('lets the executor ask again at once when the PSP knows of no charge, and makes it wait when one is pending', () => {
    const answered = (message: Message): Fact => delivered(1_010_600, psp, executor, message);
    const notFound = answered({ type: 'ChargeNotFound', orderId: order, key });
    const pending = answered({ type: 'ChargePending', orderId: order, key });
    const asked = [sent(1_000_000, executor, psp, request), sent(1_010_500, executor, psp, inquiry)];
    const again = (message: Message, at: number): Fact => sent(at, executor, psp, message);
    expect(said([...asked, notFound, again(request, 1_010_600)])).toEqual([]);
    // The second back-off is 1,000 ms, of which the jitter may take half.
    expect(said([...asked, pending, again(inquiry, 1_011_000)])).toEqual([]);
    expect(said([...asked, pending, again(inquiry, 1_010_999)])).toEqual([
      'order-1.1 has call 3 of the PSP about order-1.1:1 499 ms after the one before it; at least 500 ms were to pass',
    ]);
    expect(said([...asked, again(inquiry, 1_021_000 - 1)])).toEqual([
      'order-1.1 has call 3 of the PSP about order-1.1:1 10 s 499 ms after the one before it; at least 10 s 500 ms were to pass',
    ]);
  });

  it('sees an attempt to charge too many', () => {
    const facts = edited(
      goodDays(),
      rewrite('paymentOrders', ({ id, attempt }) => id === 'order-2.1' && attempt === 2, { attempt: 3 }),
    );
    expect(said(facts)).toEqual(['order-2.1 of 8.20 EUR is charged in attempt 3; 2 attempts were allowed [820 EUR]']);
  });
});
