import { describe, expect, it } from 'vitest';
import { hearAll } from '../../../test/support/hear-all.ts';
import { order } from '../../../test/support/network-bench.ts';
import { addressOf, type Address } from '../../domain/addresses.ts';
import type { Message } from '../../domain/messages.ts';
import type { Fact } from '../facts.ts';
import { createOverwhelmed } from './overwhelmed.ts';

const saga = addressOf.orderSaga(order);
const rejected: Fact = {
  kind: 'rejected',
  at: 5,
  from: saga,
  to: 'ledger/posting-17',
  message: { type: 'PostSale', orderId: order } as Message,
  concern: order,
};
const waits: Fact = {
  kind: 'occupied',
  at: 5,
  service: 'ledger',
  concern: 'ledger',
  busy: 1,
  waiting: 1,
  waitedMs: [],
};
const gaveUp: Fact = {
  ...{ kind: 'written', at: 6, service: 'payment-service', by: saga, table: 'sagaDeadLetters', before: undefined },
  after: { id: saga, at: 1, reason: 'the ledger has not answered' },
  concern: order,
};
const healed: Fact = { kind: 'healed', at: 7, concern: 'all services' };

function because(facts: readonly Fact[], unfinished: readonly Address[] = [saga]): string | undefined {
  const overwhelmed = createOverwhelmed();
  hearAll([overwhelmed.hears], facts);
  return overwhelmed.because(new Set(unfinished));
}

describe('work that was given up because services had no room', () => {
  it('is told of, with how much each of them rejected', () => {
    expect(because([healed, rejected, rejected, gaveUp])).toBe(
      'the load was beyond the capacity for good: 1 piece of work had been given up in the end; the ledger had no room for 2 messages',
    );
    expect(because([rejected, gaveUp])).toMatch(/1 message$/);
  });

  it('may have waited for too long without being rejected', () => {
    expect(because([waits, gaveUp])).toMatch(/; messages waited for a place for too long$/);
  });
});

describe('no excuse', () => {
  it.each<[string, readonly Fact[], readonly Address[]]>([
    ['has what came to its end after all', [rejected, gaveUp], []],
    ['has what nobody put on record as given up', [rejected], [saga]],
    ['has what was given up where there was room', [gaveUp], [saga]],
    ['has what was given up before everything healed, and not taken up again', [rejected, gaveUp, healed], [saga]],
    ['has what is given up when the load is over', [rejected, healed, gaveUp], [saga]],
  ])('%s', (_, facts, unfinished) => expect(because(facts, unfinished)).toBeUndefined());
});
