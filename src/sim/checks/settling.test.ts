import { describe, expect, it } from 'vitest';
import { order } from '../../../test/support/network-bench.ts';
import { addressOf } from '../../domain/addresses.ts';
import type { Message } from '../../domain/messages.ts';
import type { Fact } from '../facts.ts';
import { createListener } from '../hearing.ts';
import { createSettling } from './settling.ts';

const minute = 60_000;
const work = { since: -minute, lastAt: 0 };
const healed: Fact = { kind: 'healed', at: 0, concern: 'all services' };

function occupied(at: number, waiting: number): Fact {
  return { kind: 'occupied', at, service: 'wallet', concern: 'wallet', busy: 1, waiting, waitedMs: [] };
}

function rejected(at: number): Fact {
  const message = { type: 'CreditSeller', orderId: order } as Message;
  return { kind: 'rejected', at, from: addressOf.orderSaga(order), to: 'wallet/seller-1', message, concern: order };
}

/** How late the work is when it ends at a time; it has an hour. */
function lateAt(at: number, facts: readonly Fact[]): string | undefined {
  const settling = createSettling(60 * minute);
  const hear = createListener([settling.hears]);
  for (const fact of facts) hear(fact, undefined);
  return settling.late(work, at);
}

describe('the time that work has to end', () => {
  it('begins when everything heals', () => {
    expect(lateAt(60 * minute, [healed])).toBeUndefined();
    expect(lateAt(61 * minute, [healed])).toBe('1 h 1 min after everything healed');
  });

  it.each([
    ['was rejected', rejected(20 * minute)],
    ['had to wait', occupied(20 * minute, 1)],
  ])('begins anew when a message %s', (_, fact) => {
    expect(lateAt(80 * minute, [healed, fact])).toBeUndefined();
    expect(lateAt(81 * minute, [healed, fact])).toBe('1 h 1 min after the last message had to wait');
  });

  it('does not begin anew when a message found a place free', () => {
    expect(lateAt(61 * minute, [healed, occupied(20 * minute, 0)])).toBe('1 h 1 min after everything healed');
  });

  it('has not begun where nothing has healed', () => {
    expect(lateAt(600 * minute, [rejected(20 * minute)])).toBeUndefined();
  });
});
