import { describe, expect, it } from 'vitest';
import type { Bench, BenchEvent } from '../../test/support/machine-bench.ts';
import {
  answered,
  captureOf,
  created,
  executor,
  lines,
  referenceOf,
  secondAttempt,
} from '../../test/support/order-17.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';

const resumed: BenchEvent = { type: 'Resumed' };

function restarted(record: PaymentOrderRecord): Bench {
  return executor({ record, policy: { defects: new Set(['recovery-repeats-effect']) } });
}

describe('a recovery that charges again whatever was open', () => {
  it.each(['created', 'unknown'] as const)(
    'gives an order that was %s a second attempt, and a key of its own',
    (status) => {
      const order = restarted({ ...created, status });
      expect(order.tell(resumed)).toEqual([]);
      expect(order.wait(3000)).toEqual(['commit AttemptStored']);
      expect(order.writes()).toEqual([
        { op: 'advance', table: 'paymentOrders', record: secondAttempt, from: { attempt: 1 } },
      ]);
      expect(order.acknowledge()).toEqual([lines.requestsAgain]);
      // The first charge went through, and nobody wants to know.
      expect(order.tell(answered(captureOf(1)))).toEqual([]);
      order.tell(answered(captureOf(2), 2));
      expect(order.writes()).toMatchObject([{ record: { status: 'captured', pspReference: 'ch_17_1_2' } }]);
    },
  );

  it('ought to inquire about the attempt that may have been asked for', () => {
    expect(executor({ record: { ...created, status: 'unknown' } }).tell(resumed)).toEqual([lines.inquires]);
  });

  it('leaves it at the attempts that the policy allows', () => {
    const order = restarted({ ...secondAttempt, status: 'unknown' });
    expect(order.tell(resumed)).toEqual(['ChargeInquiry → psp/charge-order-17.1:2']);
  });

  it('leaves an order alone that has its outcome', () => {
    const order = restarted({ ...created, status: 'captured', pspReference: referenceOf(1) });
    expect(order.tell(resumed)).toEqual([]);
    expect(order.wait(60_000)).toEqual([]);
  });
});
