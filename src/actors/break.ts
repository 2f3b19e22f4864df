/**
 * One break: something that reconciliation could not match. It stays open until a later file explains it; a revision of
 * its own file may say that it is about another amount. Whoever raises or explains it is answered when that is stored.
 */
import { assign, emit, setup } from 'xstate';
import type { Address } from '../domain/addresses.ts';
import { commit, send, type Acknowledged, type At, type CommitRefused, type Effect } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { BreakRecord, FileRevision } from '../domain/night-records.ts';

interface Context {
  readonly policy: Policy;
  readonly breakId: string;
  readonly record: BreakRecord | undefined;
  /** The file whose coming makes the break void. */
  readonly unlessCame: FileRevision | undefined;
  /** The night that is to be answered. */
  readonly night: Address | undefined;
  /** An explanation that came while the break itself was still being stored. */
  readonly explanation: MessageOf<'BreakExplained'> | undefined;
}

type Event = At<
  | MessageOf<'BreakFound' | 'BreakExplained'>
  | Acknowledged<'BreakStored' | 'RevisionStored' | 'ExplanationStored'>
  | CommitRefused
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
      commit('BreakStored', [
        { op: 'insert', table: 'breaks', record: recordOf(context), unlessCame: context.unlessCame },
      ]),
    ),
    storeRevision: emit(({ context }) =>
      commit('RevisionStored', [{ op: 'put', table: 'breaks', record: recordOf(context) }]),
    ),
    storeExplanation: emit(({ context }) =>
      commit('ExplanationStored', [{ op: 'put', table: 'breaks', record: recordOf(context) }]),
    ),
    // A break that was never found is as good as resolved: there is nothing to explain.
    answer: emit(({ context: { night, breakId, record } }) =>
      answer(night, breakId, record?.status ?? 'resolved', record?.revision),
    ),
    answerOvertaken: emit(({ context: { night, breakId } }) => answer(night, breakId, 'overtaken')),
    remember: assign(({ event }) => ('night' in event.body ? { night: event.body.night } : {})),
    find: assign(({ event }) =>
      event.type === 'BreakFound' ? { record: event.body.found, unlessCame: event.body.unlessCame } : {},
    ),
    explain: assign(({ context, event }) =>
      explained(context, event.type === 'BreakExplained' ? event.body : undefined),
    ),
  },
  guards: {
    isOpen: ({ context }) => context.record?.status === 'open',
    isRevised: ({ context, event }) => event.type === 'BreakFound' && isRevised(context.record, event.body.found),
    isKnown: ({ context }) => context.record !== undefined,
    isOvertaken: ({ event }) =>
      event.type === 'CommitRefused' && event.body.ack === 'BreakStored' && event.body.reason === 'stale',
    isExplained: ({ context }) => context.explanation !== undefined,
    isAboutBreak: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'BreakStored',
    isExplainedAndAboutBreak: ({ context, event }) =>
      context.explanation !== undefined && event.type === 'CommitRefused' && event.body.ack === 'BreakStored',
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'break',
  context: ({ input }) => ({
    policy: input.policy,
    breakId: input.entity,
    record: input.record,
    unlessCame: undefined,
    night: undefined,
    explanation: undefined,
  }),
  initial: 'waitingForNight',
  states: {
    waitingForNight: {
      on: {
        BreakFound: [
          { guard: 'isRevised', target: 'storingRevision', actions: ['remember', 'find'] },
          { guard: 'isKnown', target: 'noted', actions: 'remember' },
          { target: 'storingBreak', actions: ['remember', 'find'] },
        ],
        BreakExplained: [
          { guard: 'isOpen', target: 'storingExplanation', actions: ['remember', 'explain'] },
          { target: 'noted', actions: 'remember' },
        ],
      },
    },
    storingBreak: {
      entry: 'storeBreak',
      on: {
        BreakStored: [{ guard: 'isExplained', target: 'storingExplanation', actions: 'explain' }, { target: 'noted' }],
        CommitRefused: [
          { guard: 'isOvertaken', target: 'overtaken' },
          { guard: 'isExplainedAndAboutBreak', target: 'storingExplanation', actions: 'explain' },
          { guard: 'isAboutBreak', target: 'noted' },
        ],
        BreakFound: { actions: 'remember' },
        BreakExplained: { actions: ['remember', assign({ explanation: ({ event }) => event.body })] },
      },
      after: { storageTimeout: { target: 'storingBreak', reenter: true } },
    },
    storingRevision: {
      entry: 'storeRevision',
      on: {
        RevisionStored: [
          { guard: 'isExplained', target: 'storingExplanation', actions: 'explain' },
          { target: 'noted' },
        ],
        BreakFound: { actions: 'remember' },
        BreakExplained: { actions: ['remember', assign({ explanation: ({ event }) => event.body })] },
      },
      after: { storageTimeout: { target: 'storingRevision', reenter: true } },
    },
    storingExplanation: {
      entry: 'storeExplanation',
      on: {
        ExplanationStored: 'noted',
        BreakFound: { actions: 'remember' },
        BreakExplained: { actions: 'remember' },
      },
      after: { storageTimeout: { target: 'storingExplanation', reenter: true } },
    },
    noted: { type: 'final', entry: 'answer' },
    // The file came before the doubt about it was stored.
    overtaken: { type: 'final', entry: 'answerOvertaken' },
  },
});

function answer(
  night: Address | undefined,
  breakId: string,
  status: MessageOf<'BreakNoted'>['status'],
  revision?: number,
): Effect {
  if (night === undefined) return { type: 'send', deliveries: [] };
  return send(night, { type: 'BreakNoted', breakId, status, ...(revision === undefined ? {} : { revision }) });
}

/** An open break of an earlier revision. What is found again, or late, is of none, or of one that is stored. */
function isRevised(record: BreakRecord | undefined, { revision = 1 }: BreakRecord): boolean {
  return record?.status === 'open' && revision > (record.revision ?? 1);
}

function recordOf({ record }: Context): BreakRecord {
  if (record === undefined) throw new Error('the break has not been found yet');
  return record;
}

/** The break as the explanation resolves it: the one that has just come, or the one that came before. */
function explained(context: Context, given: MessageOf<'BreakExplained'> | undefined): Partial<Context> {
  const { resolvedOn, explanation } = given ?? context.explanation ?? {};
  if (resolvedOn === undefined || explanation === undefined) return {};
  return { record: { ...recordOf(context), status: 'resolved', resolvedOn, explanation } };
}
