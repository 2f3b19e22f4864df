/** A service by itself: the wallet, staffed with clerks whose every word can be heard. */
import { assign, emit, setup } from 'xstate';
import type { Address } from '../../src/domain/addresses.ts';
import { businessDate } from '../../src/domain/calendar.ts';
import type { Effect } from '../../src/domain/effects.ts';
import type { ActorInput } from '../../src/domain/policy.ts';
import type { WalletRecord } from '../../src/domain/records.ts';
import { xstateInterpreter } from '../../src/sim/interpreter/xstate-interpreter.ts';
import { createDice } from '../../src/sim/kernel/dice.ts';
import type { Kernel } from '../../src/sim/kernel/kernel.ts';
import { createService, type Service } from '../../src/sim/service.ts';
import { databaseBench, walletOf } from './database-bench.ts';
import { goodPolicy } from './good-days-policy.ts';

/** What a machine says becomes an effect that can be told by its name. */
function effect(name: string): Effect {
  return { type: 'commit', ack: name, about: undefined, writes: [] };
}
function say(name: string): { readonly type: 'say'; readonly params: { readonly name: string } } {
  return { type: 'say', params: { name } };
}

/** Tells balances, runs errands that end with an answer, and loses patience after 100 ms. */
const clerk = setup({
  types: {
    context: {} as { readonly input: ActorInput<WalletRecord>; readonly errands: number },
    input: {} as ActorInput<WalletRecord>,
    events: {} as { readonly type: string; readonly at: number },
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
    resume: emit(({ context: { input }, event }) => effect(`takes up ${input.entity} at ${event.at}`)),
  },
  delays: { patience: ({ context }) => context.input.policy.storageTimeoutMs },
}).createMachine({
  id: 'clerk',
  context: ({ input }) => ({ input, errands: 0 }),
  initial: 'resting',
  states: {
    resting: {
      on: {
        Tell: { actions: 'tell' },
        Draw: { actions: 'draw' },
        Run: 'running',
        Resumed: { target: 'running', actions: 'resume' },
        Leave: 'gone',
      },
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

export interface ClerkBench {
  readonly service: Service;
  readonly kernel: Kernel;
  /** What actors wanted done: when, who, what. */
  readonly done: string[];
  deliver(to: Address, type: string): void;
  answer(to: Address, type: string): void;
}

export const one: Address = 'wallet/seller-3:EUR';
export const two: Address = 'wallet/seller-4:EUR';

export interface ClerkConditions {
  /** The actors of unfinished records. */
  readonly unfinished?: readonly Address[];
  /** How far ahead the service's clock is. */
  readonly aheadMs?: number;
  readonly heldUntil?: () => number | undefined;
}

/** It is 0 o'clock; seller-3 has a balance of 1.00, and nobody else has one. */
export function clerkBench({ unfinished = [], aheadMs = 0, heldUntil }: ClerkConditions = {}): ClerkBench {
  const { database, kernel } = databaseBench();
  database.table('wallets').put(walletOf(1));
  const done: string[] = [];
  const date = businessDate('2026-03-02');
  const service = createService({
    name: 'wallet',
    kinds: [
      { service: 'wallet', prefix: 'seller-', machine: clerk, record: (from, entity) => from.find('wallets', entity) },
    ],
    database: { ...database, unfinished: () => [...unfinished] },
    interpreter: xstateInterpreter,
    kernel,
    dice: createDice('1'),
    policy: { ...goodPolicy, storageTimeoutMs: 100 },
    dates: { psp: () => date, bank: () => date, first: date },
    clock: () => kernel.now() + aheadMs,
    heldUntil: heldUntil ?? (() => undefined),
    perform: (by, what) => done.push(`${kernel.now()} ${by} ${what.type === 'commit' ? what.ack : what.type}`),
  });
  return {
    service,
    kernel,
    done,
    deliver: (to, type) => service.deliver(to, { type, at: kernel.now(), body: { type } }),
    answer: (to, type) => service.answer(to, { type, at: kernel.now(), body: { type } }),
  };
}
