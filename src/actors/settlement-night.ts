/**
 * One night's settlement file at reconciliation: stored first, then matched line by line with what the ledger holds.
 * Fees and payouts are posted, matches and open items stored in one transaction, and what does not match becomes a break.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { backoffMs } from '../domain/backoff.ts';
import { closeOf } from '../domain/calendar.ts';
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
import { matchSettlementFile, type MatchResult } from '../domain/matching.ts';
import type { LedgerItem, MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, BusinessDates, Luck, Policy } from '../domain/policy.ts';
import type { BreakRecord, IngestedFileRecord, OpenItemRecord } from '../domain/records.ts';
import { effectOf, proofProblems, type SettlementFile } from '../domain/settlement-file.ts';
import { callingStates } from './calling.ts';
import { cursorOf, fileBefore, fileProofBreak, raiseBreaks, reconciledWrites, storedFile } from './night.ts';

interface Context {
  readonly policy: Policy;
  readonly luck: Luck;
  readonly dates: BusinessDates;
  readonly record: IngestedFileRecord | undefined;
  readonly file: SettlementFile | undefined;
  readonly previous: IngestedFileRecord | undefined;
  readonly openItems: readonly OpenItemRecord[];
  readonly openBreaks: readonly BreakRecord[];
  readonly result: MatchResult;
  readonly ledgerCursor: number;
  readonly calls: number;
}

type Event = At<
  | MessageOf<'SettlementFileSent' | 'LedgerExtractSent' | 'FilePosted'>
  | RecordsRead
  | Acknowledged<'FileStored' | 'MatchesStored'>
  | CommitRefused
>;

export const settlementNight = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<IngestedFileRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeFile: emit(({ context }) =>
      commit('FileStored', [{ op: 'insert', table: 'files', record: storedFile('psp', fileOf(context)) }]),
    ),
    readOpen: emit(({ context }) => {
      const group = `psp/${fileOf(context).currency}`;
      return {
        type: 'read',
        queries: [
          { table: 'files', group },
          { table: 'openItems', group },
          { table: 'breaks', group },
        ],
      };
    }),
    askLedger: emit(({ context }) => {
      const { currency, date } = fileOf(context);
      return send(addressOf.ledgerExtract(currency, date), {
        type: 'LedgerExtractRequested',
        currency,
        date,
        after: context.ledgerCursor,
      });
    }),
    postFile: emit(({ context }) => {
      const requestId = storedFile('psp', fileOf(context)).id;
      return send(addressOf.ledgerTransaction(requestId), { type: 'PostFile', requestId, file: fileOf(context) });
    }),
    storeMatches: emit(({ context }) => {
      const stored = { ...storedFile('psp', fileOf(context)), ledgerCursor: context.ledgerCursor };
      return commit('MatchesStored', reconciledWrites(stored, context.result));
    }),
    raiseBreaks: emit(({ context }) => raiseBreaks(context.result, fileOf(context).date)),
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
      backoffMs(context.policy.calls.backoff, context.calls, context.luck(`${context.ledgerCursor} ${context.calls}`)),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'settlementNight',
  context: ({ input }) => ({
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    file: undefined,
    previous: undefined,
    openItems: [],
    openBreaks: [],
    result: { matches: [], items: [], found: [], explained: [] },
    ledgerCursor: 0,
    calls: 0,
  }),
  initial: 'waitingForFile',
  states: {
    waitingForFile: {
      on: {
        SettlementFileSent: [
          { guard: 'isReconciled', target: 'alreadyReconciled' },
          { target: 'storingFile', actions: assign({ file: ({ event }) => event.file }) },
        ],
      },
    },
    storingFile: {
      entry: 'storeFile',
      on: { FileStored: 'readingOpenItems', CommitRefused: 'readingOpenItems' },
      after: { storageTimeout: { target: 'storingFile', reenter: true } },
    },
    readingOpenItems: {
      entry: 'readOpen',
      on: { RecordsRead: { target: 'askingLedger', actions: assign(readInto) } },
      after: { storageTimeout: { target: 'readingOpenItems', reenter: true } },
    },
    askingLedger: {
      ...callingStates('askLedger'),
      on: { LedgerExtractSent: { target: 'postingFile', actions: assign(matched) } },
      exit: 'forgetCalls',
    },
    postingFile: {
      ...callingStates('postFile'),
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

function fileOf({ file }: Context): SettlementFile {
  if (file === undefined) throw new Error('the settlement file has not arrived yet');
  return file;
}

function readInto({ context, event }: { context: Context; event: At<RecordsRead> }): Partial<Context> {
  const files = recordsIn(event, 'files');
  return {
    previous: fileBefore(files, fileOf(context).sequence),
    ledgerCursor: cursorOf(files),
    openItems: recordsIn(event, 'openItems'),
    openBreaks: recordsIn(event, 'breaks'),
  };
}

function matched({
  context,
  event,
}: {
  context: Context;
  event: At<MessageOf<'LedgerExtractSent'>>;
}): Partial<Context> {
  const file = fileOf(context);
  const fileId = storedFile('psp', file).id;
  const { policy, dates, previous, openItems, openBreaks } = context;
  const result = matchSettlementFile({
    file,
    fileId,
    items: [...openItems, ...event.items.map(openItem)],
    openBreaks,
    agreedFee: policy.pspFee,
    payoutDueOn: dates.bank(closeOf(policy.pspCalendar, file.date) + policy.bankTransitMs),
  });
  const problems = proofProblems(file, file.lines.map(effectOf), previous);
  const unproven = problems.length === 0 ? [] : [fileProofBreak('psp', file, problems)];
  return { ledgerCursor: event.upTo, result: { ...result, found: [...unproven, ...result.found] } };
}

function openItem({ transactionId, orderId, pspReference, saleDate, amount, currency }: LedgerItem): OpenItemRecord {
  return {
    id: transactionId,
    source: 'psp',
    reference: pspReference,
    date: saleDate,
    orderId,
    status: 'open',
    amount: minorUnits(amount),
    currency,
  };
}
