import { describe, expect, it } from 'vitest';
import { unvisitedStates, type Bench, type BenchEvent } from '../../test/support/machine-bench.ts';
import {
  answered,
  captureOf,
  charging,
  created,
  execute,
  executor,
  hardly,
  inquiring,
  lines,
  notFound,
  notified,
  refused,
  requestedAt,
  secondAttempt,
  settled,
  softly,
} from '../../test/support/order-17.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';
import { paymentOrder } from './payment-order.ts';

const { requests, inquires, reports } = lines;
const inquiresAgain = 'ChargeInquiry → psp/charge-order-17.1:2';
const resumed: BenchEvent = { type: 'Resumed' };
const unknown: PaymentOrderRecord = { ...created, status: 'unknown' };
const buried = 'commit DeadLetterStored';

describe('an order that is woken after a crash', () => {
  it('and had not been in doubt is in doubt now: the request may have left', () => {
    const order = executor({ record: created });
    expect(order.tell(resumed)).toEqual(['commit DoubtStored']);
    expect(order.writes()).toEqual([
      { op: 'advance', table: 'paymentOrders', record: unknown, from: { attempt: 1, status: 'created' } },
    ]);
    expect(order.acknowledge()).toEqual([inquires]);
    expect(order.tell(notFound())).toEqual([requests]);
  });

  it('and was in doubt is inquired about at once', () => {
    expect(executor({ record: unknown }).tell(resumed)).toEqual([inquires]);
  });

  it('goes on with the attempt that is stored, and keeps its date', () => {
    const order = executor({ record: { ...secondAttempt, status: 'unknown' }, start: '2026-03-02T12:05:00Z' });
    expect(order.tell(resumed)).toEqual([inquiresAgain]);
    order.tell(answered(captureOf(2), 2));
    expect(order.writes()).toMatchObject([
      { record: { attempt: 2, requestedAt: requestedAt + 3000, status: 'captured', pspReference: 'ch_17_1_2' } },
    ]);
  });

  it('while it waited after a soft decline hears of the decline again, and waits again', () => {
    const order = executor({ record: created });
    order.tell(resumed);
    order.acknowledge();
    expect(order.tell(answered(softly))).toEqual([]);
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.writes()).toMatchObject([{ record: { attempt: 2, status: 'created' } }]);
  });

  it('by the saga, which asks again, goes on in the same way', () => {
    expect(executor({ record: created }).tell(execute)).toEqual(['commit DoubtStored']);
    expect(executor({ record: unknown }).tell(execute)).toEqual([inquires]);
  });

  it.each([
    ['the answer', answered(captureOf(1)), 'captured'],
    ['the webhook', notified(hardly), 'declined'],
    ['the settlement file', settled(), 'captured'],
  ])('by %s acts on it', (_, event, status) => {
    const order = executor({ record: unknown });
    expect(order.tell(event)).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status } }]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('by a soft decline takes the next attempt', () => {
    const order = executor({ record: unknown });
    expect(order.tell(notified(softly))).toEqual([]);
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
  });

  it('with its outcome stored has nothing to take up', () => {
    const order = executor({ record: { ...created, status: 'captured', pspReference: 'ch_17_1_1' } });
    expect([...order.tell(resumed), ...order.tell(notified(captureOf(1)))]).toEqual([]);
    expect(order.state()).toBe('waitingForOrder');
    expect(order.tell(execute)).toEqual([reports]);
  });

  it('without a record knows of nothing', () => {
    const order = executor();
    const early = [resumed, answered(captureOf(1)), notified(softly), settled(), notFound(), refused(500)];
    expect(early.flatMap((event) => order.tell(event))).toEqual([]);
    expect(order.state()).toBe('waitingForOrder');
  });
});

describe('a commit of before the crash', () => {
  const refusal = (ack: string, attempt: number): BenchEvent => {
    return { type: 'CommitRefused', ack, about: `order-17.1:${attempt} of ${requestedAt}`, reason: 'stale' };
  };

  it('that has stored an outcome meanwhile is not undone: the PSP says it once more', () => {
    const order = executor({ record: created });
    order.tell(resumed);
    expect(order.refuse('stale')).toEqual([inquires]);
    order.tell(answered(captureOf(1)));
    expect(order.writes()).toMatchObject([{ op: 'put', record: { status: 'captured', attempt: 1 } }]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('that has stored the next attempt meanwhile is the next attempt: whoever asks next finds it', () => {
    const order = executor({ record: created });
    order.tell(resumed);
    order.refuse('stale');
    order.tell(answered(softly));
    order.wait(3000);
    expect(order.refuse('stale')).toEqual([]);
    expect(order.state()).toBe('overtaken');
    const woken = executor({ record: secondAttempt });
    woken.tell(execute);
    expect(woken.acknowledge()).toEqual([inquiresAgain]);
  });

  it('has no say in another one', () => {
    const order = executor({ record: created });
    order.tell(resumed);
    expect([...order.tell(refusal('OrderStored', 1)), ...order.tell(refusal('DoubtStored', 2))]).toEqual([]);
    expect(order.state()).toBe('charging.storingDoubt');
    order.tell(answered(softly));
    order.wait(3000);
    expect([...order.tell(refusal('DoubtStored', 1)), ...order.tell(refusal('AttemptStored', 3))]).toEqual([]);
    expect(order.state()).toBe('storingAttempt');
  });
});

describe('an order without an answer', () => {
  it('is parked after four calls, taken up twice every ten minutes, and then a dead letter', () => {
    const order = charging();
    order.wait(10_000);
    order.acknowledge();
    order.wait(3_600_000);
    // Calls take 10 s each, with back-offs of 0.5, 1, 2 and 4 s: the rounds begin at 0, 647.5 and 1,295 s.
    expect(order.times(requests)).toEqual([0]);
    expect(order.times(inquires)).toEqual([
      10_500, 21_500, 33_500, 647_500, 658_000, 669_000, 681_000, 1_295_000, 1_305_500, 1_316_500, 1_328_500,
    ]);
    // The fourth call of the last round ends at 1,338.5 s, and its back-off 4 s later.
    expect(order.times(buried)[0]).toBe(1_342_500);
    expect(order.writes()).toEqual([
      {
        op: 'put',
        table: 'executorDeadLetters',
        record: {
          id: 'executor/order-17.1',
          at: requestedAt,
          reason: 'the PSP has not said what became of order-17.1:1: 4 calls in the last of 3 rounds',
        },
      },
    ]);
    expect(order.state()).toBe('charging.storingDeadLetter');
    expect(order.acknowledge()).toEqual([]);
    expect(order.wait(86_400_000)).toEqual([]);
    expect(order.state()).toBe('charging.deadLettered');
  });

  it.each([
    ['parked', 60_000],
    ['storingDeadLetter', 1_343_000],
    ['deadLettered', 1_343_000],
  ])('hears the answer while it is %s', (state, ms) => {
    const order = silentFor(ms, state);
    expect(order.tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it.each([
    ['parked', 60_000],
    ['storingDeadLetter', 1_343_000],
    ['deadLettered', 1_343_000],
  ])('begins afresh when an operator drives it while it is %s', (state, ms) => {
    const order = silentFor(ms, state);
    const before = order.times(inquires).length;
    expect(order.tell(resumed)).toEqual([inquires]);
    order.wait(3_600_000);
    expect(order.times(inquires).length - before).toBe(12);
    expect(order.state()).toBe('charging.storingDeadLetter');
  });

  it('goes on as it was when an operator drives it while it is calling, backing off or storing', () => {
    const order = charging();
    expect(order.tell(resumed)).toEqual([]);
    order.wait(10_000);
    expect(order.tell(resumed)).toEqual([]);
    order.acknowledge();
    expect(order.tell(resumed)).toEqual([]);
    expect(order.wait(500)).toEqual([inquires]);
    expect(order.tell(resumed)).toEqual([]);
    order.tell(answered(softly));
    expect(order.tell(resumed)).toEqual([]);
    order.wait(3000);
    expect(order.tell(resumed)).toEqual([]);
    expect(order.state()).toBe('storingAttempt');
  });

  it('has all of its calls and rounds again from then on, the present call being the first', () => {
    const order = silentFor(1_330_000, 'inquiring.awaitingPsp');
    const before = order.times(inquires).length;
    order.tell(resumed);
    order.wait(3_600_000);
    expect(order.times(inquires).length - before).toBe(3 + 4 + 4);
    expect(order.state()).toBe('charging.storingDeadLetter');
  });

  it('that the PSP throttled four times is inquired about in its second round, and not charged blindly', () => {
    const order = charging();
    for (let call = 1; call <= 4; call += 1) {
      order.tell(refused(429));
      order.wait(4000);
    }
    expect(order.times(requests)).toHaveLength(4);
    expect(order.state()).toBe('charging.parked');
    expect(order.wait(600_000)).toEqual(['commit DoubtStored']);
    expect(order.acknowledge()).toEqual([inquires]);
  });
});

/** The PSP has said nothing, and the database has stored the doubt, and the dead letter in the last state. */
function silentFor(ms: number, state: string): Bench {
  const order = inquiring();
  order.wait(ms - 10_500);
  if (state === 'deadLettered') order.acknowledge();
  expect(order.state()).toBe(`charging.${state}`);
  return order;
}

it('the stories visit every state but those that only mistakes lead to', () => {
  expect(unvisitedStates(paymentOrder)).toEqual(['charging.awaitingWebhook', 'storingMarkedOutcome']);
});
