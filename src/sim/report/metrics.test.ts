import { describe, expect, it } from 'vitest';
import { createFactTape, delivered, lost, sent, threaded, type FactTape } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { about, amount, created, execute, referenceOf, secondAttempt } from '../../../test/support/order-17.ts';
import { monday } from '../../../test/support/week-of-files.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { addressOf } from '../../domain/addresses.ts';
import { buyerId, orderId, refundId, refundReference, sellerId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import type { OrderProgressRecord, RefundRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const id = orderId(17, 1);
const checkout = created.eventId;
const buyer = addressOf.buyer(checkout);
const event = addressOf.paymentEvent(checkout);
const saga = addressOf.orderSaga(id);
const executor = addressOf.paymentOrder(id);
const psp = addressOf.charge(about().key);
const refund = refundId(id, 1);
const refundSaga = addressOf.refundSaga(refund);

const basket = { buyerId: buyerId(17), card: 'tok_1', orders: [], total: amount };
const buy = { type: 'Buy', checkoutId: checkout, basket } as const;
const people = { checkoutId: checkout, sellerId: sellerId(3), card: 'tok_1' };
const accepted: OrderProgressRecord = { id, ...people, status: 'accepted', ...amount };
const reserved = { id: refund, orderId: id, sellerId: sellerId(3), key: about().key, before: minorUnits(0), ...amount };
const ask = { type: 'RefundAsked', refundId: refund, orderId: id, amount } as const;
const asked: RefundRecord = { ...reserved, status: 'accepted' };

function metricsOf(facts: readonly Fact[]): Metrics {
  const metrics = createMetrics(0, 600_000);
  hearAll(metrics.hears, threaded(facts));
  return metrics;
}

function taped(play: (tape: FactTape) => void): Metrics {
  const tape = createFactTape(0);
  play(tape);
  return metricsOf(tape.facts);
}

describe('the figures of traffic', () => {
  it('count buyers who arrive, and their clicks after the first until they hear', () => {
    const { checkouts, buyerRetries, messages } = metricsOf([
      delivered(0, buyer, buyer, { type: 'BuyerArrived', checkoutId: checkout, basket }),
      sent(0, buyer, event, buy),
      sent(8_000, buyer, event, buy),
      sent(16_000, buyer, event, buy),
      delivered(17_000, event, buyer, { type: 'CheckoutClosed', checkoutId: checkout, outcome: 'paid' }),
    ]).counts();
    expect({ checkouts, buyerRetries, messages }).toEqual({ checkouts: 1, buyerRetries: 2, messages: 3 });
  });

  it('count an order once, and what it was declined for, however often its record is written', () => {
    const metrics = taped((tape) => {
      tape.commit(saga, ['orderProgress', accepted]);
      tape.commit(saga, ['orderProgress', { ...accepted, status: 'declined' }]);
      tape.commit(saga, ['orderProgress', { ...accepted, status: 'declined' }]);
    });
    expect(metrics.counts()).toMatchObject({ orders: 1, declined: 1, captured: 0 });
    expect(metrics.declined()).toEqual({ EUR: 10_000 });
  });

  it('count doubts, further attempts and captures at the executor', () => {
    const metrics = taped((tape) => {
      tape.commit(executor, ['paymentOrders', created]);
      tape.commit(executor, ['paymentOrders', { ...created, status: 'unknown' }]);
      tape.commit(executor, ['paymentOrders', secondAttempt]);
      tape.commit(executor, ['paymentOrders', { ...secondAttempt, status: 'captured' }]);
    });
    expect(metrics.counts()).toMatchObject({ unknownOutcomes: 1, softDeclineRetries: 1, captured: 1 });
  });

  it('take the money that was captured from the PSP', () => {
    const { key } = about();
    const fees = { authorised: minorUnits(10_000), fee: minorUnits(320) };
    const charge = { id: key, idempotencyKey: key, reference: referenceOf(1), orderId: id, card: 'tok_1', ...fees };
    const metrics = taped((tape) => {
      tape.commit(psp, ['charges', { ...charge, status: 'processing', ...amount }]);
      tape.commit(psp, ['charges', { ...charge, status: 'captured', ...amount }]);
      tape.commit(psp, ['charges', { ...charge, status: 'captured', settledOn: monday, ...amount }]);
    });
    expect(metrics.captured()).toEqual({ EUR: 10_000 });
  });
});

describe('the figures of refunds', () => {
  it('count those that were asked for and paid', () => {
    const metrics = taped((tape) => {
      tape.send(addressOf.refundRequest(refund), refundSaga, ask);
      tape.commit(refundSaga, ['refunds', asked]);
      tape.commit(refundSaga, ['refunds', { ...asked, status: 'paid' }]);
      tape.commit(refundSaga, ['refunds', { ...asked, status: 'posted' }]);
    });
    expect(metrics.counts()).toMatchObject({ refundsAsked: 1, refunded: 1, refundsRefused: 0 });
  });

  it('take the money that went back from the PSP', () => {
    const paid = {
      id: refund,
      reference: refundReference(refund),
      orderId: id,
      key: about().key,
      businessDate: monday,
    };
    const metrics = taped((tape) => {
      tape.commit(psp, ['pspRefunds', { ...paid, status: 'refunded', refundedAt: 0, ...amount }]);
      tape.commit(psp, ['pspRefunds', { ...paid, status: 'refunded', refundedAt: 0, settledOn: monday, ...amount }]);
      tape.commit(psp, ['pspRefunds', { ...paid, id: refundId(id, 2), status: 'refused', refundedAt: 0, ...amount }]);
    });
    expect(metrics.refunded()).toEqual({ EUR: 10_000 });
  });
});

describe('the figures of trouble', () => {
  it('count restarts, lost messages, inquiries and dead letters', () => {
    const counts = taped((tape) => {
      tape.crash('executor', 10_000);
      tape.lose(saga, executor, execute);
      tape.send(executor, psp, { type: 'ChargeInquiry', ...about() });
      tape.commit(executor, ['executorDeadLetters', { id: executor, at: 0, reason: 'the PSP is silent' }]);
      tape.commit(saga, ['sagaDeadLetters', { id: saga, at: 0, reason: 'the executor is silent' }]);
    }).counts();
    expect(counts).toMatchObject({ restarts: 1, messagesLost: 1, inquiries: 1, deadLetters: 2, pspRetries: 1 });
  });

  it('count how often parked work was taken up again', () => {
    const calls = [0, 599_999, 1_199_999].map((at) => sent(at, saga, executor, execute));
    expect(metricsOf(calls).counts()).toMatchObject({ callRetries: 2, redrives: 1 });
  });

  it('do not take a message for lost that was only never sent again', () => {
    expect(metricsOf([lost(0, saga, executor, execute)]).counts()).toMatchObject({ messagesLost: 1, messages: 0 });
  });
});

describe('the figures of the night', () => {
  const names = { id: 'psp/EUR/2026-03-02', source: 'psp', currency: EUR, date: monday, sequence: 1 } as const;
  const figures = { opening: minorUnits(0), closing: minorUnits(9_680), ledgerCursor: 0, revision: 1, lines: 8 };
  const stored: IngestedFileRecord = { ...names, ...figures, status: 'stored', matched: 0, opened: 0, resolved: 0 };
  const night = addressOf.settlementNight(EUR, monday);

  it('count a file and its lines when it is reconciled, and not again when it is closed', () => {
    const metrics = taped((tape) => {
      tape.commit(night, ['files', stored]);
      tape.commit(night, ['files', { ...stored, status: 'reconciled', matched: 7, opened: 1 }]);
      tape.commit(night, ['files', { ...stored, status: 'closed', matched: 7, opened: 1 }]);
    });
    expect(metrics.counts().filesReconciled).toBe(1);
    expect(metrics.lines()).toEqual({ read: 8, matched: 7 });
  });

  it('count a file that was corrected once, with the lines of its last revision', () => {
    const metrics = taped((tape) => {
      tape.commit(night, ['files', { ...stored, status: 'closed', matched: 7, opened: 1 }]);
      tape.commit(night, ['files', { ...stored, revision: 2, matched: 7, opened: 1 }]);
      tape.commit(night, ['files', { ...stored, revision: 2, status: 'closed', matched: 8, opened: 1, resolved: 1 }]);
    });
    expect(metrics.counts().filesReconciled).toBe(1);
    expect(metrics.lines()).toEqual({ read: 8, matched: 8 });
  });

  it('do not count a file that has only been taken in', () => {
    const metrics = taped((tape) => tape.commit(night, ['files', stored]));
    expect(metrics.counts().filesReconciled).toBe(0);
    expect(metrics.lines()).toEqual({ read: 0, matched: 0 });
  });
});
