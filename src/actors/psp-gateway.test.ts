import { describe, expect, it } from 'vitest';
import { bench, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import { orderId, refundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { pspGateway } from './psp-gateway.ts';

const grants = (n: number): string => `PspCallGranted → executor/order-${n}.1`;
const refuses = (n: number): string => `PspCallRefused → executor/order-${n}.1`;

function asked(n: number): MessageOf<'PspCallAsked'> {
  return { type: 'PspCallAsked', orderId: orderId(n, 1), caller: addressOf.paymentOrder(orderId(n, 1)) };
}

function ended(n: number, answered: boolean): MessageOf<'PspCallEnded'> {
  return { type: 'PspCallEnded', orderId: orderId(n, 1), answered };
}

/** Opens after three calls in a row without an answer, for 20 s. */
function gateway(): Bench {
  return bench(pspGateway, { entity: 'psp-gateway', policy: { breaker: { failures: 3, openMs: 20_000 } } });
}

/** So many calls, of orders 1, 2, 3 and so on, that the PSP does not answer. */
function failing(times: number): Bench {
  const door = gateway();
  for (let n = 1; n <= times; n += 1) {
    expect(door.tell(asked(n))).toEqual([grants(n)]);
    door.tell(ended(n, false));
  }
  return door;
}

describe('a closed circuit', () => {
  it('grants every call, and tells whoever has asked', () => {
    const door = gateway();
    expect(door.tell(asked(1))).toEqual([grants(1)]);
    expect(door.messages()).toEqual([{ type: 'PspCallGranted', orderId: 'order-1.1' }]);
    const caller = addressOf.refundOrder(refundId(orderId(1, 1), 2));
    expect(door.tell({ ...asked(1), caller })).toEqual(['PspCallGranted → executor/refund-1.1.2']);
    expect(door.tell(asked(2))).toEqual([grants(2)]);
  });

  it('opens at the third call in a row without an answer', () => {
    expect(failing(2).tell(asked(9))).toEqual([grants(9)]);
    const door = failing(3);
    expect(door.state()).toBe('open');
    expect(door.tell(asked(9))).toEqual([refuses(9)]);
  });

  it('stays closed when an answer comes in between', () => {
    const door = failing(2);
    door.tell(ended(9, true));
    for (const n of [3, 4]) door.tell(ended(n, false));
    expect(door.tell(asked(9))).toEqual([grants(9)]);
    door.tell(ended(5, false));
    expect(door.tell(asked(9))).toEqual([refuses(9)]);
  });

  it('has no use for the end of a call of which it knows nothing, after a restart', () => {
    const door = gateway();
    expect(door.tell(ended(1, false))).toEqual([]);
    expect(door.state()).toBe('unused');
  });
});

describe('an open circuit', () => {
  it('refuses for 20 s, and says how long it is until the next probe', () => {
    const door = failing(3);
    door.wait(5000);
    expect(door.tell(asked(8))).toEqual([refuses(8)]);
    expect(door.messages()).toEqual([{ type: 'PspCallRefused', orderId: 'order-8.1', retryAfterMs: 15_000 }]);
    door.wait(14_999);
    expect(door.tell(asked(9))).toEqual([refuses(9)]);
    expect(door.messages()).toMatchObject([{ retryAfterMs: 1 }]);
    door.wait(1);
    expect(door.tell(asked(9))).toEqual([grants(9)]);
  });

  it('is not moved by the calls that were granted before it opened', () => {
    const door = failing(3);
    door.wait(5000);
    expect([...door.tell(ended(8, true)), ...door.tell(ended(9, false))]).toEqual([]);
    door.wait(14_999);
    expect(door.state()).toBe('open');
    door.wait(1);
    expect(door.state()).toBe('halfOpen.waitingForProbe');
  });
});

describe('a circuit that is half open', () => {
  /** Order 7 is the probe. */
  const probing = (): Bench => {
    const door = failing(3);
    door.wait(20_000);
    expect(door.tell(asked(7))).toEqual([grants(7)]);
    return door;
  };

  it('lets one call through, and refuses the others until it has ended', () => {
    const door = probing();
    door.wait(8000);
    expect(door.tell(asked(8))).toEqual([refuses(8)]);
    expect(door.messages()).toMatchObject([{ retryAfterMs: 12_000 }]);
  });

  it('closes when the probe is answered, and counts from the beginning', () => {
    const door = probing();
    door.tell(ended(7, true));
    for (const n of [1, 2]) door.tell(ended(n, false));
    expect(door.tell(asked(8))).toEqual([grants(8)]);
    expect(door.state()).toBe('closed');
  });

  it('opens for another 20 s when the probe is not answered', () => {
    const door = probing();
    door.wait(10_000);
    door.tell(ended(7, false));
    expect(door.tell(asked(8))).toEqual([refuses(8)]);
    expect(door.messages()).toMatchObject([{ retryAfterMs: 20_000 }]);
    door.wait(19_999);
    expect(door.state()).toBe('open');
    door.wait(1);
    expect(door.tell(asked(8))).toEqual([grants(8)]);
  });

  it('is not moved by the end of another call', () => {
    const door = probing();
    expect([...door.tell(ended(1, true)), ...door.tell(ended(2, false))]).toEqual([]);
    expect(door.state()).toBe('halfOpen.probing');
  });

  it('lets another call through when the probe has not ended after 20 s', () => {
    const door = probing();
    door.wait(20_000);
    expect(door.tell(asked(8))).toEqual([grants(8)]);
    expect(door.tell(asked(9))).toEqual([refuses(9)]);
    door.tell(ended(7, true));
    expect(door.state()).toBe('halfOpen.probing');
    door.tell(ended(8, true));
    expect(door.state()).toBe('closed');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(pspGateway)).toEqual([]);
});
