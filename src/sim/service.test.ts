import { describe, expect, it } from 'vitest';
import { assign, emit, setup } from 'xstate';
import type { Address } from '../domain/addresses.ts';
import { businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import type { Effect } from '../domain/effects.ts';
import { sellerId } from '../domain/ids.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, CallPolicy, Policy } from '../domain/policy.ts';
import type { WalletRecord } from '../domain/records.ts';
import { createDatabase } from './database.ts';
import { createSites } from './faults/sites.ts';
import { xstateInterpreter } from './interpreter/xstate-interpreter.ts';
import { createDice } from './kernel/dice.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { createService, type Service } from './service.ts';

const EUR = currency('EUR');
const calendar = { zone: 'UTC', cutOff: 0 };
const calls: CallPolicy = { timeoutMs: 100, attempts: 3, backoff: { firstMs: 10, maxMs: 100, jitter: 0 } };
const policy: Policy = {
  platformFee: 100_000,
  calls,
  psp: calls,
  softDeclineRetries: 1,
  softDeclineWaitMs: 1000,
  storageTimeoutMs: 100,
  buyer: { patienceMs: 1000, clicks: 2 },
  pspFee: { rate: 0, fixed: {} },
  pspCalendar: calendar,
  payoutAfterDays: 1,
  bankCalendar: calendar,
  bankTransitMs: 0,
};

/** What a machine says becomes an effect that can be told by its name. */
function effect(name: string): Effect {
  return { type: 'commit', ack: name, about: undefined, writes: [] };
}
function say(name: string): { readonly type: 'say'; readonly params: { readonly name: string } } {
  return { type: 'say', params: { name } };
}

/** A clerk at the wallet: tells balances, runs errands that end with an answer, and loses patience after 100 ms. */
const clerk = setup({
  types: {
    context: {} as { readonly input: ActorInput<WalletRecord>; readonly errands: number },
    input: {} as ActorInput<WalletRecord>,
    emitted: {} as Effect,
  },
  actions: {
    say: emit((_, { name }: { readonly name: string }) => effect(name)),
    tell: emit(({ context: { input } }) => effect(`${input.entity} has ${input.record?.balance ?? 'nothing'}`)),
    draw: emit(({ context: { input } }) => {
      const [first, again, second] = [input.luck('1'), input.luck('1'), input.luck('2')];
      return effect(`the same: ${first === again}, ${first === second}`);
    }),
    count: assign({ errands: ({ context }) => context.errands + 1 }),
    report: emit(({ context }) => effect(`errand ${context.errands}`)),
  },
  delays: { patience: ({ context }) => context.input.policy.storageTimeoutMs },
}).createMachine({
  id: 'clerk',
  context: ({ input }) => ({ input, errands: 0 }),
  initial: 'resting',
  states: {
    resting: {
      on: { Tell: { actions: 'tell' }, Draw: { actions: 'draw' }, Run: 'running', Leave: 'gone' },
      after: { patience: { target: 'gone', actions: say('nobody came') } },
    },
    running: {
      entry: ['count', 'report'],
      on: {
        Answered: { target: 'gone', actions: say('thanks') },
        Run: { target: 'running', reenter: true },
        Stay: 'staying',
      },
    },
    staying: { after: { patience: { target: 'gone', actions: say('time is up') } }, on: { Leave: 'gone' } },
    gone: { type: 'final' },
  },
});

interface Bench {
  readonly service: Service;
  readonly kernel: Kernel;
  /** What actors wanted done: when, who, what. */
  readonly done: string[];
  deliver(to: Address, type: string): void;
  answer(to: Address, type: string): void;
}

const one: Address = 'wallet/seller-1:EUR';
const two: Address = 'wallet/seller-2:EUR';

/** The wallet service, staffed with clerks; seller-1 has a balance of 250. */
function bench(): Bench {
  const kernel = createKernel(0, 1000);
  const dice = createDice('1');
  const record: WalletRecord = {
    id: 'seller-1:EUR',
    sellerId: sellerId(1),
    currency: EUR,
    balance: minorUnits(250),
    version: 1,
  };
  const database = createDatabase({
    service: 'wallet',
    kernel,
    dice,
    sites: createSites(),
    judge: () => ({ kind: 'pass' }),
    latency: [{ share: 0, ms: 0 }],
    committed: () => undefined,
    answer: () => undefined,
  });
  database.table('wallets').put(record);
  const done: string[] = [];
  const date = businessDate('2026-03-02');
  const service = createService({
    name: 'wallet',
    kinds: [
      { service: 'wallet', prefix: 'seller-', machine: clerk, record: (from, entity) => from.find('wallets', entity) },
    ],
    database,
    interpreter: xstateInterpreter,
    kernel,
    dice,
    policy,
    dates: { psp: () => date, bank: () => date },
    perform: (by, what) => done.push(`${kernel.now()} ${by} ${what.type === 'commit' ? what.ack : what.type}`),
  });
  return {
    service,
    kernel,
    done,
    deliver: (to, type) => service.deliver(to, { type, at: kernel.now() }),
    answer: (to, type) => service.answer(to, { type, at: kernel.now() }),
  };
}

describe('a message', () => {
  it('wakes its actor from the record in the database, or creates it where there is none', () => {
    const { deliver, done } = bench();
    deliver(one, 'Tell');
    deliver(two, 'Tell');
    expect(done).toEqual([`0 ${one} seller-1:EUR has 250`, `0 ${two} seller-2:EUR has nothing`]);
  });

  it('reaches the actor that is awake, which remembers', () => {
    const { deliver, done, service } = bench();
    deliver(one, 'Run');
    deliver(one, 'Run');
    deliver(two, 'Run');
    expect(done).toEqual([`0 ${one} errand 1`, `0 ${one} errand 2`, `0 ${two} errand 1`]);
    expect(service.actorsInMemory()).toBe(2);
  });

  it('that its actor has no use for puts it back to sleep', () => {
    const { deliver, done, service } = bench();
    deliver(one, 'Nonsense');
    expect(service.actorsInMemory()).toBe(0);
    expect(done).toEqual([]);
  });

  it('to an actor that is awake does not put it to sleep, whether it has a use for it or not', () => {
    const { deliver, service } = bench();
    deliver(one, 'Run');
    deliver(one, 'Nonsense');
    expect(service.actorsInMemory()).toBe(1);
  });

  it('to an entity of no known kind is a mistake', () => {
    const { deliver, service } = bench();
    expect(() => deliver('wallet/order-1.1', 'Tell')).toThrow('wallet has no kind of actor for order-1.1');
    expect(service.actorsInMemory()).toBe(0);
  });
});

describe('an actor that is final', () => {
  it('leaves memory, and the next message finds a new one', () => {
    const { deliver, answer, done, service } = bench();
    deliver(one, 'Run');
    answer(one, 'Answered');
    expect(service.actorsInMemory()).toBe(0);
    deliver(one, 'Run');
    expect(done).toEqual([`0 ${one} errand 1`, `0 ${one} thanks`, `0 ${one} errand 1`]);
  });

  it('leaves memory at once when the message that woke it ends it', () => {
    const { deliver, service } = bench();
    deliver(one, 'Leave');
    expect(service.actorsInMemory()).toBe(0);
  });

  it('leaves memory when time brings it to its end', () => {
    const { deliver, done, kernel, service } = bench();
    deliver(one, 'Run');
    deliver(one, 'Stay');
    kernel.run(10);
    expect(done.at(-1)).toBe(`100 ${one} time is up`);
    expect(service.actorsInMemory()).toBe(0);
  });

  it('has no timers: what it waited for does not happen', () => {
    const { deliver, done, kernel } = bench();
    for (const type of ['Run', 'Stay', 'Leave']) deliver(one, type);
    expect(kernel.run(10)).toBe('quiet');
    expect(kernel.events()).toBe(0);
    expect(done).toEqual([`0 ${one} errand 1`]);
  });
});

describe('an answer', () => {
  it('reaches the actor that waits for it', () => {
    const { deliver, answer, done } = bench();
    deliver(one, 'Run');
    answer(one, 'Answered');
    expect(done.at(-1)).toBe(`0 ${one} thanks`);
  });

  it('to an actor that is gone is dropped, and wakes nobody', () => {
    const { answer, done, service } = bench();
    answer(one, 'Run');
    expect(service.actorsInMemory()).toBe(0);
    expect(done).toEqual([]);
  });
});

describe('an actor that went back to sleep', () => {
  it('has no timers either', () => {
    const { deliver, done, kernel } = bench();
    deliver(one, 'Nonsense');
    expect(kernel.run(10)).toBe('quiet');
    expect(done).toEqual([]);
  });

  it('does not take the one that was woken after it out of memory', () => {
    const { deliver, answer, done, kernel, service } = bench();
    deliver(one, 'Nonsense');
    kernel.schedule(50, () => deliver(one, 'Run'));
    kernel.run(10);
    expect(service.actorsInMemory()).toBe(1);
    answer(one, 'Answered');
    expect(done).toEqual([`50 ${one} errand 1`, `100 ${one} thanks`]);
  });
});

describe('luck', () => {
  it('is the same for the same occasion and another for another', () => {
    const { deliver, done } = bench();
    deliver(one, 'Draw');
    expect(done).toEqual([`0 ${one} the same: true, false`]);
  });
});
