/** The PSP's settlement file of one currency and business date: every charge captured on it, every payout made on it, and the balance. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import type { BusinessDate } from '../domain/calendar.ts';
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
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { ChargeRecord, PspPayoutRecord, SettlementBatchRecord } from '../domain/records.ts';
import type { ChargeLine, PayoutLine, SettlementFile } from '../domain/settlement-file.ts';

interface Context {
  readonly policy: Policy;
  readonly record: SettlementBatchRecord | undefined;
  readonly night: { readonly currency: Currency; readonly date: BusinessDate } | undefined;
  readonly contents: Contents;
}

interface Contents {
  readonly charges: readonly ChargeRecord[];
  readonly payouts: readonly PspPayoutRecord[];
  readonly previous: SettlementBatchRecord | undefined;
}

type Event = At<MessageOf<'FileDue'> | RecordsRead | Acknowledged<'BatchStored'> | CommitRefused>;

export const pspFile = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<SettlementBatchRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readDay: emit(({ context }) => {
      const { currency, date } = nightOf(context);
      const day = `${currency}/${date}`;
      return {
        type: 'read',
        queries: [
          { table: 'charges', group: day },
          { table: 'pspPayouts', group: day },
          { table: 'settlementBatches', group: currency },
        ],
      };
    }),
    storeBatch: emit(({ context }) => commit('BatchStored', batchWrites(context))),
    sendFile: emit(({ context }) => {
      const { currency, date } = nightOf(context);
      return send(addressOf.settlementNight(currency, date), { type: 'SettlementFileSent', file: fileOf(context) });
    }),
  },
  guards: {
    isFiled: ({ context }) => context.record !== undefined,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'pspFile',
  context: ({ input }) => ({
    policy: input.policy,
    record: input.record,
    night: undefined,
    contents: { charges: [], payouts: [], previous: undefined },
  }),
  initial: 'waitingForNight',
  states: {
    waitingForNight: {
      on: {
        FileDue: [
          { guard: 'isFiled', target: 'closed' },
          { target: 'readingDay', actions: assign({ night: ({ event: { currency, date } }) => ({ currency, date }) }) },
        ],
      },
    },
    readingDay: {
      entry: 'readDay',
      on: { RecordsRead: { target: 'storingBatch', actions: assign({ contents: ({ event }) => contentsOf(event) }) } },
      after: { storageTimeout: { target: 'readingDay', reenter: true } },
    },
    storingBatch: {
      entry: 'storeBatch',
      on: { BatchStored: 'sent', CommitRefused: 'sent' },
      after: { storageTimeout: { target: 'storingBatch', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendFile' },
    closed: { type: 'final' },
  },
});

function nightOf({ night }: Context): NonNullable<Context['night']> {
  if (night === undefined) throw new Error('no file is due yet');
  return night;
}

function contentsOf(read: RecordsRead): Contents {
  return {
    charges: recordsIn(read, 'charges'),
    payouts: recordsIn(read, 'pspPayouts'),
    previous: recordsIn(read, 'settlementBatches').at(-1),
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}

function batchOf(context: Context): SettlementBatchRecord {
  const { currency, date } = nightOf(context);
  const { charges, payouts, previous } = context.contents;
  const opening = previous?.closing ?? minorUnits(0);
  const gross = minorUnits(sum(charges.map((charge) => charge.amount)));
  const fees = minorUnits(sum(charges.map((charge) => charge.fee)));
  const paidOut = minorUnits(sum(payouts.map((payout) => payout.amount)));
  return {
    id: `${currency}/${date}`,
    currency,
    date,
    sequence: (previous?.sequence ?? 0) + 1,
    opening,
    gross,
    fees,
    paidOut,
    closing: minorUnits(opening + gross - fees - paidOut),
    charges: charges.length,
    status: 'filed',
  };
}

function batchWrites(context: Context): Write[] {
  const { date } = nightOf(context);
  return [
    { op: 'insert', table: 'settlementBatches', record: batchOf(context) },
    ...context.contents.charges.map((charge): Write => ({
      op: 'put',
      table: 'charges',
      record: { ...charge, settledOn: date },
    })),
  ];
}

function fileOf(context: Context): SettlementFile {
  const { currency, date, sequence, opening, closing } = batchOf(context);
  const { charges, payouts } = context.contents;
  const payoutLines = payouts.map(({ id, amount }): PayoutLine => ({ type: 'payout', reference: id, amount }));
  return { currency, date, sequence, opening, closing, lines: [...charges.map(chargeLine), ...payoutLines] };
}

function chargeLine({ reference, orderId, capturedAt, amount, fee }: ChargeRecord): ChargeLine {
  if (capturedAt === undefined) throw new Error(`${reference} has a business date and no capture`);
  return { type: 'charge', reference, orderId, capturedAt, gross: amount, fee };
}
