import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import { amount, captured, executing, lines, saga, start } from '../../test/support/saga-17.ts';
import { businessDate, type BusinessDate } from '../domain/calendar.ts';
import { currency, type Currency } from '../domain/currency.ts';
import type { DefectName } from '../domain/defects.ts';
import { rate, type FxPolicy, type Quote } from '../domain/fx.ts';
import {
  buyerId,
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from '../domain/ids.ts';
import type { Basket } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord, RefundRecord } from '../domain/records.ts';
import { paymentEvent } from './payment-event.ts';
import { refundSaga } from './refund-saga.ts';

const USD = currency('USD');
const order = orderId(17, 1);
const quote: Quote = { currency: EUR, rate: rate(920_000_000), date: businessDate('2026-03-02') };

/** A dollar is worth 0.92 EUR on 2 March, and 0.95 EUR from the day after. */
const fx: FxPolicy = {
  sellers: EUR,
  rateOn: (_: Currency, date: BusinessDate) => rate(date <= '2026-03-02' ? 920_000_000 : 950_000_000),
};

describe('a checkout in dollars, whose sellers are paid in euros', () => {
  /** What is stored of its one order, and of a basket of so much, when it comes at an instant. */
  function stored(at: string, whole: ReturnType<typeof money>): unknown {
    const orders = [{ orderId: order, sellerId: sellerId(3), product: 'Lamp', amount: whole }];
    const basket: Basket = { buyerId: buyerId(8), card: 'tok_1', orders, total: whole };
    const checkout = bench(paymentEvent, { entity: 'checkout-17', start: at, policy: { fx } });
    checkout.tell({ type: 'Buy', checkoutId: checkoutId(17), basket });
    return checkout.writes()[1]?.record;
  }

  it('is stored with the rate of its date, which the PSP’s zone tells', () => {
    expect(stored('2026-03-02T22:59:59Z', money(10_000, USD))).toMatchObject({ status: 'accepted', quote });
    const later = { currency: EUR, rate: 950_000_000, date: '2026-03-03' };
    expect(stored('2026-03-02T23:00:00Z', money(10_000, USD))).toMatchObject({ quote: later });
  });

  it('has no rate when it is in euros', () => {
    expect(stored('2026-03-02T12:00:00Z', money(10_000, EUR))).not.toHaveProperty('quote');
  });
});

describe('an order of 100.00 USD at 0.92', () => {
  const record: OrderProgressRecord = {
    ...{ id: order, checkoutId: checkoutId(17), sellerId: sellerId(3), card: 'tok_1', status: 'accepted' },
    ...money(10_000, USD),
    quote,
  };

  it('is charged in dollars, and has its seller’s wallet in euros credited with 82.80', () => {
    const sale = saga({ record });
    expect(sale.tell(start)).toEqual([lines.executes]);
    expect(sale.messages()).toMatchObject([{ amount: money(10_000, USD) }]);
    sale.tell(captured);
    expect(sale.acknowledge()).toEqual([lines.credits]);
    expect(sale.messages()).toMatchObject([{ type: 'CreditSeller', amount: money(8280, EUR) }]);
  });

  it('keeps its rate, whatever the rate is by then: a saga that is woken a day later goes on with it', () => {
    const sold = { pspReference: pspReference(idempotencyKey(order, 1)), saleAt: Date.parse('2026-03-02T12:00:00Z') };
    const woken = saga({
      record: { ...record, ...sold, status: 'credited' },
      start: '2026-03-04T12:00:00Z',
      policy: { fx },
    });
    expect(woken.tell({ type: 'Resumed' })).toEqual([lines.posts]);
    expect(woken.messages()).toMatchObject([
      { sale: { amount: money(10_000, USD), allocation: { seller: money(9000, USD), converted: money(8280, EUR) } } },
    ]);
  });

  it('is credited with what was dispatched of it, at its own rate, when it is captured a day later', () => {
    const reference = pspReference(idempotencyKey(order, 1));
    const held = {
      captureLater: true as const,
      pspReference: reference,
      expiresAt: Date.parse('2026-03-09T12:00:00Z'),
    };
    const nextDay = '2026-03-03T12:00:00Z';
    const sale = saga({ record: { ...record, ...held, status: 'authorised' }, start: nextDay, policy: { fx } });
    sale.tell({ type: 'OrderDispatched', orderId: order, amount: money(4050, USD) });
    expect(sale.writes()).toMatchObject([
      { record: { status: 'dispatched', authorised: 10_000, amount: 4050, quote } },
    ]);
    sale.acknowledge();
    expect(sale.messages()).toMatchObject([{ type: 'ExecuteCapture', amount: money(4050, USD) }]);
    const outcome = { status: 'captured', requestedAt: Date.parse(nextDay) } as const;
    sale.tell({ type: 'CaptureExecuted', orderId: order, outcome });
    expect(sale.acknowledge()).toEqual([lines.credits]);
    // Nine tenths are 36.45 USD, and 33.534 EUR.
    expect(sale.messages()).toMatchObject([{ type: 'CreditSeller', amount: money(3353, EUR) }]);
  });

  it('in euros is not converted at all', () => {
    const sale = executing();
    sale.tell(captured);
    sale.acknowledge();
    expect(sale.messages()).toMatchObject([{ type: 'CreditSeller', amount: money(9000, EUR) }]);
    expect(amount).toEqual(money(10_000, EUR));
  });
});

describe('a refund of 40.00 of 100.00 USD, paid back on the day after the sale', () => {
  const id = refundId(order, 2);
  const paid: RefundRecord = {
    ...{ id, orderId: order, sellerId: sellerId(3), key: idempotencyKey(order, 1), status: 'paid' },
    ...{ before: minorUnits(0), pspReference: refundReference(id), refundedAt: Date.parse('2026-03-03T12:00:00Z') },
    ...money(4000, USD),
    quote,
  };
  function refund(record: RefundRecord, ...defects: DefectName[]): Bench {
    const policy = { fx, defects: new Set(defects) };
    const woken = bench(refundSaga, { entity: 'refund-17.1.2', record, policy, start: '2026-03-05T12:00:00Z' });
    woken.tell({ type: 'Resumed' });
    return woken;
  }

  it('takes 33.12 EUR from the seller, which is what 36.00 USD were worth at the sale', () => {
    expect(refund(paid).messages()).toMatchObject([{ type: 'DebitSeller', amount: money(3312, EUR) }]);
    expect(refund({ ...paid, status: 'debited' }).messages()).toMatchObject([
      { refund: { allocation: { seller: money(3600, USD), platform: money(400, USD), converted: money(3312, EUR) } } },
    ]);
  });

  it('takes 34.20 EUR at the rate of the refund’s day, from the wallet and in the ledger alike, where nobody kept the other', () => {
    const mistake = 'refund-at-todays-rate';
    expect(refund(paid, mistake).messages()).toMatchObject([{ type: 'DebitSeller', amount: money(3420, EUR) }]);
    expect(refund({ ...paid, status: 'debited' }, mistake).messages()).toMatchObject([
      { refund: { allocation: { seller: money(3600, USD), converted: money(3420, EUR) } } },
    ]);
  });

  it('is stored with the rate of its order', () => {
    const asking = bench(refundSaga, { entity: 'refund-17.1.2', policy: { fx }, start: '2026-03-05T12:00:00Z' });
    asking.tell({ type: 'RefundAsked', refundId: id, orderId: order, amount: money(4000, USD) });
    const sold: OrderProgressRecord = {
      ...{ id: order, checkoutId: checkoutId(17), sellerId: sellerId(3), card: 'card-8', status: 'posted' },
      ...{ pspReference: pspReference(idempotencyKey(order, 1)), saleAt: 1, quote },
      ...money(10_000, USD),
    };
    asking.answerRead(
      { table: 'orderProgress', records: [sold] },
      { table: 'refundBalances', records: [] },
      { table: 'refunds', records: [] },
    );
    expect(asking.writes()[0]).toMatchObject({ table: 'refunds', record: { status: 'accepted', quote } });
  });
});
