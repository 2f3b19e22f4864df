import { describe, expect, it } from 'vitest';
import type { Bench, BenchEvent } from '../../test/support/machine-bench.ts';
import {
  answered,
  captureOf,
  created,
  execute,
  executor,
  lines,
  notFound,
  notified,
  refused,
  requestedAt,
  settled,
  softly,
} from '../../test/support/order-17.ts';

const { requests, inquires, reports } = lines;

describe('the gateway', () => {
  const asks = 'PspCallAsked → executor/psp-gateway';
  const tells = 'PspCallEnded → executor/psp-gateway';
  const granted: BenchEvent = { type: 'PspCallGranted', orderId: created.id };
  const denied = (retryAfterMs: number): BenchEvent => ({ type: 'PspCallRefused', orderId: created.id, retryAfterMs });
  const told = (order: Bench) =>
    order
      .effects()
      .flatMap((effect) => (effect.type === 'send' ? effect.deliveries.map(({ message }) => message) : []));
  const stored = (): Bench => {
    const order = executor({ gateway: undefined });
    order.tell(execute);
    expect(order.acknowledge()).toEqual([asks]);
    expect(order.messages()).toEqual([{ type: 'PspCallAsked', orderId: 'order-17.1', caller: 'executor/order-17.1' }]);
    return order;
  };

  it('is asked before the request and before every inquiry, and hears that there was no answer', () => {
    const order = stored();
    expect(order.tell(granted)).toEqual([requests]);
    expect(order.wait(10_000)).toEqual([tells, 'commit DoubtStored']);
    expect(told(order).at(-1)).toMatchObject({ type: 'PspCallEnded', answered: false });
    order.acknowledge();
    expect(order.wait(500)).toEqual([asks]);
    expect(order.tell(granted)).toEqual([inquires]);
    expect(order.tell(notFound())).toEqual([tells, asks]);
    expect(order.tell(granted)).toEqual([requests]);
  });

  it.each<[string, BenchEvent, boolean]>([
    ['an answer', answered(captureOf(1)), true],
    ['a webhook', notified(softly), true],
    ['a 429', refused(429), true],
    ['a 500', refused(500), false],
    ['a 503', refused(503), false],
    ['a settlement file', settled(), false],
  ])('hears of %s whether the PSP is well', (_, event, isWell) => {
    const order = stored();
    order.tell(granted);
    order.tell(event);
    expect(told(order).filter(({ type }) => type === 'PspCallEnded')).toEqual([
      { type: 'PspCallEnded', orderId: 'order-17.1', answered: isWell },
    ]);
  });

  it('that refuses is asked again when it says so, and at the back-off at the soonest', () => {
    const order = stored();
    expect(order.tell(denied(20_000))).toEqual([]);
    expect(order.wait(19_999)).toEqual([]);
    expect(order.wait(1)).toEqual([asks]);
    order.tell(denied(1));
    expect(order.wait(999)).toEqual([]);
    expect(order.wait(1)).toEqual([asks]);
  });

  it('that keeps the order waiting does not make its first request any older: it is dated by when it is sent', () => {
    const order = stored();
    order.tell(denied(400_000));
    order.wait(400_000);
    expect(order.tell(granted)).toEqual([requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', asOf: requestedAt + 400_000 }]);
  });

  it('that refuses four times has the order parked; it was never charged, and is inquired about all the same', () => {
    const order = stored();
    for (let call = 1; call <= 4; call += 1) {
      order.tell(denied(30_000));
      order.wait(30_000);
    }
    expect(order.state()).toBe('charging.parked');
    expect(order.wait(600_000)).toEqual(['commit DoubtStored']);
    expect(order.acknowledge()).toEqual([asks]);
    expect(order.tell(granted)).toEqual([inquires]);
  });

  it('that refuses for ever gives nothing up: the order has no round behind it, and all four calls of one', () => {
    const order = stored();
    const refusedFourTimes = (): void => {
      for (let ask = 1; ask <= 4; ask += 1) {
        order.tell(denied(30_000));
        order.wait(30_000);
      }
      expect(order.state()).toBe('charging.parked');
      order.wait(600_000);
    };
    refusedFourTimes();
    expect(order.acknowledge()).toEqual([asks]);
    for (let time = 2; time <= 12; time += 1) refusedFourTimes();
    expect(order.tell(granted)).toEqual([inquires]);
    for (const backoff of [500, 1000, 2000]) {
      order.wait(10_000);
      expect(order.wait(backoff)).toEqual([asks]);
      expect(order.tell(granted)).toEqual([inquires]);
    }
    order.wait(10_000);
    order.wait(30_000);
    expect(order.state()).toBe('charging.parked');
  });

  it('that refuses in the middle of a round has the rest of that round made after the break', () => {
    const order = stored();
    order.tell(granted);
    order.wait(10_000);
    order.acknowledge();
    expect(order.wait(500)).toEqual([asks]);
    for (let ask = 1; ask <= 4; ask += 1) {
      order.tell(denied(30_000));
      order.wait(30_000);
    }
    expect(order.state()).toBe('charging.parked');
    expect(order.wait(600_000)).toEqual([asks]);
    expect(order.tell(granted)).toEqual([inquires]);
    expect(order.tell(notFound())).toEqual([tells, asks]);
    expect(order.tell(granted)).toEqual([requests]);
  });

  it('that is silent is asked again, within the round', () => {
    const order = stored();
    expect(order.wait(3999)).toEqual([asks, asks, asks]);
    order.wait(1);
    expect(order.state()).toBe('charging.backingOff');
  });

  it('whose leave comes late is not used', () => {
    const order = stored();
    expect(order.tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect([...order.tell(granted), ...order.tell(denied(1))]).toEqual([]);
    expect(order.acknowledge()).toEqual([reports]);
  });
});
