import { describe, expect, it } from 'vitest';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { about, amount, created, execute } from '../../../test/support/order-17.ts';
import { addressOf, type Address, type ServiceName } from '../../domain/addresses.ts';
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

describe('work that is taken up again', () => {
  const execution = (at: number): Fact => call(at, execute, saga, executor);
  const ask = (at: number): Fact =>
    call(at, { type: 'PspCallAsked', orderId: id, caller: executor }, executor, addressOf.pspGateway);
  const refused = (at: number, retryAfterMs: number): Fact =>
    delivered(at, addressOf.pspGateway, executor, { type: 'PspCallRefused', orderId: id, retryAfterMs });
  const redrives = (...facts: Fact[]): number => callsOf(facts).redrives();

  it('has been parked for as long as the policy says', () => {
    expect(redrives(execution(0), execution(parkedMs - 1))).toBe(0);
    expect(redrives(execution(0), execution(parkedMs))).toBe(1);
  });

  it('is counted for each round', () => {
    expect(redrives(...[0, 600_000, 601_000, 1_300_000].map(execution))).toBe(2);
  });

  it('has not been called for yet, where the circuit to the PSP was open all the while', () => {
    const asks = [ask(0), refused(0, 30_000), ask(30_000), refused(30_000, 30_000)];
    expect(redrives(...asks)).toBe(0);
    expect(redrives(...asks, ask(660_000))).toBe(1);
  });

  it('is counted once when leave to call is asked for and a call is made of it', () => {
    expect(redrives(ask(0), call(0, charge), ask(610_000), call(610_000, inquiry))).toBe(1);
    expect(redrives(ask(0), call(0, charge), ask(610_000), call(610_000, charge))).toBe(1);
  });

  it('was not parked while it waited for as long as the gateway had said', () => {
    expect(redrives(ask(0), refused(10, 600_000), ask(600_010))).toBe(0);
    expect(redrives(ask(0), refused(10, 600_000), ask(1_200_009))).toBe(0);
    expect(redrives(ask(0), refused(10, 600_000), ask(1_200_010))).toBe(1);
  });

  it('was not parked any more once its service had crashed', () => {
    const crash = (service: ServiceName): Fact => ({ kind: 'crashed', at: 300_000, service, concern: service });
    expect(redrives(execution(0), crash('payment-service'), execution(700_000))).toBe(0);
    expect(redrives(execution(0), crash('payment-service'), execution(700_000), execution(1_300_000))).toBe(1);
    expect(redrives(execution(0), crash('executor'), execution(700_000))).toBe(1);
  });

  it('is forgotten when the order is closed', () => {
    const heard = delivered(500, saga, event, closed);
    expect(redrives(ask(0), heard, refused(500, 1), ask(610_000))).toBe(0);
  });

  it('of one caller is not that of another about the same order', () => {
    const refund = addressOf.refundOrder(refundId(id, 1));
    const ofRefund = call(610_000, { type: 'PspCallAsked', orderId: id, caller: refund }, refund, addressOf.pspGateway);
    expect(redrives(ask(0), ofRefund)).toBe(0);
  });
});
