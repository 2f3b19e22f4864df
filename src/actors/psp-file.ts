/**
 * The PSP's settlement file of one currency and business date: every charge, refund and payout of the date and before it
 * that no file has listed yet, and the balance. A batch is stored once, after the one of the date before it; whoever asks
 * for the file, and however often, gets what is stored.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { addDays } from '../domain/calendar.ts';
import {
  commit,
  isAnswerTo,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Query,
  type RecordsRead,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { SettlementBatchRecord } from '../domain/records.ts';
import { placeInSeries, type PlaceInSeries } from '../domain/file-series.ts';
import { batchWrites, fileOf, type Listed, type Night } from '../domain/settlement-batch.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly record: SettlementBatchRecord | undefined;
  readonly night: Night | undefined;
  /** What was read: of what is not listed yet, to make the batch; of what it lists, to send the file. */
  readonly listed: Listed;
}

type Asked = At<MessageOf<'FileDue' | 'FileRequested'>>;
type Event = Asked | At<RecordsRead | Acknowledged<'BatchStored'> | CommitRefused>;

/** Whoever asks gets the file as it is stored; one that is not stored is made. */
const onAsked = [
  { guard: 'wasMade', target: 'readingSettled', actions: 'keepNight' },
  { target: 'readingUnsettled', actions: 'keepNight' },
] as const;

export const pspFile = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<SettlementBatchRecord>,
    emitted: {} as Effect,
  },
  actions: {
    keepNight: assign({ night: ({ context, event }) => nightAsked(event) ?? context.night }),
    readUnsettled: emit(({ context }) => ({ type: 'read', queries: unsettledQueries(context) })),
    readSettled: emit(({ context }) => ({ type: 'read', queries: settledQueries(context) })),
    askForEarlierFile: emit(({ context }) => {
      const { currency, date } = nightOf(context);
      const before = addDays(date, -1);
      return send(addressOf.pspFile(currency, before), { type: 'FileDue', currency, date: before });
    }),
    storeBatch: emit(({ context }) => commit('BatchStored', batchWrites(nightOf(context), context.listed))),
    sendFile: emit(({ context }) => {
      const { currency, date } = nightOf(context);
      const file = fileOf(nightOf(context), context.listed);
      return send(addressOf.settlementNight(currency, date), { type: 'SettlementFileSent', file });
    }),
  },
  guards: {
    wasMade: ({ context }) => context.record !== undefined,
    isMade: ({ context, event }) => placeOf(context, event) === 'made',
    isNext: ({ context, event }) => placeOf(context, event) === 'next',
    isTooEarly: ({ context, event }) => placeOf(context, event) === 'tooEarly',
    isNever: ({ context, event }) => placeOf(context, event) === 'none',
    showsSettled: ({ context, event }) =>
      event.type === 'RecordsRead' && isAnswerTo(settledQueries(context), event.body),
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'pspFile',
  context: ({ input }) => ({
    policy: input.policy,
    dates: input.dates,
    record: input.record,
    night: undefined,
    listed: { charges: [], refunds: [], payouts: [], batches: [] },
  }),
  initial: 'waitingForNight',
  states: {
    waitingForNight: {
      on: {
        FileDue: onAsked,
        // Reconciliation asks for a file only when it should have come: one that is not made yet was missed.
        FileRequested: onAsked,
      },
    },
    readingUnsettled: {
      entry: 'readUnsettled',
      on: {
        RecordsRead: [
          { guard: 'isMade', target: 'readingSettled' },
          { guard: 'isNext', target: 'storingBatch', actions: assign({ listed: listedIn }) },
          { guard: 'isTooEarly', target: 'awaitingEarlierFile' },
          { guard: 'isNever', target: 'closed' },
        ],
      },
      after: { storageTimeout: { target: 'readingUnsettled', reenter: true } },
    },
    awaitingEarlierFile: {
      entry: 'askForEarlierFile',
      after: { storageTimeout: 'readingUnsettled' },
    },
    storingBatch: {
      entry: 'storeBatch',
      // What was stored may be an earlier attempt of this actor, which a crash interrupted: the file shows what is there.
      on: { BatchStored: 'readingSettled', CommitRefused: 'readingSettled' },
      after: { storageTimeout: { target: 'storingBatch', reenter: true } },
    },
    readingSettled: {
      entry: 'readSettled',
      on: { RecordsRead: { guard: 'showsSettled', target: 'sent', actions: assign({ listed: listedIn }) } },
      after: { storageTimeout: { target: 'readingSettled', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendFile' },
    closed: { type: 'final' },
  },
});

function nightAsked(event: Event): Night | undefined {
  return event.type === 'FileDue' || event.type === 'FileRequested' ? event.body : undefined;
}

function nightOf({ night }: Context): Night {
  if (night === undefined) throw new Error('no file is due yet');
  return night;
}

/** What no file has listed yet, and what there is to number and to balance the next one by. */
function unsettledQueries(context: Context): Query[] {
  return queriesFor(context, `unsettled/${nightOf(context).currency}`);
}

/** What the file lists. */
function settledQueries(context: Context): Query[] {
  const { currency, date } = nightOf(context);
  return queriesFor(context, `settled/${currency}/${date}`);
}

function queriesFor(context: Context, group: string): Query[] {
  const { currency } = nightOf(context);
  return [
    { table: 'charges', group },
    { table: 'pspRefunds', group },
    { table: 'pspPayouts', group: currency },
    { table: 'settlementBatches', group: currency },
  ];
}

/** Undefined when the event does not say: it is another answer, to something that was asked for before. */
function placeOf(context: Context, event: Event): PlaceInSeries | undefined {
  if (event.type !== 'RecordsRead' || !isAnswerTo(unsettledQueries(context), event.body)) return undefined;
  return placeInSeries(recordsIn(event.body, 'settlementBatches'), nightOf(context).date, context.dates.first);
}

function listedIn({ event }: { event: At<RecordsRead> }): Listed {
  return {
    charges: recordsIn(event.body, 'charges'),
    refunds: recordsIn(event.body, 'pspRefunds'),
    payouts: recordsIn(event.body, 'pspPayouts'),
    batches: recordsIn(event.body, 'settlementBatches'),
  };
}
