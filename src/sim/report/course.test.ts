import { describe, expect, it } from 'vitest';
import { lost, sent, written, type Row } from '../../../test/support/fact-tape.ts';
import { about, amount, created, execute, notified, captureOf, refused } from '../../../test/support/order-17.ts';
import { addressOf } from '../../domain/addresses.ts';
import { orderId, refundId, sellerId } from '../../domain/ids.ts';
import type { Fact, Faulted, Restarted } from '../facts.ts';
import type { Fault, FaultKind } from '../faults/fault.ts';
import { createCourse } from './course.ts';

const id = orderId(17, 1);
const saga = addressOf.orderSaga(id);
const executor = addressOf.paymentOrder(id);
const psp = addressOf.charge(about().key);
const crash = { kind: 'service.crash', when: 'after', downMs: 10_000 } as const;
const drop = { kind: 'network.drop' } as const;

function faulted(fault: Fault, rest: Partial<Faulted> = {}): Faulted {
  const site = 'payment-service→executor ExecuteOrder order-17.1 #1';
  return { kind: 'faulted', at: 0, site, concern: id, fault, ...rest };
}

function changed(kind: FaultKind, facts: readonly Fact[]): number {
  const course = createCourse();
  for (const fact of facts) course.observe(fact);
  return course.changed(kind);
}

const call = sent(0, saga, executor, execute);
const callAgain = sent(1_000, saga, executor, execute);
const inquiry = sent(10_500, executor, psp, { type: 'ChargeInquiry', ...about() });

function restarted(at: number, resumed: number): Restarted {
  return { kind: 'restarted', at, service: 'wallet', concern: 'wallet', resumed };
}

describe('a fault at a site', () => {
  it('has changed the course when the call is made again', () => {
    expect(changed('network.drop', [call, faulted(drop), callAgain])).toBe(1);
  });

  it('has changed nothing when it is absorbed without a trace', () => {
    const answer = sent(12, executor, saga, { type: 'ChargePending', ...about() });
    expect(changed('network.duplicate', [call, faulted({ kind: 'network.duplicate', lagMs: 9 }), answer])).toBe(0);
  });

  it('has changed it once, however much follows', () => {
    expect(changed('network.drop', [call, faulted(drop), callAgain, callAgain, inquiry])).toBe(1);
    expect(changed('network.drop', [call, faulted(drop), faulted(drop, { at: 1 }), callAgain, inquiry])).toBe(2);
  });

  it.each<[string, Fact]>([
    ['the PSP is asked what became of the charge', inquiry],
    ['the PSP refuses', sent(5, psp, executor, refused(503))],
    ['an order is in doubt', written(5, executor, ['paymentOrders', { ...created, status: 'unknown' }])],
    ['work is given up', written(5, saga, ['sagaDeadLetters', { id: saga, at: 0, reason: 'nobody answered' }])],
  ])('has changed it when %s', (_, sign) => {
    expect(changed('network.drop', [faulted(drop), sign])).toBe(1);
    expect(changed('network.drop', [sign, faulted(drop)])).toBe(0);
    expect(changed('network.drop', [faulted(drop, { concern: 'order-18.1' }), sign])).toBe(0);
  });

  it('is not taken for a call that is made again when another refund asks the same of the same wallet', () => {
    const debit = (n: number): Fact => {
      const message = { orderId: id, refundId: refundId(id, n), sellerId: sellerId(3), amount };
      const wallet = addressOf.wallet(message.sellerId, amount.currency);
      return sent(n, addressOf.refundSaga(message.refundId), wallet, { type: 'DebitSeller', ...message });
    };
    expect(changed('network.drop', [debit(1), faulted(drop), debit(2)])).toBe(0);
    expect(changed('network.drop', [debit(1), faulted(drop), debit(1)])).toBe(1);
  });

  it('is not taken for one when a service says the same to itself before each attempt', () => {
    const asked = sent(0, executor, addressOf.pspGateway, { type: 'PspCallAsked', orderId: id, caller: executor });
    expect(changed('network.drop', [asked, faulted(drop), asked])).toBe(0);
  });

  it('of a webhook changes nothing when the webhook is the first to come', () => {
    const webhook = sent(5, psp, executor, notified(captureOf(1)));
    expect(changed('psp.webhook-early', [faulted({ kind: 'psp.webhook-early' }), webhook])).toBe(0);
  });
});

describe('a crash', () => {
  const atSite = faulted(crash, { site: 'wallet.db commit order-17.1 #1' });
  const credit = { type: 'CreditSeller', orderId: id, sellerId: sellerId(3), amount } as const;
  const toWallet = lost(4_000, saga, addressOf.wallet(sellerId(3), amount.currency), credit);

  it('at a site has changed the course when its service has work left over', () => {
    expect(changed('service.crash', [atSite, restarted(10_000, 1)])).toBe(1);
    expect(changed('service.crash', [atSite, restarted(10_000, 0)])).toBe(0);
  });

  it('that loses what its database had not committed is a crash like any other', () => {
    const unsynced = { ...atSite, fault: { kind: 'database.lose-unsynced', downMs: 10_000 } } as const;
    expect(changed('database.lose-unsynced', [unsynced, restarted(10_000, 1)])).toBe(1);
  });

  it('has changed it when a message is lost to the service that is down', () => {
    expect(changed('service.crash', [atSite, toWallet])).toBe(1);
    const other = faulted(crash, { site: 'ledger handle PostSale order-18.1 #1', concern: 'order-18.1' });
    expect(changed('service.crash', [other, toWallet])).toBe(0);
  });

  it('counts once, at its order and at its service', () => {
    expect(changed('service.crash', [call, atSite, callAgain, toWallet, restarted(10_000, 2)])).toBe(1);
  });

  it('has no part in what happens to its service more than a minute after it is up again', () => {
    const other = faulted(crash, { site: 'wallet handle CreditSeller order-18.1 #1', concern: 'order-18.1' });
    expect(changed('service.crash', [other, restarted(70_000, 1)])).toBe(1);
    expect(changed('service.crash', [other, restarted(70_001, 1)])).toBe(0);
  });
});

describe('an episode', () => {
  const episode = (fault: Fault): Faulted =>
    faulted(fault, { site: `episode ${fault.kind}`, concern: fault.kind, forMs: 30_000 });
  const parted = { between: ['executor'], and: ['psp', 'bank'], oneWay: false } as const;
  const partition = episode({ kind: 'network.partition', ...parted });

  it('that parts the network has changed the course when a message is lost on either side', () => {
    expect(changed('network.partition', [partition, lost(100, executor, psp, inquiry.message)])).toBe(1);
    expect(changed('network.partition', [partition, lost(100, psp, executor, refused(503))])).toBe(1);
    expect(changed('network.partition', [partition, lost(100, executor, saga, execute)])).toBe(0);
  });

  it('has no part in what happens more than a minute after its end', () => {
    expect(changed('network.partition', [partition, lost(90_000, executor, psp, inquiry.message)])).toBe(1);
    expect(changed('network.partition', [partition, lost(90_001, executor, psp, inquiry.message)])).toBe(0);
  });

  it('of the PSP has changed it when a request is refused', () => {
    const refusal = sent(100, psp, executor, refused(503));
    expect(changed('psp.outage', [episode({ kind: 'psp.outage' }), refusal])).toBe(1);
  });

  it('of a slow service has changed it when it is called again, not when a message to it is lost', () => {
    const slow = episode({ kind: 'service.slow', service: 'executor', byMs: 400 });
    expect(changed('service.slow', [slow, lost(100, saga, executor, execute)])).toBe(0);
    expect(changed('service.slow', [slow, restarted(200, 3)])).toBe(0);
    expect(changed('service.slow', [call, slow, callAgain])).toBe(1);
  });

  it('may come again, each for itself', () => {
    const pause = { kind: 'service.pause', service: 'executor' } as const;
    const later = { ...episode(pause), at: 200_000 };
    const again = { ...callAgain, at: 210_000 };
    expect(changed('service.pause', [call, episode(pause), callAgain, later, again])).toBe(2);
  });
});

describe('what happens in any run', () => {
  it('is forgotten when an order is closed, so that nothing is kept for ever', () => {
    const closed = { type: 'OrderClosed', orderId: id, checkoutId: created.eventId, paid: true } as const;
    const heard: Fact = { ...sent(5, saga, addressOf.paymentEvent(created.eventId), closed), kind: 'delivered' };
    expect(changed('network.drop', [call, heard, faulted(drop), callAgain])).toBe(0);
    expect(changed('network.drop', [call, heard, faulted(drop), callAgain, callAgain])).toBe(1);
  });

  it('is no sign of trouble', () => {
    const row: Row = ['paymentOrders', { ...created, status: 'captured' }];
    expect(changed('network.drop', [faulted(drop), written(5, executor, row)])).toBe(0);
  });
});
