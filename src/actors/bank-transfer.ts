/**
 * One payout on its way through the bank: known, then in transit, then booked with its value date. The PSP is told that
 * the bank carries it as soon as that is stored, as often as it asks.
 */
import { assign, emit, setup } from 'xstate';
import type { Address } from '../domain/addresses.ts';
import {
  commit,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Resumed,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { BankTransferRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly record: BankTransferRecord | undefined;
  /** Milliseconds until the booking is due. */
  readonly dueInMs: number;
}

type Event = At<
  MessageOf<'PayoutInstructed'> | Acknowledged<'TransferStored' | 'BookingStored'> | CommitRefused | Resumed
>;

export const bankTransfer = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<BankTransferRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeTransfer: emit(({ context }) =>
      commit('TransferStored', [{ op: 'insert', table: 'bankTransfers', record: recordOf(context) }]),
    ),
    storeBooking: emit(({ context }) =>
      commit('BookingStored', [
        { op: 'advance', table: 'bankTransfers', record: recordOf(context), from: 'inTransit' },
      ]),
    ),
    accept: emit(({ context }) => {
      const { id: payoutId } = recordOf(context);
      // A payout's id is the name of its actor at the PSP.
      const payout: Address = `psp/${payoutId}`;
      return send(payout, { type: 'PayoutAccepted', payoutId });
    }),
    setOut: assign(({ context, event }) => setOut(context, event)),
    markBooked: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'booked' as const }) }),
  },
  guards: {
    isBooked: ({ context }) => context.record?.status === 'booked',
    isInTransit: ({ context }) => context.record?.status === 'inTransit',
    isOfBooking: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'BookingStored',
  },
  delays: {
    transit: ({ context }) => context.dueInMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'bankTransfer',
  context: ({ input }) => ({ policy: input.policy, dates: input.dates, record: input.record, dueInMs: 0 }),
  initial: 'waitingForInstruction',
  states: {
    waitingForInstruction: {
      on: {
        PayoutInstructed: [
          { guard: 'isBooked', target: 'booked', actions: 'accept' },
          { guard: 'isInTransit', target: 'inTransit', actions: ['accept', 'setOut'] },
          { target: 'storingTransfer', actions: assign({ record: instructed }) },
        ],
        Resumed: { guard: 'isInTransit', target: 'inTransit', actions: 'setOut' },
      },
    },
    storingTransfer: {
      entry: 'storeTransfer',
      on: {
        TransferStored: { target: 'inTransit', actions: ['accept', 'setOut'] },
        CommitRefused: { target: 'inTransit', actions: ['accept', 'setOut'] },
      },
      after: { storageTimeout: { target: 'storingTransfer', reenter: true } },
    },
    inTransit: {
      on: { PayoutInstructed: { actions: 'accept' } },
      after: { transit: { target: 'storingBooking', actions: 'markBooked' } },
    },
    storingBooking: {
      entry: 'storeBooking',
      // It is refused when it is booked already: by an attempt of which nothing was heard.
      on: {
        PayoutInstructed: { actions: 'accept' },
        BookingStored: 'booked',
        CommitRefused: { guard: 'isOfBooking', target: 'booked' },
      },
      after: { storageTimeout: { target: 'storingBooking', reenter: true } },
    },
    booked: { type: 'final' },
  },
});

function recordOf({ record }: Context): BankTransferRecord {
  if (record === undefined) throw new Error('the bank has not been instructed yet');
  return record;
}

function instructed({
  context,
  event,
}: {
  context: Context;
  event: At<MessageOf<'PayoutInstructed'>>;
}): BankTransferRecord {
  const bookedAt = event.at + context.policy.bankTransitMs;
  return {
    id: event.body.payoutId,
    status: 'inTransit',
    bookedAt,
    valueDate: context.dates.bank(bookedAt),
    ...event.body.amount,
  };
}

/** The booking is due when it was planned; when the bank could not carry it out then, it is due now. */
function setOut(context: Context, { at }: { readonly at: number }): Pick<Context, 'record' | 'dueInMs'> {
  const record = recordOf(context);
  const bookedAt = Math.max(record.bookedAt, at);
  return { record: { ...record, bookedAt, valueDate: context.dates.bank(bookedAt) }, dueInMs: bookedAt - at };
}
