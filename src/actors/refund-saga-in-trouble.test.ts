import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import {
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord, RefundRecord } from '../domain/records.ts';
import { refundSaga } from './refund-saga.ts';

const order = orderId(17, 2);
const id = refundId(order, 1);
const about = { refundId: id, orderId: order };
const start = Date.parse('2026-03-02T12:00:00Z');
const sold: OrderProgressRecord = {
  id: order,
  checkoutId: checkoutId(17),
  sellerId: sellerId(3),
  card: 'card-8',
  status: 'posted',
  pspReference: pspReference(idempotencyKey(order, 1)),
  ...money(2377, EUR),
};
const accepted: RefundRecord = {
  id,
  orderId: order,
  sellerId: sellerId(3),
  key: idempotencyKey(order, 1),
  status: 'accepted',
  before: minorUnits(0),
  ...money(2377, EUR),
};
const paid: RefundRecord = { ...accepted, status: 'paid', pspReference: refundReference(id), refundedAt: 1 };
const resumed = { type: 'Resumed' } as const;
const asked: MessageOf<'RefundAsked'> = { type: 'RefundAsked', ...about, amount: money(2377, EUR) };
const refunded: MessageOf<'RefundExecuted'> = {
  type: 'RefundExecuted',
  ...about,
  outcome: { status: 'refunded', reference: refundReference(id), refundedAt: 1 },
};
const debited: MessageOf<'SellerDebited'> = {
  type: 'SellerDebited',
  ...about,
  sellerId: sellerId(3),
  amount: money(2139, EUR),
};
const posted: MessageOf<'RefundPosted'> = { type: 'RefundPosted', ...about };

const reads = 'read orderProgress, refundBalances, refunds';
const accepts = 'RefundAccepted → shop/refund-17.2.1';
const executes = 'ExecuteRefund → executor/refund-17.2.1';
const debits = 'DebitSeller → wallet/seller-3:EUR';
const posts = 'PostRefund → ledger/posting-refund-17.2.1';
const closes = 'RefundClosed → shop/refund-17.2.1';
const buries = 'commit DeadLetterStored';

function woken(record: RefundRecord | undefined, settings: Partial<BenchSettings> = {}): Bench {
  return bench(refundSaga, { entity: 'refund-17.2.1', record, ...settings });
}

function executing(settings: Partial<BenchSettings> = {}): Bench {
  const refund = woken(accepted, settings);
  refund.tell(resumed);
  return refund;
}

describe('a payment service that restarts', () => {
  it.each([
    ['accepted', accepted, executes],
    ['paid', paid, debits],
    ['debited', { ...paid, status: 'debited' } as const, posts],
  ])('takes a refund up where it was stored as %s, and so does the buyer who asks again', (_, record, next) => {
    expect(woken(record).tell(resumed)).toEqual([accepts, next]);
    expect(woken(record).tell(asked)).toEqual([accepts, next]);
  });

  it.each([
    ['posted', { ...paid, status: 'posted' } as const, 'refunded'],
    ['refused', { ...accepted, status: 'refused', reason: 'refund_exceeds_order' } as const, 'refused'],
  ])('leaves a refund alone that is %s, and tells the buyer who asks again', (_, record, outcome) => {
    const refund = woken(record);
    expect(refund.tell(resumed)).toEqual([]);
    expect(refund.tell(asked)).toEqual([closes]);
    expect(refund.messages()).toMatchObject([{ outcome }]);
  });

  it('before the refund was stored knows nothing of it, and hears of it from the buyer', () => {
    const refund = woken(undefined);
    expect(refund.tell(resumed)).toEqual([]);
    expect(refund.tell(asked)).toEqual([reads]);
  });

  it('may find the refund that it did not know to be stored, and goes on with what is stored', () => {
    const refund = woken(undefined);
    refund.tell(asked);
    const record = { ...accepted, before: minorUnits(100) };
    expect(refund.answerRead({ table: 'refunds', records: [record] })).toEqual([accepts, executes]);
    expect(refund.tell(refunded)).toEqual(['commit PaymentStored']);
    expect(refund.writes()).toMatchObject([{ record: { before: 100, status: 'paid' } }]);
  });

  it('may find that it had refused the refund', () => {
    const refund = woken(undefined);
    refund.tell(asked);
    const refusal = { ...accepted, status: 'refused', reason: 'refund_exceeds_order' } as const;
    expect(refund.answerRead({ table: 'refunds', records: [refusal] })).toEqual([closes]);
  });
});

describe('a message about a refund', () => {
  it('that comes before its turn, or again, moves nothing', () => {
    const refund = executing();
    expect([...refund.tell(debited), ...refund.tell(posted), ...refund.tell(resumed)]).toEqual([]);
    refund.tell(refunded);
    expect([...refund.tell(refunded), ...refund.tell(debited), ...refund.tell(resumed)]).toEqual([]);
    refund.acknowledge();
    expect([...refund.tell(refunded), ...refund.tell(posted), ...refund.tell(resumed)]).toEqual([]);
    refund.tell(debited);
    expect([...refund.tell(debited), ...refund.tell(posted)]).toEqual([]);
    refund.acknowledge();
    expect([...refund.tell(refunded), ...refund.tell(debited)]).toEqual([]);
    expect(refund.state()).toBe('refunding.posting.calling');
  });

  it('from a buyer who asks again is answered at every step, and begins nothing', () => {
    const refund = executing();
    expect(refund.tell(asked)).toEqual([accepts]);
    refund.tell(refunded);
    expect(refund.tell(asked)).toEqual([accepts]);
    refund.acknowledge();
    expect(refund.tell(asked)).toEqual([accepts]);
    expect(refund.state()).toBe('refunding.debiting.calling');
  });

  it.each([refunded, debited, posted])('that is long over wakes nobody: $type', (message) => {
    const refund = woken({ ...paid, status: 'posted' });
    expect(refund.tell(message)).toEqual([]);
    expect(refund.state()).toBe('waitingForRefund');
  });
});

describe('a call without an answer', () => {
  it('is made three times in each of three rounds, ten minutes apart, and then becomes a dead letter', () => {
    const refund = executing();
    refund.wait(7_200_000);
    // 1000 + 200, then 1000 + 400; the round ends with its last time-out, at 3600.
    const round = [0, 1200, 2600];
    expect(refund.times(executes)).toEqual([0, 603_600, 1_207_200].flatMap((from) => round.map((ms) => from + ms)));
    expect(refund.state()).toBe('refunding.executing.storingDeadLetter');
    expect(refund.times(buries)[0]).toBe(1_210_800);
    expect(refund.writes()).toEqual([
      {
        op: 'put',
        table: 'sagaDeadLetters',
        record: {
          id: 'payment-service/refund-17.2.1',
          at: start,
          reason: 'nobody has answered about the refund, which is accepted: 3 calls in the last of 3 rounds',
        },
      },
    ]);
    refund.acknowledge();
    expect(refund.wait(86_400_000)).toEqual([]);
    expect(refund.state()).toBe('refunding.executing.deadLettered');
  });

  it.each([
    ['backing off', 1100, 'refunding.executing.backingOff'],
    ['parked', 60_000, 'refunding.executing.parked'],
    ['a dead letter', 7_200_000, 'refunding.executing.storingDeadLetter'],
  ])('is content with the answer when it is %s', (_, ms, state) => {
    const refund = executing();
    refund.wait(ms);
    expect(refund.state()).toBe(state);
    expect(refund.tell(refunded)).toEqual(['commit PaymentStored']);
  });

  it('begins again with three rounds when an operator drives it, parked or dead', () => {
    const refund = executing();
    refund.wait(60_000);
    expect(refund.tell(resumed)).toEqual([executes]);
    refund.wait(7_200_000);
    expect(refund.times(executes)).toHaveLength(3 + 9);
    refund.acknowledge();
    expect(refund.tell(resumed)).toEqual([executes]);
    refund.wait(7_200_000);
    expect(refund.times(executes)).toHaveLength(3 + 9 + 9);
    expect(refund.writes()).toMatchObject([{ record: { at: start + 60_000 + 7_200_000 } }]);
  });

  it('has three rounds more when it is driven in the last call of the last round', () => {
    const refund = executing();
    refund.wait(1_210_000);
    expect(refund.times(executes)).toHaveLength(9);
    expect(refund.tell(resumed)).toEqual([]);
    refund.wait(7_200_000);
    expect(refund.times(executes)).toHaveLength(9 + 9);
    expect(refund.state()).toBe('refunding.executing.storingDeadLetter');
  });

  it('leaves the wallet and the ledger rounds of their own', () => {
    const refund = executing();
    refund.wait(60_000);
    refund.tell(refunded);
    refund.acknowledge();
    refund.wait(7_200_000);
    expect(refund.times(debits)).toHaveLength(9);
    refund.acknowledge();
    refund.tell(debited);
    refund.acknowledge();
    refund.wait(7_200_000);
    refund.acknowledge();
    expect(refund.times(posts)).toHaveLength(9);
    expect(refund.state()).toBe('refunding.posting.deadLettered');
    expect(refund.tell(posted)).toEqual(['commit PostingStored']);
  });

  it('draws luck of its own for each step, round and call', () => {
    const drawn: string[] = [];
    const refund = executing({ luck: (occasion) => (drawn.push(occasion), 0.5) });
    refund.wait(602_000);
    refund.tell(refunded);
    refund.acknowledge();
    refund.wait(1000);
    expect(drawn.filter((occasion) => !occasion.startsWith('accepted 2'))).toEqual([
      'accepted 1.1',
      'accepted 1.2',
      'paid 1.1',
    ]);
  });
});

describe('a slow database', () => {
  it.each([
    ['PaymentStored', accepted, refunded, debits],
    ['DebitStored', paid, debited, posts],
    ['PostingStored', { ...paid, status: 'debited' } as const, posted, closes],
  ])('is asked again after two seconds for %s, and the next step is taken once', (ack, record, event, next) => {
    const refund = woken(record);
    refund.tell(resumed);
    refund.tell(event);
    const writes = refund.writes();
    expect(refund.wait(2000)).toEqual([`commit ${ack}`]);
    expect(refund.writes()).toEqual(writes);
    expect(refund.acknowledge()).toEqual([next]);
  });

  it('is asked again for the order, the reservation and the refusal', () => {
    const order17 = { table: 'orderProgress', records: [sold] } as const;
    const refund = woken(undefined);
    refund.tell(asked);
    expect(refund.wait(2000)).toEqual([reads]);
    refund.answerRead(order17);
    expect(refund.wait(2000)).toEqual(['commit RefundStored']);
    const tooMuch = woken(undefined);
    tooMuch.tell({ ...asked, amount: money(2378, EUR) });
    tooMuch.answerRead(order17);
    expect(tooMuch.wait(2000)).toEqual(['commit RefusalStored']);
    expect(tooMuch.refuse('exists')).toEqual([reads]);
  });
});

it('the stories of trouble visit every state of a call', () => {
  const inCalls = /\.(calling|backingOff|parked|storingDeadLetter|deadLettered)$/;
  const missed = unvisitedStates(refundSaga).filter((state) => inCalls.test(state));
  expect(missed).toEqual([]);
});
