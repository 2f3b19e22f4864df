import { describe, expect, it } from 'vitest';
import type { Bench, BenchSettings } from '../../test/support/machine-bench.ts';
import {
  amount,
  answered,
  captureOf,
  charging,
  created,
  execute,
  executor,
  hardly,
  lines,
  requestedAt,
  secondAttempt,
  softly,
} from '../../test/support/order-17.ts';

const { requests, requestsAgain, reports } = lines;

/** The first attempt was softly declined, and the second one is under way. */
function chargingAgain(settings: Partial<BenchSettings> = {}): Bench {
  const order = charging(settings);
  order.tell(answered(softly));
  order.wait(3000);
  expect(order.acknowledge()).toEqual([requestsAgain]);
  return order;
}

describe('a payment order', () => {
  it('is stored before the PSP hears of it', () => {
    const order = executor();
    expect(order.tell(execute)).toEqual(['commit OrderStored']);
    expect(order.writes()).toEqual([{ op: 'insert', table: 'paymentOrders', record: created }]);
    expect(order.acknowledge()).toEqual([requests]);
    expect(order.messages()).toEqual([
      { type: 'ChargeRequested', orderId: 'order-17.1', key: 'order-17.1:1', card: 'tok_1', amount, asOf: requestedAt },
    ]);
  });

  it('that the PSP captures is stored as captured, and then reported', () => {
    const order = charging();
    order.wait(250);
    expect(order.tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
    const record = { ...created, status: 'captured', pspReference: 'ch_17_1_1' };
    expect(order.writes()).toEqual([{ op: 'put', table: 'paymentOrders', record }]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toEqual([
      {
        type: 'OrderExecuted',
        orderId: 'order-17.1',
        outcome: { status: 'captured', pspReference: 'ch_17_1_1', requestedAt },
      },
    ]);
    expect(order.done()).toBe(true);
  });

  it('that is declined hard is never tried again', () => {
    const order = charging();
    expect(order.tell(answered(hardly))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'declined', declineCode: 'stolen_card', attempt: 1 } }]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toMatchObject([{ outcome: { status: 'declined', code: 'stolen_card' } }]);
    expect(order.wait(3_600_000)).toEqual([]);
  });
});

describe('a soft decline', () => {
  it('is followed after 3 s by an attempt whose key is stored before it is used', () => {
    const order = charging();
    expect(order.tell(answered(softly))).toEqual([]);
    expect(order.wait(2999)).toEqual([]);
    expect(order.state()).toBe('waitingAfterSoftDecline');
    expect(order.wait(1)).toEqual(['commit AttemptStored']);
    expect(order.effect()).toMatchObject({ about: `order-17.1:2 of ${requestedAt + 3000}` });
    expect(order.writes()).toEqual([
      { op: 'advance', table: 'paymentOrders', record: secondAttempt, from: { attempt: 1 } },
    ]);
    expect(order.acknowledge()).toEqual([requestsAgain]);
    expect(order.messages()).toMatchObject([{ key: 'order-17.1:2', card: 'tok_1', amount }]);
  });

  it('may be followed by a capture, which is dated by its own request', () => {
    const order = chargingAgain();
    order.tell(answered(captureOf(2), 2));
    expect(order.writes()).toMatchObject([{ record: { status: 'captured', attempt: 2, pspReference: 'ch_17_1_2' } }]);
    order.acknowledge();
    expect(order.messages()).toMatchObject([
      { outcome: { pspReference: 'ch_17_1_2', requestedAt: requestedAt + 3000 } },
    ]);
  });

  it('of the last attempt is final', () => {
    const order = chargingAgain();
    expect(order.tell(answered(softly, 2))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([
      { record: { status: 'declined', declineCode: 'insufficient_funds', attempt: 2 } },
    ]);
  });

  it('is final at once where no retry is allowed', () => {
    const order = charging({ policy: { softDeclineRetries: 0 } });
    expect(order.tell(answered(softly))).toEqual(['commit OutcomeStored']);
  });

  it('may be followed by two more, each with a key of its own', () => {
    const order = chargingAgain({ policy: { softDeclineRetries: 2 } });
    order.tell(answered(softly, 2));
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.acknowledge()).toEqual(['ChargeRequested → psp/charge-order-17.1:3']);
  });

  it('that arrives again is not another decline', () => {
    const order = charging();
    order.tell(answered(softly));
    expect(order.tell(answered(softly))).toEqual([]);
    order.wait(3000);
    expect(order.tell(answered(softly))).toEqual([]);
    expect(order.state()).toBe('storingAttempt');
    order.acknowledge();
    expect([...order.tell(answered(softly)), ...order.tell(answered(hardly, 1))]).toEqual([]);
    expect(order.state()).toBe('charging.requesting.awaitingPsp');
  });

  it('leaves the next attempt its own four calls', () => {
    const order = charging();
    order.wait(10_000);
    order.acknowledge();
    order.wait(500);
    order.tell(answered(softly));
    order.wait(3000);
    order.acknowledge();
    for (let call = 2; call <= 4; call += 1) {
      order.wait(10_000);
      if (call === 2) order.acknowledge();
      order.wait(30_000);
    }
    expect(order.times(requestsAgain)).toEqual([13_500]);
    expect(order.times('ChargeInquiry → psp/charge-order-17.1:2')).toHaveLength(3);
  });
});

describe('an order that is sent again', () => {
  it('changes nothing while it is stored, charged, waiting or settled', () => {
    const order = executor();
    order.tell(execute);
    expect(order.tell(execute)).toEqual([]);
    order.acknowledge();
    expect(order.tell(execute)).toEqual([]);
    order.tell(answered(softly));
    expect(order.tell(execute)).toEqual([]);
    order.wait(3000);
    order.acknowledge();
    order.tell(answered(captureOf(2), 2));
    expect(order.tell(execute)).toEqual([]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('gets the outcome that is stored, and no second charge', () => {
    const order = executor({ record: { ...created, status: 'captured', pspReference: 'ch_17_1_1' } });
    expect(order.tell(execute)).toEqual([reports]);
    expect(order.messages()).toMatchObject([
      { outcome: { status: 'captured', pspReference: 'ch_17_1_1', requestedAt } },
    ]);
    const refused = executor({ record: { ...created, status: 'declined', declineCode: 'stolen_card' } });
    expect(refused.tell(execute)).toEqual([reports]);
    expect(refused.messages()).toMatchObject([{ outcome: { status: 'declined', code: 'stolen_card' } }]);
  });
});

describe('a slow database', () => {
  it('is asked again for the order; the PSP is asked once', () => {
    const order = executor();
    order.tell(execute);
    expect(order.wait(2000)).toEqual(['commit OrderStored']);
    expect(order.acknowledge()).toEqual([requests]);
    expect(order.refuse('exists')).toEqual([]);
  });

  it('may refuse the order because of a commit before: whoever asks next finds it as it is stored', () => {
    const order = executor();
    order.tell(execute);
    order.wait(2000);
    expect(order.refuse('exists')).toEqual([]);
    expect(order.done()).toBe(true);
    expect(executor({ record: created }).tell(execute)).toEqual(['commit DoubtStored']);
  });

  it('does not make a late acknowledgement of one attempt that of the next', () => {
    const order = charging({ policy: { softDeclineRetries: 2 } });
    order.tell(answered(softly));
    order.wait(5000);
    expect(order.times('commit AttemptStored')).toEqual([3000, 5000]);
    order.acknowledge();
    order.tell(answered(softly, 2));
    order.wait(3000);
    expect(order.tell({ type: 'AttemptStored', about: `order-17.1:2 of ${requestedAt + 3000}` })).toEqual([]);
    expect(order.state()).toBe('storingAttempt');
    expect(order.acknowledge()).toEqual(['ChargeRequested → psp/charge-order-17.1:3']);
  });

  it('is asked again for the outcome, which is reported once', () => {
    const order = charging();
    order.tell(answered(captureOf(1)));
    expect(order.wait(2000)).toEqual(['commit OutcomeStored']);
    expect(order.acknowledge()).toEqual([reports]);
  });
});
