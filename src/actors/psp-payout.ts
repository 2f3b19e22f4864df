/** The PSP's payout of one currency at one cut-off: pays the batches that are due, net of fees, to the platform's bank. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { addDays, type BusinessDate } from '../domain/calendar.ts';
import type { Currency } from '../domain/currency.ts';
import {
  commit,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type Write,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { PspPayoutRecord, SettlementBatchRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly record: PspPayoutRecord | undefined;
  readonly night: { readonly currency: Currency; readonly date: BusinessDate } | undefined;
  readonly due: readonly SettlementBatchRecord[];
}

type Event = At<MessageOf<'DayClosed'> | RecordsRead | Acknowledged<'PayoutStored'> | CommitRefused>;

export const pspPayout = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PspPayoutRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readBatches: emit(({ context }) => ({
      type: 'read',
      queries: [{ table: 'settlementBatches', group: nightOf(context).currency }],
    })),
    storePayout: emit(({ context }) => commit('PayoutStored', payoutWrites(context))),
    instructBank: emit(({ context }) => {
      const { id, amount, currency } = payoutOf(context);
      return send(addressOf.bankTransfer(id), { type: 'PayoutInstructed', payoutId: id, amount: { amount, currency } });
    }),
  },
  guards: {
    isPaid: ({ context }) => context.record !== undefined,
    owesNothing: ({ context, event }) => event.type === 'RecordsRead' && netOf(dueBatches(context, event)) <= 0,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'pspPayout',
  context: ({ input }) => ({ policy: input.policy, record: input.record, night: undefined, due: [] }),
  initial: 'waitingForCutOff',
  states: {
    waitingForCutOff: {
      on: {
        DayClosed: [
          { guard: 'isPaid', target: 'closed' },
          {
            target: 'readingBatches',
            actions: assign({ night: ({ event: { currency, date } }) => ({ currency, date }) }),
          },
        ],
      },
    },
    readingBatches: {
      entry: 'readBatches',
      on: {
        RecordsRead: [
          // A balance that fees have turned negative is carried into the next payout.
          { guard: 'owesNothing', target: 'closed' },
          { target: 'storingPayout', actions: assign({ due: ({ context, event }) => dueBatches(context, event) }) },
        ],
      },
      after: { storageTimeout: { target: 'readingBatches', reenter: true } },
    },
    storingPayout: {
      entry: 'storePayout',
      on: { PayoutStored: 'paid', CommitRefused: 'paid' },
      after: { storageTimeout: { target: 'storingPayout', reenter: true } },
    },
    paid: { type: 'final', entry: 'instructBank' },
    closed: { type: 'final' },
  },
});

function nightOf({ night }: Context): NonNullable<Context['night']> {
  if (night === undefined) throw new Error('no cut-off has been announced');
  return night;
}

function dueBatches(context: Context, read: RecordsRead): SettlementBatchRecord[] {
  const lastDue = addDays(nightOf(context).date, -context.policy.payoutAfterDays);
  return recordsIn(read, 'settlementBatches').filter((batch) => batch.status === 'filed' && batch.date <= lastDue);
}

function netOf(batches: readonly SettlementBatchRecord[]): number {
  return batches.reduce((sum, batch) => sum + batch.gross - batch.fees, 0);
}

function payoutOf(context: Context): PspPayoutRecord {
  const { currency, date } = nightOf(context);
  const batches = context.due.map((batch) => batch.id);
  return { id: `payout-${currency}-${date}`, date, batches, ...money(netOf(context.due), currency) };
}

function payoutWrites(context: Context): Write[] {
  return [
    { op: 'insert', table: 'pspPayouts', record: payoutOf(context) },
    ...context.due.map((batch): Write => ({
      op: 'put',
      table: 'settlementBatches',
      record: { ...batch, status: 'paidOut' },
    })),
  ];
}
