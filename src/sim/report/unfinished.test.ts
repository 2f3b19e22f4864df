import { describe, expect, it } from 'vitest';
import { databasesWith } from '../../../test/support/databases-with.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { about, amount, created } from '../../../test/support/order-17.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { buyerId, orderId, refundId, sellerId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { OrderProgressRecord, PaymentEventRecord } from '../../domain/records.ts';
import { unfinishedWork } from './unfinished.ts';

const id = orderId(17, 1);
const people = { checkoutId: created.eventId, sellerId: sellerId(3), card: 'tok_1' };
const progress: OrderProgressRecord = { id, ...people, status: 'accepted', ...amount };
const event: PaymentEventRecord = {
  ...{ id: created.eventId, buyerId: buyerId(17), card: 'tok_1', orderIds: [id] },
  ...{ total: minorUnits(10_000), currency: EUR, receivedAt: 0, status: 'received' },
};
const refund = { id: refundId(id, 1), orderId: id, sellerId: sellerId(3), key: about().key, before: minorUnits(0) };

describe('what is unfinished', () => {
  it('is told with where it stands, in the order of the flow', () => {
    const world = databasesWith(
      ['paymentOrders', { ...created, status: 'unknown' }],
      ['refunds', { ...refund, status: 'debited', ...amount }],
      ['orderProgress', progress],
      ['paymentEvents', event],
    );
    expect(unfinishedWork(world).map(({ id: what, state }) => `${what} ${state}`)).toEqual([
      'checkout-17 received',
      'order-17.1 accepted',
      'refund-17.1.1 debited',
      'order-17.1 unknown',
    ]);
  });

  it('has the reason of its dead letter', () => {
    const reason = 'the executor did not answer in 3 rounds of calls';
    const letter = { id: addressOf.orderSaga(id), at: 0, reason };
    const world = databasesWith(['orderProgress', progress], ['sagaDeadLetters', letter]);
    expect(unfinishedWork(world)).toEqual([{ id: 'order-17.1', state: 'accepted', reason }]);
  });

  it('is not given the reason of somebody else who works on the same order', () => {
    const letter = { id: addressOf.paymentOrder(id), at: 0, reason: 'the PSP is silent' };
    const world = databasesWith(['orderProgress', progress], ['executorDeadLetters', letter]);
    expect(unfinishedWork(world)).toEqual([
      { id: 'order-17.1', state: 'accepted', reason: 'payment-service has not brought order-17.1 to an end' },
    ]);
  });

  it('is a file or a payout too', () => {
    const date = businessDate('2026-03-02');
    const figures = { sequence: 1, opening: minorUnits(0), closing: minorUnits(0), lines: 0, revision: 1 };
    const found = { ledgerCursor: 0, matched: 0, opened: 0, resolved: 0 };
    const file = { id: `bank/EUR/${date}`, source: 'bank', currency: EUR, date, ...figures, ...found } as const;
    const payout = { id: `payout-EUR-${date}`, date, batches: [], ...amount };
    const world = databasesWith(
      ['files', { ...file, status: 'reconciled' }],
      ['pspPayouts', { ...payout, status: 'instructed' }],
    );
    expect(unfinishedWork(world)).toEqual([
      { id: payout.id, state: 'instructed', reason: `psp has not brought ${payout.id} to an end` },
      { id: file.id, state: 'reconciled', reason: `reconciliation has not brought bank-EUR-${date} to an end` },
    ]);
  });

  it('is nothing that has come to its end, however it ended', () => {
    const world = databasesWith(
      ['paymentEvents', { ...event, status: 'declined' }],
      ['orderProgress', { ...progress, status: 'posted' }],
      ['paymentOrders', { ...created, status: 'declined' }],
      ['refunds', { ...refund, status: 'refused', ...amount }],
      ['sagaDeadLetters', { id: addressOf.orderSaga(id), at: 0, reason: 'given up once, and ended since' }],
    );
    expect(unfinishedWork(world)).toEqual([]);
  });

  it('is left out of a table once it has ended', () => {
    const world = databasesWith(['orderProgress', progress], ['orderProgress', { ...progress, status: 'declined' }]);
    expect(unfinishedWork(world)).toEqual([]);
  });
});
