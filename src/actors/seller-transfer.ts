/**
 * One payout to a seller at the bank: known, then in transit, then booked; and where the seller's bank does not take it,
 * back again some time later. The platform is told what is durable, whenever it asks, when the transfer is booked, and
 * of a return until it has confirmed that it knows.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type Resumed,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { TransferStatus } from '../domain/payout-messages.ts';
import type { SellerTransferRecord } from '../domain/payout-records.ts';
import type { ActorInput, BusinessDates } from '../domain/policy.ts';
import { returnsWithinMs } from '../domain/seller-payouts.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  listeningStates,
  noCalls,
  type Caller,
} from './calling.ts';

interface Context extends Caller {
  readonly payoutId: string;
  readonly dates: BusinessDates;
  /** As it is known to be stored. */
  readonly record: SellerTransferRecord | undefined;
  readonly instruction: At<MessageOf<'SellerTransferInstructed'>> | undefined;
  /** When it is booked, or comes back, as the bank's clock stood when that was planned; and how long it was until then. */
  readonly dueAt: number;
  readonly dueInMs: number;
}

type Event = At<
  | MessageOf<'SellerTransferInstructed' | 'SellerTransferInquiry' | 'SellerTransferNoted'>
  | Acknowledged<'TransferStored' | 'BookingStored' | 'ReturnStored' | 'NoteStored'>
  | RecordsRead
  | CommitRefused
  | Resumed
>;

/** Where a transfer goes on, by what is stored. */
const goOn = [
  { guard: 'isInTransit', target: 'inTransit', actions: 'planBooking' },
  { guard: 'comesBack', target: 'booked', actions: 'planReturn' },
  { guard: 'isReturned', target: 'telling' },
] as const;

/** Whoever asks hears what is stored. */
const questions = {
  SellerTransferInstructed: { actions: 'report' },
  SellerTransferInquiry: { actions: 'report' },
} as const;

export const sellerTransfer = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<SellerTransferRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeTransfer: emit(({ context }) =>
      commit('TransferStored', [{ op: 'insert', table: 'sellerTransfers', record: newTransfer(context) }]),
    ),
    // A commit of before a crash may be on its way still, and is another one: what was due then.
    storeBooking: emit(({ context }) => ({
      ...commit('BookingStored', [
        { op: 'advance', table: 'sellerTransfers', record: booked(context), from: 'inTransit' },
      ]),
      about: plannedIn(context),
    })),
    storeReturn: emit(({ context }) => ({
      ...commit('ReturnStored', [
        { op: 'advance', table: 'sellerTransfers', record: returned(context), from: 'booked' },
      ]),
      about: plannedIn(context),
    })),
    storeNote: emit(({ context }) =>
      commit('NoteStored', [{ op: 'advance', table: 'sellerTransfers', record: noted(context), from: 'returned' }]),
    ),
    readTransfer: emit(({ context: { payoutId } }) => ({
      type: 'read',
      queries: [{ table: 'sellerTransfers', group: payoutId }],
    })),
    report: emit(({ context: { payoutId, record } }) =>
      send(addressOf.sellerPayout(payoutId), { type: 'SellerTransferReported', payoutId, status: statusOf(record) }),
    ),
    keepTransfer: assign({ record: ({ context }) => newTransfer(context) }),
    keepBooking: assign({ record: ({ context }) => booked(context) }),
    keepReturn: assign({ record: ({ context }) => returned(context) }),
    keepRead: assign({ record: ({ event }) => readIn(event) }),
    planBooking: assign(({ context, event }) => due(recordOf(context).bookedAt, event.at)),
    planReturn: assign(({ context, event }) => due(returnDueAt(recordOf(context)), event.at)),
    ...callingActions<Context, Event>(),
  },
  guards: {
    isKnown: ({ context }) => context.record !== undefined,
    isInTransit: ({ context }) => context.record?.status === 'inTransit',
    comesBack: ({ context: { record } }) => record?.status === 'booked' && record.returnsAfterMs !== undefined,
    isReturned: ({ context }) => context.record?.status === 'returned',
    wasInTransit: ({ event }) => readIn(event)?.status === 'inTransit',
    wasComingBack: ({ event }) => readIn(event)?.status === 'booked' && readIn(event)?.returnsAfterMs !== undefined,
    wasReturned: ({ event }) => readIn(event)?.status === 'returned',
    isOfTransfer: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'TransferStored',
    isOfBooking: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'BookingStored',
    isOfReturn: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'ReturnStored',
    isOfNote: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'NoteStored',
    willComeBack: ({ context: { record } }) => record?.returnsAfterMs !== undefined,
    ...callingGuards,
  },
  delays: {
    due: ({ context }) => context.dueInMs,
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'telling'),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'sellerTransfer',
  context: ({ input }) => ({
    payoutId: input.entity.replace('seller-transfer-', ''),
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    instruction: undefined,
    dueAt: 0,
    dueInMs: 0,
    calls: noCalls,
  }),
  initial: 'waitingForInstruction',
  states: {
    waitingForInstruction: {
      on: {
        SellerTransferInstructed: [
          { guard: 'isInTransit', target: 'inTransit', actions: ['report', 'planBooking'] },
          { guard: 'comesBack', target: 'booked', actions: ['report', 'planReturn'] },
          { guard: 'isKnown', actions: 'report' },
          { target: 'storingTransfer', actions: assign({ instruction: ({ event }) => event }) },
        ],
        SellerTransferInquiry: { actions: 'report' },
        SellerTransferNoted: { guard: 'isReturned', target: 'storingNote' },
        Resumed: goOn,
      },
    },
    storingTransfer: {
      entry: 'storeTransfer',
      on: {
        TransferStored: { target: 'inTransit', actions: ['keepTransfer', 'report', 'planBooking'] },
        CommitRefused: { guard: 'isOfTransfer', target: 'readingTransfer' },
      },
      after: { storageTimeout: { target: 'storingTransfer', reenter: true } },
    },
    inTransit: { on: questions, after: { due: 'storingBooking' } },
    storingBooking: {
      entry: 'storeBooking',
      on: {
        ...questions,
        BookingStored: [
          { guard: 'willComeBack', target: 'booked', actions: ['keepBooking', 'report', 'planReturn'] },
          { target: 'closed', actions: ['keepBooking', 'report'] },
        ],
        CommitRefused: { guard: 'isOfBooking', target: 'readingTransfer' },
      },
      after: { storageTimeout: { target: 'storingBooking', reenter: true } },
    },
    booked: { on: questions, after: { due: 'storingReturn' } },
    storingReturn: {
      entry: 'storeReturn',
      on: {
        ...questions,
        ReturnStored: { target: 'telling', actions: 'keepReturn' },
        CommitRefused: { guard: 'isOfReturn', target: 'readingTransfer' },
      },
      after: { storageTimeout: { target: 'storingReturn', reenter: true } },
    },
    telling: {
      entry: 'beginCalls',
      ...listeningStates('report'),
      on: { ...questions, SellerTransferNoted: 'storingNote' },
    },
    storingNote: {
      entry: 'storeNote',
      on: { NoteStored: 'closed', CommitRefused: { guard: 'isOfNote', target: 'readingTransfer' } },
      after: { storageTimeout: { target: 'storingNote', reenter: true } },
    },
    // What was to be stored was stored before, by an attempt of which nothing was heard: it goes on from there.
    readingTransfer: {
      entry: 'readTransfer',
      on: {
        RecordsRead: [
          { guard: 'wasInTransit', target: 'inTransit', actions: ['keepRead', 'report', 'planBooking'] },
          { guard: 'wasComingBack', target: 'booked', actions: ['keepRead', 'report', 'planReturn'] },
          { guard: 'wasReturned', target: 'telling', actions: 'keepRead' },
          { target: 'closed', actions: ['keepRead', 'report'] },
        ],
      },
      after: { storageTimeout: { target: 'readingTransfer', reenter: true } },
    },
    closed: { type: 'final' },
  },
});

function recordOf({ payoutId, record }: Context): SellerTransferRecord {
  if (record === undefined) throw new Error(`the bank does not know ${payoutId}`);
  return record;
}

function readIn(event: Event): SellerTransferRecord | undefined {
  return event.type === 'RecordsRead' ? recordsIn(event.body, 'sellerTransfers')[0] : undefined;
}

function statusOf(record: SellerTransferRecord | undefined): TransferStatus {
  switch (record?.status) {
    case undefined:
      return 'notFound';
    case 'inTransit':
      return 'inTransit';
    case 'booked':
      return 'settled';
    case 'returned':
    case 'acknowledged':
      return 'returned';
  }
}

/** Whether the seller's bank will take it is up to the outside world, and so is how long it thinks about it. */
function newTransfer({ payoutId, instruction, policy, luck, dates }: Context): SellerTransferRecord {
  if (instruction === undefined) throw new Error(`the bank has not been instructed about ${payoutId}`);
  const { sellerId, amount } = instruction.body;
  const bookedAt = instruction.at + policy.bankTransitMs;
  const transfer = { id: payoutId, sellerId, bookedAt, valueDate: dates.bank(bookedAt), ...amount };
  const isReturned = luck('returned') * 1_000_000 < (policy.payouts?.returned ?? 0);
  if (!isReturned) return { ...transfer, status: 'inTransit' };
  const { least, most } = returnsWithinMs;
  return { ...transfer, status: 'inTransit', returnsAfterMs: Math.round(least + luck('return') * (most - least)) };
}

function returnDueAt({ bookedAt, returnsAfterMs = 0 }: SellerTransferRecord): number {
  return bookedAt + returnsAfterMs;
}

/** It is due when it was planned; when the bank could not carry it out then, it is due now. */
function due(plannedAt: number, now: number): Pick<Context, 'dueAt' | 'dueInMs'> {
  const dueAt = Math.max(plannedAt, now);
  return { dueAt, dueInMs: dueAt - now };
}

function plannedIn({ payoutId, dueAt }: Context): string {
  return `${payoutId} due at ${dueAt}`;
}

function booked(context: Context): SellerTransferRecord {
  const { dueAt: bookedAt, dates } = context;
  return { ...recordOf(context), status: 'booked', bookedAt, valueDate: dates.bank(bookedAt) };
}

function returned(context: Context): SellerTransferRecord {
  const { dueAt: returnedAt, dates } = context;
  return { ...recordOf(context), status: 'returned', returnedAt, returnValueDate: dates.bank(returnedAt) };
}

function noted(context: Context): SellerTransferRecord {
  return { ...recordOf(context), status: 'acknowledged' };
}
