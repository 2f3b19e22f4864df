/** An order of 12.00 that is posted, and a buyer who wants some of it back. */
import { describe, expect, it } from 'vitest';
import { berlin, createFactTape, threaded, type FactTape } from '../../../test/support/fact-tape.ts';
import { edited, without } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { order, playCheckout } from '../../../test/support/good-days-checkouts.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, refundId, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';
import { everythingEnds } from './everything-ends.ts';

const sold = orderId(1, 1);
const refund = refundId(sold, 1);
const [shop, saga] = [addressOf.refundRequest(refund), addressOf.refundSaga(refund)];
const names = { refundId: refund, orderId: sold };
const hour = 3_600_000;

function ask(tape: FactTape): void {
  tape.send(shop, saga, { type: 'RefundAsked', ...names, amount: money(300, EUR) });
}

function soldAnd(play: (tape: FactTape) => void): Fact[] {
  const tape = createFactTape(berlin(businessDate('2026-03-02'), '10:00'));
  const sale = order(1, 1, 1, { amount: 1200, sellerPart: 1080, fee: 60, balance: 1080, version: 1 });
  playCheckout(tape, { n: 1, outcome: 'paid', orders: [sale] });
  play(tape);
  return threaded(tape.facts);
}

/** What is said of refunds a while after the last fact. */
function said(facts: readonly Fact[], later = 2 * hour): string[] {
  return verdicts(everythingEnds, facts, (facts.at(-1)?.at ?? 0) + later).filter((one) => one.startsWith('refund'));
}

describe('a refund that is asked for when its order is over', () => {
  it('is answered, or somebody is left without a word', () => {
    const unanswered = soldAnd(ask);
    expect(said(unanswered)).toEqual([
      'refund-1.1.1 of 3.00 EUR was asked for when order-1.1 was over, and is not answered, 2 h after the last sign of it [300 EUR]',
    ]);
    const [finding] = examine(everythingEnds, unanswered, undefined, (unanswered.at(-1)?.at ?? 0) + 2 * hour).findings;
    expect(finding).toMatchObject({ concern: 'order-1.1', whose: 'the buyer of checkout-1' });
  });

  it('is given the time that was agreed', () => {
    expect(said(soldAnd(ask), hour - 1)).toEqual([]);
    expect(said(soldAnd(ask), hour)).toHaveLength(1);
  });

  it('may be refused, even if that is lost on its way', () => {
    const refused = { type: 'RefundClosed', ...names, outcome: 'refused' } as const;
    const facts = soldAnd((tape) => {
      ask(tape);
      tape.lose(saga, shop, refused);
    });
    expect(said(facts)).toEqual([]);
  });

  it('is answered again, if it is over and asked for once more', () => {
    const key = idempotencyKey(sold, 1);
    const of = { id: refund, orderId: sold, sellerId: sellerId(1), key, before: minorUnits(0), ...money(300, EUR) };
    const askedAgain = (answer: boolean): Fact[] =>
      soldAnd((tape) => {
        ask(tape);
        tape.commit(saga, ['refunds', { ...of, status: 'accepted' }]);
        ask(tape);
        tape.commit(saga, ['refunds', { ...of, status: 'posted' }]);
        ask(tape);
        if (answer) tape.send(saga, shop, { type: 'RefundClosed', ...names, outcome: 'refunded' });
      });
    expect(said(askedAgain(true))).toEqual([]);
    expect(said(askedAgain(false))).toEqual([
      'refund-1.1.1 of 3.00 EUR was asked for when order-1.1 was over, and is not answered, 2 h after the last sign of it [300 EUR]',
    ]);
  });

  it('is forgotten by a payment service that crashes, and by no other', () => {
    const crashing = (service: 'payment-service' | 'wallet'): Fact[] =>
      soldAnd((tape) => {
        ask(tape);
        tape.crash(service, 1000);
      });
    expect(said(crashing('payment-service'))).toEqual([]);
    expect(said(crashing('wallet'))).toHaveLength(1);
  });
});

describe('a refund that is asked for before its order is over', () => {
  it('need not be answered', () => {
    const open = edited(
      soldAnd(ask),
      without('orderProgress', ({ status }) => status === 'posted'),
    );
    expect(said(open)).toEqual([]);
  });
});
