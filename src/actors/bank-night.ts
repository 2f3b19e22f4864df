/** One night's bank statement at reconciliation: stored, matched with the payouts that the PSP advised, posted as cash. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { backoffMs } from '../domain/backoff.ts';
import { matchBankStatement } from '../domain/bank-matching.ts';
import {
  commit,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
} from '../domain/effects.ts';
import type { MatchResult } from '../domain/matching.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Luck, Policy } from '../domain/policy.ts';
import type { IngestedFileRecord } from '../domain/records.ts';
import { proofProblems, type BankStatement } from '../domain/settlement-file.ts';
import { callingStates } from './calling.ts';
import { fileBefore, fileProofBreak, raiseBreaks, reconciledWrites, storedFile } from './night.ts';

interface Context {
  readonly policy: Policy;
  readonly luck: Luck;
  readonly record: IngestedFileRecord | undefined;
  readonly statement: BankStatement | undefined;
  readonly result: MatchResult;
  readonly calls: number;
}

type Event = At<
  | MessageOf<'BankStatementSent' | 'FilePosted'>
  | RecordsRead
  | Acknowledged<'FileStored' | 'MatchesStored'>
  | CommitRefused
>;

export const bankNight = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<IngestedFileRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeFile: emit(({ context }) =>
      commit('FileStored', [{ op: 'insert', table: 'files', record: storedFile('bank', statementOf(context)) }]),
    ),
    readOpen: emit(({ context }) => {
      const group = `bank/${statementOf(context).currency}`;
      return {
        type: 'read',
        queries: [
          { table: 'files', group },
          { table: 'openItems', group },
          { table: 'breaks', group },
        ],
      };
    }),
    postStatement: emit(({ context }) => {
      const statement = statementOf(context);
      const requestId = storedFile('bank', statement).id;
      return send(addressOf.ledgerTransaction(requestId), { type: 'PostStatement', requestId, statement });
    }),
    storeMatches: emit(({ context }) =>
      commit('MatchesStored', reconciledWrites(storedFile('bank', statementOf(context)), context.result)),
    ),
    raiseBreaks: emit(({ context }) => raiseBreaks(context.result, statementOf(context).date)),
    countCall: assign({ calls: ({ context }) => context.calls + 1 }),
    forgetCalls: assign({ calls: 0 }),
  },
  guards: {
    isReconciled: ({ context }) => context.record?.status === 'reconciled',
    isAboutMatches: ({ event }) => event.type === 'CommitRefused' && event.ack === 'MatchesStored',
    mayCallAgain: ({ context }) => context.calls < context.policy.calls.attempts,
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    backoff: ({ context }) =>
      backoffMs(context.policy.calls.backoff, context.calls, context.luck(`post ${context.calls}`)),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'bankNight',
  context: ({ input }) => ({
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    statement: undefined,
    result: { matches: [], items: [], found: [], explained: [] },
    calls: 0,
  }),
  initial: 'waitingForStatement',
  states: {
    waitingForStatement: {
      on: {
        BankStatementSent: [
          { guard: 'isReconciled', target: 'alreadyReconciled' },
          { target: 'storingStatement', actions: assign({ statement: ({ event }) => event.statement }) },
        ],
      },
    },
    storingStatement: {
      entry: 'storeFile',
      on: { FileStored: 'readingOpenItems', CommitRefused: 'readingOpenItems' },
      after: { storageTimeout: { target: 'storingStatement', reenter: true } },
    },
    readingOpenItems: {
      entry: 'readOpen',
      on: { RecordsRead: { target: 'postingStatement', actions: assign({ result: matched }) } },
      after: { storageTimeout: { target: 'readingOpenItems', reenter: true } },
    },
    postingStatement: {
      ...callingStates('postStatement'),
      on: { FilePosted: 'storingMatches' },
      exit: 'forgetCalls',
    },
    storingMatches: {
      entry: 'storeMatches',
      on: { MatchesStored: 'reconciled', CommitRefused: { guard: 'isAboutMatches', target: 'reconciled' } },
      after: { storageTimeout: { target: 'storingMatches', reenter: true } },
    },
    reconciled: { type: 'final', entry: 'raiseBreaks' },
    alreadyReconciled: { type: 'final' },
  },
});

function statementOf({ statement }: Context): BankStatement {
  if (statement === undefined) throw new Error('the bank statement has not arrived yet');
  return statement;
}

function matched({ context, event }: { context: Context; event: At<RecordsRead> }): MatchResult {
  const statement = statementOf(context);
  const fileId = storedFile('bank', statement).id;
  const items = recordsIn(event, 'openItems');
  const result = matchBankStatement({ statement, fileId, items, openBreaks: recordsIn(event, 'breaks') });
  const previous = fileBefore(recordsIn(event, 'files'), statement.sequence);
  const problems = proofProblems(
    statement,
    statement.lines.map((line) => line.amount),
    previous,
  );
  const unproven = problems.length === 0 ? [] : [fileProofBreak('bank', statement, problems)];
  return { ...result, found: [...unproven, ...result.found] };
}
