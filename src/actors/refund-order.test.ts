import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { idempotencyKey, orderId, refundId, refundReference } from '../domain/ids.ts';
import type { MessageOf, RefundOutcome } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { RefundOrderRecord } from '../domain/executor-records.ts';
import { refundOrder } from './refund-order.ts';

const order = orderId(17, 2);
const id = refundId(order, 1);
const key = idempotencyKey(order, 1);
const about = { refundId: id, orderId: order };
const start = Date.parse('2026-03-02T12:00:00Z');
const amount = money(2377, EUR);
const created: RefundOrderRecord = { id, orderId: order, key, status: 'created', ...amount };
const resumed = { type: 'Resumed' } as const;
const execute: MessageOf<'ExecuteRefund'> = { type: 'ExecuteRefund', ...about, key, amount };
const granted: MessageOf<'PspCallGranted'> = { type: 'PspCallGranted', orderId: order };
const notFound: MessageOf<'RefundNotFound'> = { type: 'RefundNotFound', ...about };
const outcome: RefundOutcome = { status: 'refunded', reference: refundReference(id), refundedAt: 1 };
const answered: MessageOf<'RefundAnswered'> = { type: 'RefundAnswered', ...about, outcome };

function notNow(retryAfterMs: number): MessageOf<'PspCallRefused'> {
  return { type: 'PspCallRefused', orderId: order, retryAfterMs };
}
function refusedBy(status: 429 | 500 | 503, retryAfterMs = 0): MessageOf<'PspRefused'> {
  return { type: 'PspRefused', orderId: order, key: id, status, retryAfterMs };
}

const asks = 'PspCallAsked → executor/psp-gateway';
const ends = 'PspCallEnded → executor/psp-gateway';
const requests = 'RefundRequested → psp/refunds-order-17.2:1';
const inquires = 'RefundInquiry → psp/refunds-order-17.2:1';
const reports = 'RefundExecuted → payment-service/refund-17.2.1';
const doubts = 'commit DoubtStored';

function executor(settings: Partial<BenchSettings> = {}): Bench {
  return bench(refundOrder, { entity: 'refund-17.2.1', ...settings });
}

/** The gateway has let the first request through, and the PSP is silent. */
function requesting(settings: Partial<BenchSettings> = {}): Bench {
  const refund = executor(settings);
  expect(refund.tell(execute)).toEqual(['commit RefundStored']);
  expect(refund.acknowledge()).toEqual([asks]);
  expect(refund.tell(granted)).toEqual([requests]);
  return refund;
}

/** The request had no answer, which is stored; the first back-off of half a second is over. */
function inquiring(settings: Partial<BenchSettings> = {}): Bench {
  const refund = requesting(settings);
  expect(refund.wait(10_000)).toEqual([ends, doubts]);
  refund.acknowledge();
  expect(refund.wait(500)).toEqual([asks]);
  expect(refund.tell(granted)).toEqual([inquires]);
  return refund;
}

describe('a refund of 23.77 at the executor', () => {
  it('is stored before anybody is called', () => {
    const refund = executor();
    refund.tell(execute);
    expect(refund.writes()).toEqual([{ op: 'insert', table: 'refundOrders', record: created }]);
    expect(refund.acknowledge()).toEqual([asks]);
    expect(refund.messages()).toEqual([
      { type: 'PspCallAsked', orderId: 'order-17.2', caller: 'executor/refund-17.2.1' },
    ]);
  });

  it('is asked of the PSP under its own id, on the charge', () => {
    expect(requesting().messages()).toEqual([
      { type: 'RefundRequested', refundId: 'refund-17.2.1', orderId: 'order-17.2', key: 'order-17.2:1', amount },
    ]);
  });

  it('is stored as refunded, then reported', () => {
    const refund = requesting();
    expect(refund.tell(answered)).toEqual([ends, 'commit OutcomeStored']);
    expect(refund.messages()).toEqual([{ type: 'PspCallEnded', orderId: 'order-17.2', answered: true }]);
    expect(refund.writes()).toEqual([
      {
        op: 'put',
        table: 'refundOrders',
        record: { ...created, status: 'refunded', pspReference: 're_17_2_1', refundedAt: 1 },
      },
    ]);
    expect(refund.acknowledge()).toEqual([reports]);
    expect(refund.messages()).toEqual([{ type: 'RefundExecuted', ...about, outcome }]);
    expect(refund.done()).toBe(true);
  });

  it('that the PSP refuses is stored as refused, then reported', () => {
    const refund = requesting();
    const refusal = { status: 'refused', code: 'refund_exceeds_charge' } as const;
    refund.tell({ ...answered, outcome: refusal });
    expect(refund.writes()).toMatchObject([{ record: { status: 'refused', code: 'refund_exceeds_charge' } }]);
    expect(refund.acknowledge()).toEqual([reports]);
    expect(refund.messages()).toMatchObject([{ outcome: refusal }]);
  });
});

describe('a PSP that is silent', () => {
  it('leaves a doubt that is stored, and is asked what became of the refund before it is asked again', () => {
    const refund = inquiring();
    const unknown = { ...created, status: 'unknown' } as const;
    expect(refund.writes()).toEqual([{ op: 'advance', table: 'refundOrders', record: unknown, from: 'created' }]);
    expect(refund.messages()).toEqual([{ type: 'RefundInquiry', ...about, key: 'order-17.2:1' }]);
    expect(refund.tell(answered)).toEqual([ends, 'commit OutcomeStored']);
    expect(refund.times(requests)).toEqual([0]);
  });

  it('tells the gateway with each call that had no answer', () => {
    const refund = requesting();
    refund.wait(10_000);
    expect(refund.messages()).toEqual([{ type: 'PspCallEnded', orderId: 'order-17.2', answered: false }]);
  });

  it('knows of no such refund: it is asked for the same one again', () => {
    const refund = inquiring();
    expect(refund.tell(notFound)).toEqual([ends, asks]);
    expect(refund.tell(granted)).toEqual([requests]);
    expect(refund.messages()).toMatchObject([{ refundId: 'refund-17.2.1', key: 'order-17.2:1', amount }]);
    expect(refund.tell(answered)).toEqual([ends, 'commit OutcomeStored']);
  });

  it('is called four times in a round, in each of three rounds, and then it is a dead letter', () => {
    const refund = requesting();
    const grants = (): void => {
      for (let second = 0; second < 7200; second += 1) {
        if (refund.wait(1000).includes(asks)) refund.tell(granted);
        if (refund.state() === 'paying.storingDoubt') refund.acknowledge();
      }
    };
    grants();
    expect(refund.times(requests)).toHaveLength(1);
    expect(refund.times(inquires)).toHaveLength(3 + 4 + 4);
    expect(refund.state()).toBe('paying.storingDeadLetter');
    expect(refund.writes()).toEqual([
      {
        op: 'put',
        table: 'executorDeadLetters',
        record: {
          id: 'executor/refund-17.2.1',
          at: start,
          reason: 'the PSP has not answered about the refund: 4 calls in the last of 3 rounds',
        },
      },
    ]);
    refund.acknowledge();
    expect(refund.wait(86_400_000)).toEqual([]);
    expect(refund.state()).toBe('paying.deadLettered');
    expect(refund.tell(resumed)).toEqual([asks]);
    refund.tell(granted);
    grants();
    expect(refund.times(inquires)).toHaveLength(11 + 12);
    expect(refund.tell(resumed)).toEqual([asks]);
  });

  it('is called afresh when the refund is driven in its last back-off', () => {
    const refund = inquiring({ policy: { psp: { ...quick, attempts: 2 }, redrive: { everyMs: 600_000, rounds: 1 } } });
    expect(refund.wait(10_000)).toEqual([ends]);
    expect(refund.tell(resumed)).toEqual([]);
    expect(refund.wait(1000)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([inquires]);
  });

  it('may answer a request that was given up on, whatever the executor does meanwhile', () => {
    const backingOff = requesting();
    backingOff.wait(10_000);
    expect(backingOff.tell(answered)).toEqual(['commit OutcomeStored']);
    const asking = inquiring();
    asking.wait(10_000);
    expect(asking.wait(1000)).toEqual([asks]);
    expect(asking.tell(answered)).toEqual(['commit OutcomeStored']);
    // What was granted to nobody's use is not used.
    expect(asking.tell(granted)).toEqual([]);
  });

  it('that finds nothing at the last call of a round is asked for the refund in the next one', () => {
    const refund = inquiring({ policy: { psp: { ...quick, attempts: 2 } } });
    refund.tell(notFound);
    expect(refund.state()).toBe('paying.backingOff');
    expect(refund.wait(599_999)).toEqual([]);
    expect(refund.state()).toBe('paying.parked');
    expect(refund.wait(1001)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([requests]);
  });
});

const quick = { timeoutMs: 10_000, attempts: 4, backoff: { firstMs: 500, maxMs: 30_000, jitter: 500_000 } };

describe('a PSP that refuses the call', () => {
  it('with a 429 is well, is left alone for as long as it says, and asked again without a doubt', () => {
    const refund = requesting();
    expect(refund.tell(refusedBy(429, 7000))).toEqual([ends]);
    expect(refund.messages()).toMatchObject([{ answered: true }]);
    expect(refund.wait(6999)).toEqual([]);
    expect(refund.wait(1)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([requests]);
    expect(refund.times(doubts)).toEqual([]);
  });

  it.each([500, 503] as const)('with a %i may have paid: the doubt is stored and it is asked about', (status) => {
    const refund = requesting();
    expect(refund.tell(refusedBy(status))).toEqual([ends, doubts]);
    expect(refund.messages()).toMatchObject([{ answered: false }]);
    refund.acknowledge();
    expect(refund.wait(500)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([inquires]);
    expect(refund.tell(refusedBy(status, 5000))).toEqual([ends]);
    expect(refund.wait(4999)).toEqual([]);
    expect(refund.wait(1)).toEqual([asks]);
  });
});

describe('a gateway that refuses the call', () => {
  it('is asked again when the circuit may be closed', () => {
    const refund = executor();
    refund.tell(execute);
    refund.acknowledge();
    expect(refund.tell(notNow(30_000))).toEqual([]);
    expect(refund.wait(29_999)).toEqual([]);
    expect(refund.wait(1)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([requests]);
  });

  it('all the time parks the refund after four calls, which asks afresh when it is driven', () => {
    const refund = executor();
    refund.tell(execute);
    refund.acknowledge();
    for (let call = 1; call <= 4; call += 1) {
      refund.tell(notNow(1));
      refund.wait(4000);
    }
    expect(refund.state()).toBe('paying.parked');
    expect(refund.tell(resumed)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([requests]);
  });

  it('or says nothing is asked again after a second', () => {
    const refund = executor();
    refund.tell(execute);
    refund.acknowledge();
    expect(refund.wait(1000)).toEqual([asks]);
  });
});

describe('an executor that restarts', () => {
  it('stores its doubt about a refund that may have been asked for, and inquires', () => {
    const refund = executor({ record: created });
    expect(refund.tell(resumed)).toEqual([doubts]);
    expect(refund.acknowledge()).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([inquires]);
  });

  it('inquires about a refund that it has doubts about', () => {
    const refund = executor({ record: { ...created, status: 'unknown' } });
    expect(refund.tell(execute)).toEqual([asks]);
    expect(refund.tell(granted)).toEqual([inquires]);
  });

  it.each([
    [{ ...created, status: 'refunded', pspReference: refundReference(id), refundedAt: 1 } as const, outcome],
    [{ ...created, status: 'refused', code: 'charge_not_captured' } as const, { code: 'charge_not_captured' }],
  ])('leaves a refund that is final alone, and tells whoever asks', (record, expected) => {
    const refund = executor({ record });
    expect([...refund.tell(resumed), ...refund.tell(answered), ...refund.tell(notFound)]).toEqual([]);
    expect(refund.tell(execute)).toEqual([reports]);
    expect(refund.messages()).toMatchObject([{ outcome: expected }]);
  });

  it('knows nothing of a refund that was not stored', () => {
    const refund = executor();
    expect([...refund.tell(resumed), ...refund.tell(answered), ...refund.tell(granted)]).toEqual([]);
    expect(refund.state()).toBe('waitingForRefund');
  });
});

describe('a slow database', () => {
  it('is asked again for the refund, the doubt and the outcome', () => {
    const refund = executor();
    refund.tell(execute);
    expect(refund.wait(2000)).toEqual(['commit RefundStored']);
    expect(refund.refuse('exists')).toEqual([asks]);
    refund.tell(granted);
    refund.tell(refusedBy(500));
    expect(refund.wait(2000)).toEqual([doubts]);
    refund.tell(answered);
    expect(refund.wait(2000)).toEqual(['commit OutcomeStored']);
    expect(refund.tell(execute)).toEqual([]);
    expect(refund.acknowledge()).toEqual([reports]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(refundOrder)).toEqual([]);
});
