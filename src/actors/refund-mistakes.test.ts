import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import type { Write } from '../domain/effects.ts';
import {
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord, RefundBalanceRecord, RefundRecord } from '../domain/records.ts';
import { refundSaga } from './refund-saga.ts';

const order = orderId(17, 1);
const id = refundId(order, 2);
const key = idempotencyKey(order, 1);
const sold: OrderProgressRecord = {
  ...{ id: order, checkoutId: checkoutId(17), sellerId: sellerId(3), card: 'card-8', status: 'posted' },
  ...{ pspReference: pspReference(key), saleAt: 1 },
  ...money(10_000, EUR),
};

function saga(record: RefundRecord | undefined, ...defects: DefectName[]): Bench {
  return bench(refundSaga, { entity: 'refund-17.1.2', record, policy: { defects: new Set(defects) } });
}

/** What a refund of 40.00 of an order of 100.00 stores, when so much is reserved for others. */
function reservation(balances: readonly RefundBalanceRecord[], ...defects: DefectName[]): readonly Write[] {
  const refund = saga(undefined, ...defects);
  refund.tell({ type: 'RefundAsked', refundId: id, orderId: order, amount: money(4000, EUR) });
  refund.answerRead(
    { table: 'orderProgress', records: [sold] },
    { table: 'refundBalances', records: balances },
    { table: 'refunds', records: [] },
  );
  return refund.writes().slice(1);
}

/** What a refund of 40.00 of an order stores, when nothing is reserved for others. */
function reservationOf(stored: OrderProgressRecord, ...defects: DefectName[]): readonly Write[] {
  const refund = saga(undefined, ...defects);
  refund.tell({ type: 'RefundAsked', refundId: id, orderId: stored.id, amount: money(4000, EUR) });
  refund.answerRead(
    { table: 'orderProgress', records: [stored] },
    { table: 'refundBalances', records: [] },
    { table: 'refunds', records: [] },
  );
  return refund.writes();
}

describe('two refunds of an order that race each other', () => {
  const reserved = { id: order, reserved: minorUnits(6000), version: 4 };
  const none = { id: order, reserved: minorUnits(4000), version: 1 };
  const both = { id: order, reserved: minorUnits(10_000), version: 5 };

  it('reserve one after the other: what was read must still be so', () => {
    expect(reservation([])).toEqual([{ op: 'insert', table: 'refundBalances', record: none }]);
    expect(reservation([reserved])).toEqual([{ op: 'replace', table: 'refundBalances', record: both, version: 4 }]);
  });

  it('write over what the other has reserved meanwhile when nobody looks', () => {
    expect(reservation([], 'refund-race')).toEqual([{ op: 'put', table: 'refundBalances', record: none }]);
    expect(reservation([reserved], 'refund-race')).toEqual([{ op: 'put', table: 'refundBalances', record: both }]);
  });
});

describe('a refund of 40.00 of an order of 100.00 of which 30.00 were dispatched', () => {
  const inPart: OrderProgressRecord = { ...sold, ...money(3000, EUR), authorised: minorUnits(10_000) };

  it('is refused: 30.00 were captured', () => {
    expect(reservationOf(inPart)).toMatchObject([
      { table: 'refunds', record: { status: 'refused', reason: 'refund_exceeds_order' } },
    ]);
    expect(reservationOf({ ...inPart, ...money(4000, EUR) })).toMatchObject([{ record: { status: 'accepted' } }, {}]);
  });

  it('is promised by somebody who looks at what was authorised', () => {
    expect(reservationOf(inPart, 'refund-against-authorised')).toMatchObject([
      { table: 'refunds', record: { status: 'accepted', amount: 4000 } },
      { table: 'refundBalances', record: { reserved: 4000 } },
    ]);
  });

  it('is held against the whole order where that was captured at once, mistake or not', () => {
    expect(reservationOf(sold, 'refund-against-authorised')).toEqual(reservationOf(sold));
  });
});

describe('a refund of 40.00 at a platform fee of 10 %', () => {
  const paid: RefundRecord = {
    ...{ id, orderId: order, sellerId: sellerId(3), key, status: 'paid', before: minorUnits(0) },
    ...{ pspReference: refundReference(id), refundedAt: 1 },
    ...money(4000, EUR),
  };
  const debit = (...defects: DefectName[]): unknown => {
    const refund = saga(paid, ...defects);
    expect(refund.tell({ type: 'Resumed' })).toContain('DebitSeller → wallet/seller-3:EUR');
    const [message] = refund.messages();
    return message?.type === 'DebitSeller' && message.amount;
  };

  it('takes 36.00 from the seller', () => {
    expect(debit()).toEqual(money(3600, EUR));
  });

  it('takes away minus 36.00 when a debit is written with a minus sign', () => {
    expect(debit('negative-refund')).toEqual(money(-3600, EUR));
  });
});
