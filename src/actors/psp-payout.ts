/**
 * The PSP's payout of one currency at one cut-off: pays the batches that are due, net of refunds and fees, to the
 * platform's bank. It is stored once, and the bank is instructed until it has accepted it.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { addDays } from '../domain/calendar.ts';
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
  type Write,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { ActorInput } from '../domain/policy.ts';
import type { PspPayoutRecord, SettlementBatchRecord } from '../domain/records.ts';
import type { Night } from '../domain/settlement-batch.ts';
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
  readonly record: PspPayoutRecord | undefined;
  readonly night: Night | undefined;
  readonly due: readonly SettlementBatchRecord[];
}

type Event = At<
  | MessageOf<'DayClosed' | 'PayoutAccepted'>
  | RecordsRead
  | Acknowledged<'PayoutStored' | 'AcceptanceStored'>
  | CommitRefused
  | Resumed
>;

export const pspPayout = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PspPayoutRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readBatches: emit(({ context }) => {
      const { currency } = nightOf(context);
      return {
        type: 'read',
        queries: [
          { table: 'settlementBatches', group: currency },
          { table: 'pspPayouts', group: currency },
        ],
      };
    }),
    storePayout: emit(({ context }) => commit('PayoutStored', payoutWrites(context))),
    instructBank: emit(({ context }) => {
      const { id, amount, currency } = recordOf(context);
      return send(addressOf.bankTransfer(id), { type: 'PayoutInstructed', payoutId: id, amount: { amount, currency } });
    }),
    storeAcceptance: emit(({ context }) =>
      commit('AcceptanceStored', [{ op: 'put', table: 'pspPayouts', record: recordOf(context) }]),
    ),
    markAccepted: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'accepted' as const }) }),
    ...callingActions<Context, Event>(),
  },
  guards: {
    isAccepted: ({ context }) => context.record?.status === 'accepted',
    isInstructed: ({ context }) => context.record?.status === 'instructed',
    isStored: ({ context, event }) => event.type === 'RecordsRead' && storedPayout(context, event.body) !== undefined,
    owesNothing: ({ context, event }) => event.type === 'RecordsRead' && netOf(dueBatches(context, event.body)) <= 0,
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'instructing'),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'pspPayout',
  context: ({ input }) => ({
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    night: undefined,
    due: [],
    calls: noCalls,
  }),
  initial: 'waitingForCutOff',
  states: {
    waitingForCutOff: {
      on: {
        DayClosed: [
          { guard: 'isAccepted', target: 'closed' },
          { guard: 'isInstructed', target: 'instructing' },
          {
            target: 'readingBatches',
            actions: assign({ night: ({ event }) => event.body }),
          },
        ],
        Resumed: { guard: 'isInstructed', target: 'instructing' },
        PayoutAccepted: { guard: 'isInstructed', target: 'storingAcceptance', actions: 'markAccepted' },
      },
    },
    readingBatches: {
      entry: 'readBatches',
      on: {
        RecordsRead: [
          {
            guard: 'isStored',
            target: 'instructing',
            actions: assign({ record: ({ context, event }) => storedPayout(context, event.body) }),
          },
          // A balance that refunds and fees have turned negative is carried into the next payout.
          { guard: 'owesNothing', target: 'closed' },
          {
            target: 'storingPayout',
            actions: assign({ due: ({ context, event }) => dueBatches(context, event.body) }),
          },
        ],
      },
      after: { storageTimeout: { target: 'readingBatches', reenter: true } },
    },
    storingPayout: {
      entry: 'storePayout',
      // An earlier attempt of this actor may be what was stored, or another payout may have taken a batch.
      on: { PayoutStored: 'readingBatches', CommitRefused: 'readingBatches' },
      after: { storageTimeout: { target: 'storingPayout', reenter: true } },
    },
    instructing: {
      entry: 'beginCalls',
      ...listeningStates('instructBank'),
      on: { PayoutAccepted: { target: 'storingAcceptance', actions: 'markAccepted' } },
    },
    storingAcceptance: {
      entry: 'storeAcceptance',
      on: { AcceptanceStored: 'closed' },
      after: { storageTimeout: { target: 'storingAcceptance', reenter: true } },
    },
    closed: { type: 'final' },
  },
});

function nightOf({ night }: Context): Night {
  if (night === undefined) throw new Error('no cut-off has been announced');
  return night;
}

function recordOf({ record }: Context): PspPayoutRecord {
  if (record === undefined) throw new Error('no payout has been made');
  return record;
}

function payoutId({ currency, date }: Night): string {
  return `payout-${currency}-${date}`;
}

function storedPayout(context: Context, read: RecordsRead): PspPayoutRecord | undefined {
  const id = payoutId(nightOf(context));
  return recordsIn(read, 'pspPayouts').find((payout) => payout.id === id);
}

function dueBatches(context: Context, read: RecordsRead): SettlementBatchRecord[] {
  const lastDue = addDays(nightOf(context).date, -context.policy.payoutAfterDays);
  return recordsIn(read, 'settlementBatches').filter((batch) => batch.status === 'filed' && batch.date <= lastDue);
}

function netOf(batches: readonly SettlementBatchRecord[]): number {
  return batches.reduce((sum, batch) => sum + batch.gross - batch.refunded - batch.fees, 0);
}

/** One transaction: the payout, and every batch that it pays, which no other payout may have paid meanwhile. */
function payoutWrites(context: Context): Write[] {
  const { currency, date } = nightOf(context);
  const { due } = context;
  const batches = due.map((batch) => batch.id);
  const id = payoutId({ currency, date });
  return [
    {
      op: 'insert',
      table: 'pspPayouts',
      record: { id, date, batches, status: 'instructed', ...money(netOf(due), currency) },
    },
    ...due.map((batch): Write => ({
      op: 'advance',
      table: 'settlementBatches',
      record: { ...batch, status: 'paidOut' },
      from: 'filed',
    })),
  ];
}
