import { describe, expect, it } from 'vitest';
import type { Bench, BenchSettings } from '../../test/support/machine-bench.ts';
import {
  about,
  amount,
  answered,
  captureOf,
  charging,
  created,
  execute,
  executor,
  inquiring,
  lines,
  notFound,
  pending,
  refused,
  softly,
} from '../../test/support/order-17.ts';
import type { DefectName } from '../domain/defects.ts';
import type { IdempotencyKey } from '../domain/ids.ts';
import { orderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';

const { requests, requestsAgain, inquires } = lines;

function having(...defects: DefectName[]): Partial<BenchSettings> {
  return { policy: { defects: new Set(defects) } };
}

/** The PSP has no charge by a name that the executor has for one. */
function unknownAs(key: string): MessageOf<'ChargeNotFound'> {
  return { type: 'ChargeNotFound', ...about(), key: key as IdempotencyKey };
}

function keysOf(order: Bench): unknown[] {
  const sent = order.effects().flatMap((effect) => (effect.type === 'send' ? effect.deliveries : []));
  return sent.flatMap(({ message }) => (message.type === 'ChargeRequested' ? [message.key] : []));
}

describe('an executor without idempotency keys', () => {
  it('says so in every request, and asks by the name of the charge', () => {
    const order = inquiring(having('no-idempotency-key'));
    expect(order.tell(notFound())).toEqual([requests]);
    const request = { type: 'ChargeRequested', orderId: 'order-17.1', key: 'order-17.1:1', card: 'tok_1', amount };
    expect(order.messages()).toMatchObject([{ ...request, unkeyed: true }]);
  });

  it('ought to have the PSP know the request again', () => {
    expect(charging().messages()[0]).not.toHaveProperty('unkeyed');
  });
});

describe('a request that the PSP does not know of, repeated', () => {
  it('under a new key each time is a new purchase each time', () => {
    const order = inquiring(having('new-key-per-attempt'));
    expect(order.tell(notFound())).toEqual(['ChargeRequested → psp/charge-order-17.1:1-2']);
    order.wait(10_000);
    order.acknowledge();
    order.wait(2000);
    expect(order.messages()).toMatchObject([{ type: 'ChargeInquiry', key: 'order-17.1:1-2' }]);
    // The fourth call was the last of its round; the next one begins with another inquiry.
    order.tell(unknownAs('order-17.1:1-2'));
    order.wait(604_000);
    order.tell(unknownAs('order-17.1:1-2'));
    expect(keysOf(order)).toEqual(['order-17.1:1', 'order-17.1:1-2', 'order-17.1:1-3']);
    // The first request was only late, and what became of it is nobody's business any more.
    expect(order.tell(answered(captureOf(1)))).toEqual([]);
  });

  it('ought to have the key that the charge would have', () => {
    const order = inquiring();
    order.tell(notFound());
    expect(keysOf(order)).toEqual(['order-17.1:1', 'order-17.1:1']);
  });
});

describe('a key made from all that is known of the order', () => {
  it('is another one as soon as the order is in doubt: the charge cannot be found', () => {
    const order = charging(having('volatile-fields-in-key'));
    expect(order.wait(10_000)).toEqual(['commit DoubtStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'unknown', idempotencyKey: 'order-17.1:1-unknown' } }]);
    order.acknowledge();
    expect(order.wait(500)).toEqual(['ChargeInquiry → psp/charge-order-17.1:1-unknown']);
    order.tell(unknownAs('order-17.1:1-unknown'));
    expect(keysOf(order)).toEqual(['order-17.1:1', 'order-17.1:1-unknown']);
    expect(order.tell(answered(captureOf(1)))).toEqual([]);
  });

  it('stays what it is in doubt', () => {
    const order = charging(having('volatile-fields-in-key'));
    order.wait(10_000);
    order.acknowledge();
    order.wait(500);
    order.tell(unknownAs('order-17.1:1-unknown'));
    order.wait(10_000);
    expect(order.writes()).toMatchObject([{ record: { idempotencyKey: 'order-17.1:1-unknown' } }]);
  });
});

describe('a key for the whole checkout', () => {
  const other = { ...execute, orderId: orderId(17, 2) };

  it('is the same for both of its orders, attempt by attempt', () => {
    const keys = [execute, other].map((order) => {
      const one = executor({ ...having('key-scope-too-wide'), entity: order.orderId });
      one.tell(order);
      return one.writes()[0]?.record;
    });
    expect(keys).toMatchObject([
      { id: 'order-17.1', idempotencyKey: 'checkout-17:1' },
      { id: 'order-17.2', idempotencyKey: 'checkout-17:1' },
    ]);
    const again = charging(having('key-scope-too-wide'));
    again.tell({ ...answered(softly), key: 'checkout-17:1' as IdempotencyKey });
    again.wait(3000);
    expect(again.writes()).toMatchObject([{ record: { attempt: 2, idempotencyKey: 'checkout-17:2' } }]);
  });

  it('ought to be one for each order', () => {
    const one = executor({ entity: 'order-17.2' });
    one.tell(other);
    expect(one.writes()).toMatchObject([{ record: { idempotencyKey: 'order-17.2:1' } }]);
  });
});

describe('an order that was parked without an answer', () => {
  /** Four calls were in vain, which took 47.5 s; ten minutes later the next round begins. */
  function parked(settings: Partial<BenchSettings> = {}): Bench {
    const order = inquiring(settings);
    order.wait(37_000);
    expect(order.state()).toBe('charging.parked');
    expect(order.wait(599_999)).toEqual([]);
    return order;
  }

  it('is asked for again, under a key that the PSP may have forgotten', () => {
    const order = parked(having('key-expired-then-retry'));
    expect(order.wait(1)).toEqual([requests]);
    expect(order.tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
  });

  it('ought to be inquired about', () => {
    expect(parked().wait(1)).toEqual([inquires]);
  });

  it('and never was in doubt, since the PSP only throttled, is inquired about all the same', () => {
    const order = charging(having('key-expired-then-retry'));
    for (let call = 1; call <= 4; call += 1) {
      order.tell(refused(429));
      order.wait(4000);
    }
    expect(order.state()).toBe('charging.parked');
    order.wait(600_000);
    expect(order.acknowledge()).toEqual([inquires]);
  });
});

describe('the attempt after a soft decline', () => {
  it('under the key of the first one hears the first decline again', () => {
    const order = charging(having('cached-decline-blocks-retry'));
    order.tell(answered(softly));
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.writes()).toMatchObject([{ record: { attempt: 2, idempotencyKey: 'order-17.1:1' } }]);
    expect(order.acknowledge()).toEqual([requests]);
    expect(order.tell(answered(softly))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'declined', attempt: 2 } }]);
  });

  it('ought to have a key of its own', () => {
    const order = charging();
    order.tell(answered(softly));
    order.wait(3000);
    expect(order.acknowledge()).toEqual([requestsAgain]);
  });
});

describe('a retry that is put together from what the seller is to get', () => {
  const paid = (order: Bench): unknown => {
    const [message] = order.messages();
    return message?.type === 'ChargeRequested' && message;
  };

  it('asks for 90.00 of the 100.00, under the same key', () => {
    const order = charging(having('same-key-different-amount'));
    expect(paid(order)).toMatchObject({ key: 'order-17.1:1', amount: { amount: 10_000 } });
    order.tell(refused(429));
    expect(order.wait(500)).toEqual([requests]);
    expect(paid(order)).toMatchObject({ key: 'order-17.1:1', amount: { amount: 9000 } });
  });

  it('is no retry when it is a new attempt', () => {
    const order = charging(having('same-key-different-amount'));
    order.tell(answered(softly));
    order.wait(3000);
    order.acknowledge();
    expect(paid(order)).toMatchObject({ key: 'order-17.1:2', amount: { amount: 10_000 } });
  });

  it('ought to ask for what the first request asked for', () => {
    const order = charging();
    order.tell(refused(429));
    order.wait(500);
    expect(paid(order)).toMatchObject({ amount: { amount: 10_000 } });
  });
});

describe('an inquiry that finds the charge pending', () => {
  it('leads to a second payment where what is unknown counts as unpaid', () => {
    const order = inquiring(having('unknown-paid-again'));
    expect(order.tell(pending())).toEqual([]);
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.writes()).toMatchObject([{ record: { attempt: 2, idempotencyKey: 'order-17.1:2' } }]);
    expect(order.acknowledge()).toEqual([requestsAgain]);
    // The first one is captured after all.
    expect(order.tell(answered(captureOf(1)))).toEqual([]);
  });

  it('leads to no more attempts than the policy allows', () => {
    const order = executor({ ...having('unknown-paid-again'), record: { ...created, attempt: 2, status: 'unknown' } });
    order.tell({ type: 'Resumed' });
    order.tell(pending());
    expect(order.state()).toBe('charging.backingOff');
  });

  it('ought to be repeated', () => {
    const order = inquiring();
    order.tell(pending());
    expect(order.wait(1000)).toEqual([inquires]);
  });
});

describe('a caller without a back-off', () => {
  it('is back after a millisecond, whether there was no answer or the PSP said when to come again', () => {
    const order = charging(having('retry-without-backoff'));
    order.tell(refused(429, 7000));
    expect(order.wait(1)).toEqual([requests]);
    order.wait(10_000);
    order.acknowledge();
    expect(order.wait(1)).toEqual([inquires]);
    expect(order.wait(10_001)).toEqual([inquires]);
  });

  it('ought to keep its distance', () => {
    const order = charging();
    order.tell(refused(429, 7000));
    expect(order.wait(6999)).toEqual([]);
  });
});
