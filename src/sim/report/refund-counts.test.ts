import { describe, expect, it } from 'vitest';
import { createFactTape, type FactTape } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { about, amount } from '../../../test/support/order-17.ts';
import { addressOf } from '../../domain/addresses.ts';
import { orderId, refundId, sellerId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { RefundRecord } from '../../domain/records.ts';
import { createRefundCounts } from './refund-counts.ts';

const order = orderId(17, 1);
const [first, second] = [refundId(order, 1), refundId(order, 2)];
const buyer = addressOf.refundRequest(first);
const saga = addressOf.refundSaga(first);

const ask = { type: 'RefundAsked', refundId: first, orderId: order, amount } as const;
const refused = { type: 'RefundClosed', refundId: first, orderId: order, outcome: 'refused' } as const;
const names = { id: first, orderId: order, sellerId: sellerId(3), key: about().key };
const accepted: RefundRecord = { ...names, before: minorUnits(0), status: 'accepted', ...amount };

/** Asked for, paid, refused. */
function countsOf(play: (tape: FactTape) => void): [number, number, number] {
  const tape = createFactTape(0);
  play(tape);
  const refunds = createRefundCounts();
  hearAll([refunds.hears], tape.facts);
  const { refundsAsked, refunded, refundsRefused } = refunds.counts();
  return [refundsAsked, refunded, refundsRefused];
}

describe('a refund', () => {
  it('that is paid is asked for once and paid once, however often its record is written', () => {
    const counts = countsOf((tape) => {
      tape.send(buyer, saga, ask);
      tape.commit(saga, ['refunds', accepted], ['refunds', { ...accepted, status: 'posted' }]);
      tape.send(saga, buyer, { ...refused, outcome: 'refunded' });
    });
    expect(counts).toEqual([1, 1, 0]);
  });

  it('that is refused at once, without a record, counts as asked for and refused', () => {
    const counts = countsOf((tape) => {
      tape.send(buyer, saga, ask);
      tape.send(saga, buyer, refused);
    });
    expect(counts).toEqual([1, 0, 1]);
  });

  it('whose refusals are lost is asked for again, and counts once', () => {
    const counts = countsOf((tape) => {
      tape.send(buyer, saga, ask);
      tape.lose(saga, buyer, refused);
      tape.send(buyer, saga, ask);
      tape.send(saga, buyer, refused);
    });
    expect(counts).toEqual([1, 0, 1]);
  });

  it('that is refused once more after the buyer has heard counts once', () => {
    const counts = countsOf((tape) => {
      tape.send(buyer, saga, ask);
      tape.send(saga, buyer, refused);
      tape.send(saga, buyer, refused);
    });
    expect(counts).toEqual([1, 0, 1]);
  });

  it('whose refusal is on record and told counts once, and so does one of which the buyer never hears', () => {
    const counts = countsOf((tape) => {
      tape.send(buyer, saga, ask);
      tape.commit(saga, ['refunds', { ...accepted, status: 'refused', reason: 'refund_exceeds_order' }]);
      tape.send(saga, buyer, refused);
      tape.send(addressOf.refundRequest(second), addressOf.refundSaga(second), { ...ask, refundId: second });
      tape.commit(saga, ['refunds', { ...accepted, id: second, status: 'refused', reason: 'refund_exceeds_order' }]);
    });
    expect(counts).toEqual([2, 0, 2]);
  });

  it('that nobody answers is asked for, and neither paid nor refused', () => {
    const counts = countsOf((tape) => {
      tape.lose(buyer, saga, ask);
      tape.lose(buyer, saga, ask);
    });
    expect(counts).toEqual([1, 0, 0]);
  });
});
