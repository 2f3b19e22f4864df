import { describe, expect, it } from 'vitest';
import { emit, setup } from 'xstate';
import { bench, type Bench } from '../../test/support/machine-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import { send, type Acknowledged, type At, type Effect, type Resumed } from '../domain/effects.ts';
import { checkoutId, orderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  callingStates,
  deadLetter,
  listeningStates,
  noCalls,
  type Caller,
} from './calling.ts';

const id = orderId(17, 1);
const begin: MessageOf<'StartOrder'> = { type: 'StartOrder', orderId: id, checkoutId: checkoutId(17) };
const answer: MessageOf<'SalePosted'> = { type: 'SalePosted', orderId: id };
const calls = 'SalePosted → ledger/posting-order-17.1';

type Event = At<MessageOf<'StartOrder' | 'SalePosted'> | Resumed | Acknowledged<'DeadLetterStored'>>;

/** A caller as a machine's file would write it. */
const parts = setup({
  types: {
    context: {} as Caller,
    events: {} as Event,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    call: emit(() => send(addressOf.ledgerTransaction(id), answer)),
    ...callingActions<Caller, Event>(),
    storeDeadLetter: emit(({ context }) =>
      deadLetter('sagaDeadLetters', addressOf.orderSaga(id), context.calls, 'nobody has answered'),
    ),
  },
  guards: {
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'calling'),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

const entry = 'beginCalls';
const on = { SalePosted: 'answered' } as const;
const burying = parts.createMachine({
  id: 'burying',
  context: ({ input: { policy, luck } }) => ({ policy, luck, calls: noCalls }),
  initial: 'waiting',
  states: {
    waiting: { on: { StartOrder: 'busy' } },
    busy: { entry, ...callingStates('call'), on },
    answered: { type: 'final' },
  },
});
const listening = parts.createMachine({
  id: 'listening',
  context: ({ input: { policy, luck } }) => ({ policy, luck, calls: noCalls }),
  initial: 'waiting',
  states: {
    waiting: { on: { StartOrder: 'busy' } },
    busy: { entry, ...listeningStates('call'), on },
    answered: { type: 'final' },
  },
});

/** Calls twice a round, and is taken up again every minute: rounds begin at 0, 62.2 and 124.4 s. */
const policy = {
  calls: { timeoutMs: 1000, attempts: 2, backoff: { firstMs: 200, maxMs: 5000, jitter: 0 } },
  redrive: { everyMs: 60_000, rounds: 3 },
};

function calling(machine: typeof burying | typeof listening, changes: Partial<Policy> = {}): Bench {
  const caller = bench(machine, { entity: 'order-17.1', policy: { ...policy, ...changes } });
  expect(caller.tell(begin)).toEqual([calls]);
  return caller;
}

describe.each([
  ['a caller that keeps dead letters', burying],
  ['a caller that does not', listening],
] as const)('%s', (_, machine) => {
  it('calls in three rounds of two calls, a minute apart', () => {
    const caller = calling(machine);
    caller.wait(3_600_000);
    expect(caller.times(calls)).toEqual([0, 1200, 62_200, 63_400, 124_400, 125_600]);
  });

  it('is content with the answer at any time', () => {
    for (const ms of [0, 1100, 2200, 10_000, 62_200, 126_600, 3_600_000]) {
      const caller = calling(machine);
      caller.wait(ms);
      caller.tell(answer);
      expect(caller.done()).toBe(true);
      expect(caller.wait(3_600_000)).toEqual([]);
    }
  });

  it('begins afresh when it is told to while it is parked, with all of its rounds', () => {
    const caller = calling(machine);
    caller.wait(65_000);
    expect(caller.state()).toBe('busy.parked');
    expect(caller.tell({ type: 'Resumed' })).toEqual([calls]);
    caller.wait(3_600_000);
    expect(caller.times(calls).map((ms) => ms - 65_000)).toEqual([
      -65_000, -63_800, -2800, -1600, 0, 1200, 62_200, 63_400, 124_400, 125_600,
    ]);
  });

  it('goes on as it was when it is told to while it calls or backs off', () => {
    const caller = calling(machine);
    expect(caller.tell({ type: 'Resumed' })).toEqual([]);
    caller.wait(1100);
    expect(caller.tell({ type: 'Resumed' })).toEqual([]);
    caller.wait(100);
    expect(caller.times(calls)).toEqual([0, 1200]);
  });

  it('makes one call and never parks when the policy wants no more', () => {
    const once = { ...policy.calls, attempts: 1 };
    const caller = calling(machine, { calls: once, redrive: { everyMs: 60_000, rounds: 1 } });
    caller.wait(3_600_000);
    expect(caller.times(calls)).toEqual([0]);
    expect(caller.state()).toMatch(/storingDeadLetter|listening/);
  });
});

describe('after the last round', () => {
  it('a dead letter is stored, again and again until it is acknowledged', () => {
    const caller = calling(burying);
    caller.wait(130_600);
    // The sixth call ends at 126.6 s.
    expect(caller.times('commit DeadLetterStored')).toEqual([126_600, 128_600, 130_600]);
    expect(caller.writes()).toEqual([
      {
        op: 'put',
        table: 'sagaDeadLetters',
        record: {
          id: 'payment-service/order-17.1',
          at: Date.parse('2026-03-02T12:00:00Z'),
          reason: 'nobody has answered: 2 calls in the last of 3 rounds',
        },
      },
    ]);
    caller.acknowledge();
    expect(caller.wait(86_400_000)).toEqual([]);
    expect(caller.state()).toBe('busy.deadLettered');
  });

  it.each([126_700, 3_600_000])('an operator begins afresh: %s ms', (ms) => {
    const caller = calling(burying);
    caller.wait(ms);
    if (ms > 130_000) caller.acknowledge();
    expect(caller.tell({ type: 'Resumed' })).toEqual([calls]);
    caller.wait(3_600_000);
    expect(caller.times(calls)).toHaveLength(12);
    expect(caller.writes()).toMatchObject([{ record: { at: Date.parse('2026-03-02T12:00:00Z') + ms } }]);
  });

  it('a caller without dead letters listens, and begins afresh when it is told to', () => {
    const caller = calling(listening);
    caller.wait(3_600_000);
    expect(caller.state()).toBe('busy.listening');
    expect(caller.tell({ type: 'Resumed' })).toEqual([calls]);
    caller.wait(3_600_000);
    expect(caller.times(calls)).toHaveLength(12);
  });
});
