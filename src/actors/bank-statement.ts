/** The bank's statement of one currency's account for one date: what was booked on it, and the balance before and after. */
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
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { BankStatementRecord, BankTransferRecord } from '../domain/records.ts';
import type { BankStatement } from '../domain/settlement-file.ts';

interface Context {
  readonly policy: Policy;
  readonly record: BankStatementRecord | undefined;
  readonly day: { readonly currency: Currency; readonly date: BusinessDate } | undefined;
  readonly booked: readonly BankTransferRecord[];
  readonly previous: BankStatementRecord | undefined;
}

type Event = At<MessageOf<'StatementDue'> | RecordsRead | Acknowledged<'StatementStored'> | CommitRefused>;

export const bankStatement = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<BankStatementRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readDay: emit(({ context }) => {
      const { currency, date } = dayOf(context);
      return {
        type: 'read',
        queries: [
          { table: 'bankTransfers', group: `${currency}/${date}` },
          { table: 'bankStatements', group: currency },
        ],
      };
    }),
    storeStatement: emit(({ context }) =>
      commit('StatementStored', [{ op: 'insert', table: 'bankStatements', record: recordOf(context) }]),
    ),
    sendStatement: emit(({ context }) => {
      const { currency, date } = dayOf(context);
      return send(addressOf.bankNight(currency, date), { type: 'BankStatementSent', statement: statementOf(context) });
    }),
  },
  guards: {
    isMade: ({ context }) => context.record !== undefined,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'bankStatement',
  context: ({ input }) => ({
    policy: input.policy,
    record: input.record,
    day: undefined,
    booked: [],
    previous: undefined,
  }),
  initial: 'waitingForMorning',
  states: {
    waitingForMorning: {
      on: {
        StatementDue: [
          { guard: 'isMade', target: 'closed' },
          { target: 'readingDay', actions: assign({ day: ({ event: { currency, date } }) => ({ currency, date }) }) },
        ],
      },
    },
    readingDay: {
      entry: 'readDay',
      on: {
        RecordsRead: {
          target: 'storingStatement',
          actions: assign({
            booked: ({ event }) => recordsIn(event, 'bankTransfers'),
            previous: ({ event }) => recordsIn(event, 'bankStatements').at(-1),
          }),
        },
      },
      after: { storageTimeout: { target: 'readingDay', reenter: true } },
    },
    storingStatement: {
      entry: 'storeStatement',
      on: { StatementStored: 'sent', CommitRefused: 'sent' },
      after: { storageTimeout: { target: 'storingStatement', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendStatement' },
    closed: { type: 'final' },
  },
});

function dayOf({ day }: Context): NonNullable<Context['day']> {
  if (day === undefined) throw new Error('no statement is due yet');
  return day;
}

function recordOf(context: Context): BankStatementRecord {
  const { currency, date } = dayOf(context);
  const { booked, previous } = context;
  const opening = previous?.closing ?? minorUnits(0);
  const closing = minorUnits(booked.reduce<number>((sum, transfer) => sum + transfer.amount, opening));
  return {
    id: `${currency}/${date}`,
    currency,
    date,
    sequence: (previous?.sequence ?? 0) + 1,
    opening,
    closing,
    entries: booked.length,
  };
}

function statementOf(context: Context): BankStatement {
  const { currency, date, sequence, opening, closing } = recordOf(context);
  const lines = context.booked.map(({ id, amount, bookedAt, valueDate }) => ({
    reference: id,
    amount,
    bookedAt,
    valueDate,
  }));
  return { currency, date, sequence, opening, closing, lines };
}
