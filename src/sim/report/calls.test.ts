import { describe, expect, it } from 'vitest';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { about, amount, created, execute } from '../../../test/support/order-17.ts';
import { addressOf, type Address } from '../../domain/addresses.ts';
import { orderId, refundId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import type { Fact } from '../facts.ts';
import { createCalls, type Calls } from './calls.ts';

const id = orderId(17, 1);
const checkout = created.eventId;
const event = addressOf.paymentEvent(checkout);
const saga = addressOf.orderSaga(id);
const executor = addressOf.paymentOrder(id);
const psp = addressOf.charge(about().key);
const wallet = addressOf.wallet(sellerId(3), amount.currency);
const parkedMs = 600_000;

const charge: Message = { type: 'ChargeRequested', ...about(), card: 'tok_1', amount };
const chargeAgain: Message = { type: 'ChargeRequested', ...about(2), card: 'tok_1', amount };
const inquiry: Message = { type: 'ChargeInquiry', ...about() };
const closed: Message = { type: 'OrderClosed', orderId: id, checkoutId: checkout, paid: true };

function callsOf(facts: readonly Fact[]): Calls {
  const calls = createCalls(parkedMs);
  hearAll([calls.hears], facts);
  return calls;
}

function call(at: number, message: Message, from: Address = executor, to: Address = psp): Fact {
  return sent(at, from, to, message);
}

describe('calls to the PSP', () => {
  it('are counted, inquiries and repeated ones among them', () => {
    const facts = [call(0, charge), call(10_000, inquiry), call(20_000, charge), call(0, execute, saga, executor)];
    const calls = callsOf(facts);
    expect([calls.pspCalls(), calls.inquiries()]).toEqual([3, 1]);
  });
});

describe('repeated calls', () => {
  const repeated = (...facts: Fact[]): unknown => callsOf(facts).repeatedCalls();

  it('are counted by whom they are made to', () => {
    const toExecutor = [0, 1_000, 2_000].map((at) => call(at, execute, saga, executor));
    expect(repeated(...toExecutor, call(0, charge), call(10_000, charge))).toEqual({ services: 2, psp: 1 });
  });

  it('to the PSP are inquiries too, the first among them', () => {
    expect(repeated(call(0, charge), call(10_000, inquiry), call(20_000, inquiry))).toEqual({ services: 0, psp: 2 });
  });

  it('are not those of another attempt, which has a key of its own', () => {
    expect(repeated(call(0, charge), call(3_000, chargeAgain))).toEqual({ services: 0, psp: 0 });
  });

  it('are not those of another refund of the same order', () => {
    const debit = (n: number): Fact => {
      const message = {
        type: 'DebitSeller',
        refundId: refundId(id, n),
        orderId: id,
        sellerId: sellerId(3),
        amount,
      } as const;
      return call(n, message, addressOf.refundSaga(message.refundId), wallet);
    };
    expect(repeated(debit(1), debit(2))).toEqual({ services: 0, psp: 0 });
    expect(repeated(debit(1), debit(1))).toEqual({ services: 1, psp: 0 });
  });

  it('are forgotten when the order is closed, so that memory is bounded by what is in flight', () => {
    const heard = delivered(500, saga, event, closed);
    expect(repeated(call(0, execute, saga, executor), heard, call(900, execute, saga, executor))).toEqual({
      services: 0,
      psp: 0,
    });
  });
});

describe('calls that are taken up again', () => {
  it('are those after their work had been parked', () => {
    const again = (at: number): number => callsOf([call(0, charge), call(at, charge)]).redrivenCalls();
    expect([again(parkedMs - 1), again(parkedMs)]).toEqual([0, 1]);
  });

  it('are counted for each round', () => {
    const calls = [0, 600_000, 601_000, 1_300_000].map((at) => call(at, execute, saga, executor));
    expect(callsOf(calls).redrivenCalls()).toBe(2);
  });
});
