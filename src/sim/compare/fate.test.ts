import { describe, expect, it } from 'vitest';
import { databasesWith, type Row } from '../../../test/support/databases-with.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { businessDate } from '../../domain/calendar.ts';
import {
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import type { ChargeRecord, OrderProgressRecord } from '../../domain/records.ts';
import { fatesOf, type Fate } from './fate.ts';
import type { Order } from './orders.ts';

/** An order of 20.00 EUR. */
const order: Order = {
  ...{
    id: orderId(17, 1),
    checkoutId: checkoutId(17),
    at: 0,
    sellerId: sellerId(3),
    card: 'card-1',
    product: 'a lamp',
  },
  amount: money(2_000, EUR),
};

function progress(status: OrderProgressRecord['status']): Row {
  const { id, checkoutId: of, sellerId: seller, card, amount } = order;
  return ['orderProgress', { id, checkoutId: of, sellerId: seller, card, ...amount, status }];
}

function charge(attempt: number, status: ChargeRecord['status'], amount = 2_000): Row {
  const key = idempotencyKey(order.id, attempt);
  const { amount: minor, currency } = money(amount, EUR);
  return [
    'charges',
    {
      ...{ id: key, idempotencyKey: key, reference: pspReference(key), orderId: order.id, card: order.card, status },
      ...{ amount: minor, currency, authorised: minor, fee: money(0, EUR).amount },
    },
  ];
}

function refund(n: number, amount: number, status: 'refunded' | 'refused' = 'refunded'): Row {
  const id = refundId(order.id, n);
  return [
    'pspRefunds',
    {
      ...{ id, reference: refundReference(id), orderId: order.id, key: idempotencyKey(order.id, 1), status },
      ...{ ...money(amount, EUR), refundedAt: 0, businessDate: businessDate('2026-03-02') },
    },
  ];
}

function declined(code: string): Row {
  const { id, checkoutId: eventId, sellerId: seller, card, amount } = order;
  const attempt = { attempt: 1, idempotencyKey: idempotencyKey(id, 1), requestedAt: 0, declineCode: code };
  return ['paymentOrders', { id, eventId, sellerId: seller, card, ...amount, status: 'declined', ...attempt }];
}

function fateWith(...rows: readonly Row[]): Fate | undefined {
  return fatesOf([order], databasesWith(...rows)).get(order.id);
}

describe('the fate of an order', () => {
  it('is that it was captured, for its amount', () => {
    const fate = { name: 'captured', detail: null, charged: 2_000, refunded: 0, tooMuch: 0 };
    expect(fateWith(progress('posted'), charge(1, 'declined'), charge(2, 'captured'))).toEqual(fate);
  });

  it('is that it was charged twice, and the second charge is too much', () => {
    const fate = { name: 'captured twice', charged: 4_000, tooMuch: 2_000 };
    expect(fateWith(progress('posted'), charge(1, 'captured'), charge(2, 'captured'))).toMatchObject(fate);
  });

  it('is that it was declined, and why', () => {
    const fate = { name: 'declined', detail: 'expired_card', charged: 0, tooMuch: 0 };
    expect(fateWith(progress('declined'), declined('expired_card'), charge(1, 'declined'))).toMatchObject(fate);
  });

  it('is worse where it was declined and the card was charged all the same', () => {
    const fate = { name: 'declined but captured', charged: 2_000, tooMuch: 2_000 };
    expect(fateWith(progress('declined'), charge(1, 'captured'))).toMatchObject(fate);
    // What was paid back is not missing any more.
    expect(fateWith(progress('declined'), charge(1, 'captured'), refund(1, 1_500))).toMatchObject({
      name: 'declined but captured and partly refunded',
      tooMuch: 500,
    });
  });

  it.each([
    [[500], 'captured and partly refunded', 500],
    [[500, 1_500], 'captured and refunded', 2_000],
  ])('is that %j of it was paid back', (amounts, name, refunded) => {
    const refunds = amounts.map((amount, index) => refund(index + 1, amount));
    const fate = { name, charged: 2_000, refunded, tooMuch: 0 };
    expect(fateWith(progress('posted'), charge(1, 'captured'), ...refunds)).toMatchObject(fate);
  });

  it('has no part in a refund that was refused', () => {
    const fate = { name: 'captured', refunded: 0 };
    expect(fateWith(progress('posted'), charge(1, 'captured'), refund(1, 500, 'refused'))).toMatchObject(fate);
  });

  it('is open while it has not come to its end, and says how far it came', () => {
    expect(fateWith(progress('accepted'))).toMatchObject({ name: 'unresolved', detail: 'accepted so far' });
    expect(fateWith(progress('captured'), charge(1, 'captured'))).toMatchObject({
      name: 'unresolved but captured',
      detail: 'captured so far',
      tooMuch: 0,
    });
  });

  it('is that it waits for its capture, was captured in part, or has lapsed', () => {
    expect(fateWith(progress('authorised'), charge(1, 'authorised'))).toMatchObject({
      ...{ name: 'unresolved', detail: 'authorised so far', charged: 0 },
    });
    expect(fateWith(progress('posted'), charge(1, 'captured', 1_200))).toMatchObject({
      ...{ name: 'captured in part', detail: null, charged: 1_200, tooMuch: 0 },
    });
    expect(fateWith(progress('posted'), charge(1, 'captured', 1_200), refund(1, 1_200))).toMatchObject({
      name: 'captured in part and refunded',
    });
    expect(fateWith(progress('lapsed'), charge(1, 'lapsed'))).toMatchObject({
      name: 'lapsed',
      detail: null,
      charged: 0,
    });
    expect(fateWith(progress('lapsed'), charge(1, 'captured'))).toMatchObject({
      ...{ name: 'lapsed but captured', tooMuch: 2_000 },
    });
  });

  it('is that nobody ever took it, or that somebody charged for it nevertheless', () => {
    expect(fateWith()).toMatchObject({ name: 'never taken', detail: null, tooMuch: 0 });
    expect(fateWith(charge(1, 'captured'))).toMatchObject({ name: 'never taken but captured', tooMuch: 2_000 });
  });

  it('is that it was paid without a charge, or charged for another amount', () => {
    expect(fateWith(progress('posted'))).toMatchObject({ name: 'paid without a charge', charged: 0 });
    expect(fateWith(progress('posted'), charge(1, 'captured', 2_010))).toMatchObject({ name: 'captured', tooMuch: 10 });
  });
});
