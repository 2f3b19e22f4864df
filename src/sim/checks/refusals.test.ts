import { describe, expect, it } from 'vitest';
import { berlin, createFactTape, threaded, type FactTape } from '../../../test/support/fact-tape.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { order, playCheckout } from '../../../test/support/good-days-checkouts.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { refuseRefund } from '../../../test/support/good-days-refunds.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, refundId, refundReference, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { PspRefundRecord, RefundRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const monday = businessDate('2026-03-02');
const sold = orderId(1, 1);
const [first, second] = [refundId(sold, 1), refundId(sold, 2)];
const seller = sellerId(1);
const key = idempotencyKey(sold, 1);
const shop = addressOf.refundRequest(first);
const saga = addressOf.refundSaga(first);
const psp = addressOf.chargeRefunds(key);

const names = { refundId: first, orderId: sold };
const refused = { type: 'RefundClosed', ...names, outcome: 'refused' } as const;

function want(tape: FactTape, amount: number): void {
  tape.send(shop, shop, { type: 'RefundWanted', ...names, amount: money(amount, EUR) });
  ask(tape, amount);
}

function ask(tape: FactTape, amount: number): void {
  tape.send(shop, saga, { type: 'RefundAsked', ...names, amount: money(amount, EUR) });
}

function accepted(id: RefundRecord['id'], amount: number): RefundRecord {
  const of = { id, orderId: sold, sellerId: seller, key, before: minorUnits(0) };
  return { ...of, status: 'accepted', ...money(amount, EUR) };
}

function atPsp(id: RefundRecord['id'], status: PspRefundRecord['status'], amount: number): PspRefundRecord {
  const reference = refundReference(id);
  return { id, reference, orderId: sold, key, status, refundedAt: 0, businessDate: monday, ...money(amount, EUR) };
}

/** An order of 12.00 that is captured, and what comes after it. */
function soldAnd(play: (tape: FactTape) => void): readonly Fact[] {
  const tape = createFactTape(berlin(monday, '10:00'));
  const sale = order(1, 1, 1, { amount: 1200, sellerPart: 1080, fee: 60, balance: 1080, version: 1 });
  playCheckout(tape, { n: 1, outcome: 'paid', orders: [sale] });
  play(tape);
  return threaded(tape.facts);
}

const said = (play: (tape: FactTape) => void): string[] => verdicts(withinAuthorisation, soldAnd(play));

const refusedWithoutReason =
  'the payment service refuses refund-1.1.1 of 3.00 EUR, and 12.00 EUR is left of the 12.00 EUR that was captured of order-1.1 [300 EUR]';

describe('a refund that the payment service refuses', () => {
  it('is due where nothing has been given back of what was captured, and is told of once', () => {
    const atOnce = (tape: FactTape): void => {
      want(tape, 300);
      tape.lose(saga, shop, refused);
      ask(tape, 300);
      tape.send(saga, shop, refused);
      tape.send(saga, shop, refused);
    };
    expect(said(atOnce)).toEqual([refusedWithoutReason]);
  });

  it('is due with a record of the refusal, too', () => {
    expect(said((tape) => refuseRefund(tape, { id: first, seller, amount: 300, before: 0 }))).toEqual([
      refusedWithoutReason,
    ]);
  });

  it('is refused rightly where nothing was captured of the order, which counts as a test', () => {
    const tape = createFactTape(berlin(monday, '10:00'));
    want(tape, 300);
    tape.send(saga, shop, refused);
    const { findings, checked } = examine(withinAuthorisation, tape.facts);
    expect([findings, checked]).toEqual([[], 1]);
  });

  it('is refused rightly by a cent more than what is left, and wrongly by the last cent of it', () => {
    const after900 = (amount: number) => (tape: FactTape) => {
      tape.commit(saga, ['refunds', accepted(second, 900)]);
      refuseRefund(tape, { id: first, seller, amount, before: 900 });
    };
    expect(said(after900(301))).toEqual([]);
    expect(said(after900(300))).toEqual([
      'the payment service refuses refund-1.1.1 of 3.00 EUR, and 3.00 EUR is left of the 12.00 EUR that was captured of order-1.1 [300 EUR]',
    ]);
  });

  it('is refused rightly where what was promised to another one was taken back only after it had been asked for', () => {
    const other = accepted(second, 1000);
    const takeBack = (tape: FactTape): void => {
      tape.commit(saga, ['refunds', { ...other, status: 'refused', reason: 'refund_exceeds_charge' }]);
    };
    const refusal = { ...accepted(first, 300), status: 'refused', reason: 'refund_exceeds_order' } as const;
    const during = said((tape) => {
      tape.commit(saga, ['refunds', other]);
      want(tape, 300);
      takeBack(tape);
      tape.commit(saga, ['refunds', refusal]);
    });
    const before = said((tape) => {
      tape.commit(saga, ['refunds', other]);
      takeBack(tape);
      want(tape, 300);
      tape.commit(saga, ['refunds', refusal]);
    });
    const takenBack =
      'the payment service refuses refund-1.1.2 of 10.00 EUR, which it had accepted, and the PSP has not refused it [1000 EUR]';
    expect(during).toEqual([takenBack]);
    expect(before).toEqual([takenBack, refusedWithoutReason]);
  });
});

describe('a refund that the PSP refuses', () => {
  const refusing = (amount: number) => (tape: FactTape) => {
    want(tape, amount);
    tape.commit(saga, ['refunds', accepted(first, amount)]);
    tape.commit(psp, ['pspRefunds', atPsp(first, 'refused', amount)]);
    tape.commit(saga, ['refunds', { ...accepted(first, amount), status: 'refused', reason: 'refund_exceeds_charge' }]);
  };

  it('is held against what the PSP itself has paid back', () => {
    const paid = (tape: FactTape): void => tape.commit(psp, ['pspRefunds', atPsp(second, 'refunded', 1000)]);
    const after1000 = said((tape) => {
      paid(tape);
      refusing(300)(tape);
    });
    expect(after1000).toEqual([]);
    expect(said(refusing(300))).toEqual([
      'the PSP refuses refund-1.1.1 of 3.00 EUR, and 12.00 EUR is left of the 12.00 EUR that was captured of order-1.1 [300 EUR]',
    ]);
  });
});
