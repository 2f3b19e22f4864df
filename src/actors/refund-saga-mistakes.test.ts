import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench, type BenchEvent } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import { idempotencyKey, orderId, refundId, refundReference, sellerId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { RefundRecord } from '../domain/records.ts';
import { refundSaga } from './refund-saga.ts';

const order = orderId(17, 2);
const id = refundId(order, 1);
const accepted: RefundRecord = {
  id,
  orderId: order,
  sellerId: sellerId(3),
  key: idempotencyKey(order, 1),
  status: 'accepted',
  before: minorUnits(0),
  ...money(2377, EUR),
};
const refunded: BenchEvent = {
  type: 'RefundExecuted',
  refundId: id,
  orderId: order,
  outcome: { status: 'refunded', reference: refundReference(id), refundedAt: Date.parse('2026-03-02T12:00:05Z') },
};
const debits = 'DebitSeller → wallet/seller-3:EUR';
const posts = 'PostRefund → ledger/posting-refund-17.2.1';
const resumed: BenchEvent = { type: 'Resumed' };

function saga(record: RefundRecord, ...defects: DefectName[]): Bench {
  return bench(refundSaga, { entity: 'refund-17.2.1', record, policy: { defects: new Set(defects) } });
}

describe('a refund of 23.77 that is done when the PSP has paid', () => {
  function paid(...defects: DefectName[]): Bench {
    const refund = saga(accepted, ...defects);
    refund.tell(resumed);
    refund.tell(refunded);
    return refund;
  }

  it('is posted as paid, with nothing taken from the seller or the platform, and closed', () => {
    const refund = paid('compensation-lost');
    expect(refund.acknowledge()).toEqual([posts]);
    const nothing = money(0, EUR);
    expect(refund.messages()).toMatchObject([
      { refund: { amount: money(2377, EUR), allocation: { seller: nothing, platform: nothing } } },
    ]);
    refund.tell({ type: 'RefundPosted', refundId: id, orderId: order });
    expect(refund.writes()).toMatchObject([{ record: { status: 'posted' } }]);
    refund.acknowledge();
    expect(refund.messages()).toMatchObject([{ type: 'RefundClosed', outcome: 'refunded' }]);
    expect(refund.times(debits)).toEqual([]);
  });

  it('ought to take 21.39 from the seller first', () => {
    const refund = paid();
    expect(refund.acknowledge()).toEqual([debits]);
    expect(refund.messages()).toMatchObject([{ amount: money(2139, EUR) }]);
  });

  it('and whose seller was debited nevertheless, after a crash, is posted with what was taken', () => {
    const record = { ...accepted, status: 'debited', pspReference: refundReference(id), refundedAt: 0 } as const;
    const refund = saga(record, 'compensation-lost');
    expect(refund.tell(resumed)).toContain(posts);
    expect(refund.messages()).toMatchObject([
      { refund: { allocation: { seller: money(2139, EUR), platform: money(238, EUR) } } },
    ]);
  });
});
