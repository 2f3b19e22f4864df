import { describe, expect, it } from 'vitest';
import type { Bench } from '../../test/support/machine-bench.ts';
import {
  accepted,
  captured,
  credited,
  declined,
  executing,
  lines,
  posted,
  saga,
  sold,
  start,
} from '../../test/support/saga-17.ts';
import type { DefectName } from '../domain/defects.ts';
import { money } from '../domain/money.ts';

const { executes, credits, posts, reports } = lines;

function mistaken(name: DefectName, record: unknown = accepted): Bench {
  return saga({ record, policy: { defects: new Set([name]) } });
}

describe('a saga that credits ahead', () => {
  it('has the seller credited before the executor is asked, and once more when the charge is captured', () => {
    const order = mistaken('credit-before-capture');
    expect(order.tell(start)).toEqual([credits, executes]);
    expect(order.tell(credited)).toEqual([]);
    order.tell(captured);
    expect(order.acknowledge()).toEqual([credits]);
    expect(executing().times(credits)).toEqual([]);
  });

  it('takes nothing back when the charge is declined', () => {
    const order = mistaken('credit-before-capture');
    order.tell(start);
    expect(order.tell(declined)).toEqual(['commit DeclineStored']);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('credits nobody ahead when it is woken after the capture', () => {
    const order = mistaken('credit-before-capture', { ...accepted, ...sold, status: 'captured' });
    expect(order.tell(start)).toEqual([credits]);
  });
});

describe('a saga that takes an executed order for a paid one', () => {
  it('has the seller credited 90.00 although the charge was declined, and stores the decline', () => {
    const order = mistaken('credit-on-decline');
    order.tell(start);
    expect(order.tell(declined)).toEqual([credits, 'commit DeclineStored']);
    expect(order.messages()).toEqual([
      { type: 'CreditSeller', orderId: 'order-17.1', sellerId: 'seller-3', amount: money(9000, accepted.currency) },
    ]);
    expect(order.writes()).toMatchObject([{ record: { status: 'declined' } }]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(executing().tell(declined)).toEqual(['commit DeclineStored']);
  });

  it('credits once for a capture', () => {
    const order = mistaken('credit-on-decline');
    order.tell(start);
    expect(order.tell(captured)).toEqual(['commit CaptureStored']);
    expect(order.acknowledge()).toEqual([credits]);
  });
});

describe('a saga without an outbox', () => {
  const record = { ...accepted, ...sold, status: 'credited' };

  it('sends the sale once, and takes the silence of the ledger for a posting', () => {
    const order = mistaken('ledger-append-lost', record);
    expect(order.tell(start)).toEqual([posts]);
    expect(order.wait(999)).toEqual([]);
    expect(order.wait(1)).toEqual(['commit PostingStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'posted' } }]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toMatchObject([{ paid: true }]);
    expect(order.times(posts)).toEqual([0]);
  });

  it('sends the sale again when it ought to: 200 ms after the first call had no answer', () => {
    const order = saga({ record });
    order.tell(start);
    expect(order.wait(1200)).toEqual([posts]);
  });

  it('stores a posting that is confirmed in time, once', () => {
    const order = mistaken('ledger-append-lost', record);
    order.tell(start);
    expect(order.tell(posted)).toEqual(['commit PostingStored']);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('asks the executor and the wallet again all the same', () => {
    const order = mistaken('ledger-append-lost');
    order.tell(start);
    expect(order.wait(1200)).toEqual([executes]);
    order.tell(captured);
    order.acknowledge();
    expect(order.wait(1200)).toEqual([credits]);
  });
});

describe('a recovery that begins new orders only', () => {
  it.each([
    ['captured', credits],
    ['credited', posts],
  ] as const)('leaves an order that was %s to somebody who is no more', (status, next) => {
    const record = { ...accepted, ...sold, status };
    for (const event of [{ type: 'Resumed' } as const, start]) {
      const order = mistaken('recovery-forgets-in-flight', record);
      expect(order.tell(event)).toEqual([]);
      expect(order.wait(86_400_000)).toEqual([]);
      expect(order.state()).toBe('waitingForStart');
      expect(saga({ record }).tell(event)).toEqual([next]);
    }
  });

  it('takes up an order that was accepted, and hears an answer that was on its way', () => {
    expect(mistaken('recovery-forgets-in-flight').tell({ type: 'Resumed' })).toEqual([executes]);
    const order = mistaken('recovery-forgets-in-flight', { ...accepted, ...sold, status: 'captured' });
    expect(order.tell(credited)).toEqual(['commit CreditStored']);
  });

  it('changes nothing for an order that no crash interrupts', () => {
    const order = mistaken('recovery-forgets-in-flight');
    order.tell(start);
    order.tell(captured);
    expect(order.acknowledge()).toEqual([credits]);
    order.tell(credited);
    expect(order.acknowledge()).toEqual([posts]);
  });
});
