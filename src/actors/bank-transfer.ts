/** One payout on its way through the bank: known, then in transit, then booked with its value date. */
import { assign, emit, setup } from 'xstate';
import { commit, type Acknowledged, type At, type CommitRefused, type Effect } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { BankTransferRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly record: BankTransferRecord | undefined;
}

type Event = At<MessageOf<'PayoutInstructed'> | Acknowledged<'TransferStored' | 'BookingStored'> | CommitRefused>;

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
      commit('BookingStored', [{ op: 'put', table: 'bankTransfers', record: recordOf(context) }]),
    ),
    markBooked: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'booked' as const }) }),
  },
  guards: {
    isBooked: ({ context }) => context.record?.status === 'booked',
    isKnown: ({ context }) => context.record !== undefined,
  },
  delays: {
    transit: ({ context }) => context.policy.bankTransitMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'bankTransfer',
  context: ({ input }) => ({ policy: input.policy, dates: input.dates, record: input.record }),
  initial: 'waitingForInstruction',
  states: {
    waitingForInstruction: {
      on: {
        PayoutInstructed: [
          { guard: 'isBooked', target: 'booked' },
          { guard: 'isKnown', target: 'inTransit', actions: assign({ record: instructed }) },
          { target: 'storingTransfer', actions: assign({ record: instructed }) },
        ],
      },
    },
    storingTransfer: {
      entry: 'storeTransfer',
      on: { TransferStored: 'inTransit', CommitRefused: 'inTransit' },
      after: { storageTimeout: { target: 'storingTransfer', reenter: true } },
    },
    inTransit: {
      after: { transit: { target: 'storingBooking', actions: 'markBooked' } },
    },
    storingBooking: {
      entry: 'storeBooking',
      on: { BookingStored: 'booked' },
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
    id: event.payoutId,
    status: 'inTransit',
    bookedAt,
    valueDate: context.dates.bank(bookedAt),
    ...event.amount,
  };
}
