/** One break: something that reconciliation could not match. It stays open until a later file explains it. */
import { assign, emit, setup } from 'xstate';
import { commit, type Acknowledged, type At, type CommitRefused, type Effect } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { BreakRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly record: BreakRecord | undefined;
}

type Event = At<
  MessageOf<'BreakFound' | 'BreakExplained'> | Acknowledged<'BreakStored' | 'ExplanationStored'> | CommitRefused
>;

export const reconciliationBreak = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<BreakRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeBreak: emit(({ context }) =>
      commit('BreakStored', [{ op: 'insert', table: 'breaks', record: recordOf(context) }]),
    ),
    storeExplanation: emit(({ context }) =>
      commit('ExplanationStored', [{ op: 'put', table: 'breaks', record: recordOf(context) }]),
    ),
  },
  guards: {
    isOpen: ({ context }) => context.record?.status === 'open',
    isKnown: ({ context }) => context.record !== undefined,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'break',
  context: ({ input }) => ({ policy: input.policy, record: input.record }),
  initial: 'waitingForNight',
  states: {
    waitingForNight: {
      on: {
        BreakFound: [
          { guard: 'isOpen', target: 'open' },
          { guard: 'isKnown', target: 'resolved' },
          { target: 'storingBreak', actions: assign({ record: ({ event }) => event.found }) },
        ],
        BreakExplained: [
          { guard: 'isOpen', target: 'storingExplanation', actions: assign({ record: explained }) },
          { target: 'resolved' },
        ],
      },
    },
    storingBreak: {
      entry: 'storeBreak',
      on: {
        BreakStored: 'open',
        CommitRefused: 'open',
        // The database stores the explanation after the break, in the order in which they were asked for.
        BreakExplained: { target: 'storingExplanation', actions: assign({ record: explained }) },
      },
      after: { storageTimeout: { target: 'storingBreak', reenter: true } },
    },
    open: {
      on: { BreakExplained: { target: 'storingExplanation', actions: assign({ record: explained }) } },
    },
    storingExplanation: {
      entry: 'storeExplanation',
      on: { ExplanationStored: 'resolved' },
      after: { storageTimeout: { target: 'storingExplanation', reenter: true } },
    },
    resolved: { type: 'final' },
  },
});

function recordOf({ record }: Context): BreakRecord {
  if (record === undefined) throw new Error('the break has not been found yet');
  return record;
}

function explained({ context, event }: { context: Context; event: At<MessageOf<'BreakExplained'>> }): BreakRecord {
  const { resolvedOn, explanation } = event;
  return { ...recordOf(context), status: 'resolved', resolvedOn, explanation };
}
