/**
 * The bank's statement of one currency's account for one date: every transfer that was booked by then and that no
 * statement has shown yet, and the balance before and after. It is stored once, after the one of the date before it;
 * whoever asks for it, and however often, gets what is stored.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { bookedLines } from '../domain/bank-account.ts';
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
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { BankStatementRecord } from '../domain/records.ts';
import type { BankLine, BankStatement } from '../domain/settlement-file.ts';
import { placeInSeries, type PlaceInSeries } from '../domain/file-series.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly day: { readonly currency: Currency; readonly date: BusinessDate } | undefined;
  /** All that is booked in the currency. */
  readonly booked: readonly BankLine[];
  /** All statements of the currency, in the order of their dates. */
  readonly statements: readonly BankStatementRecord[];
}

type Asked = At<MessageOf<'StatementDue' | 'StatementRequested'>>;
type Event = Asked | At<RecordsRead | Acknowledged<'StatementStored'> | CommitRefused>;

export const bankStatement = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<BankStatementRecord>,
    emitted: {} as Effect,
  },
  actions: {
    keepDay: assign({ day: ({ context, event }) => dayAsked(event) ?? context.day }),
    readAccount: emit(({ context }) => {
      const { currency } = dayOf(context);
      return {
        type: 'read',
        queries: [
          { table: 'bankTransfers', group: currency },
          { table: 'sellerTransfers', group: currency },
          { table: 'bankStatements', group: currency },
        ],
      };
    }),
    askForEarlierStatement: emit(({ context }) => {
      const { currency, date } = dayOf(context);
      const before = addDays(date, -1);
      return send(addressOf.bankStatement(currency, before), { type: 'StatementDue', currency, date: before });
    }),
    storeStatement: emit(({ context }) =>
      commit('StatementStored', [{ op: 'insert', table: 'bankStatements', record: recordOf(context) }]),
    ),
    sendStatement: emit(({ context }) => {
      const { currency, date } = dayOf(context);
      return send(addressOf.bankNight(currency, date), { type: 'BankStatementSent', statement: statementOf(context) });
    }),
    keepAccount: assign(({ event }) =>
      event.type === 'RecordsRead'
        ? {
            booked: bookedLines(recordsIn(event.body, 'bankTransfers'), recordsIn(event.body, 'sellerTransfers')),
            statements: recordsIn(event.body, 'bankStatements'),
          }
        : {},
    ),
  },
  guards: {
    isMade: ({ context, event }) => placeOf(context, event) === 'made',
    isNext: ({ context, event }) => placeOf(context, event) === 'next',
    isTooEarly: ({ context, event }) => placeOf(context, event) === 'tooEarly',
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'bankStatement',
  context: ({ input }) => ({
    policy: input.policy,
    dates: input.dates,
    day: undefined,
    booked: [],
    statements: [],
  }),
  initial: 'waitingForMorning',
  states: {
    waitingForMorning: {
      on: {
        StatementDue: { target: 'readingAccount', actions: 'keepDay' },
        // Reconciliation asks for a statement only when it should have come: one that is not made yet was missed.
        StatementRequested: { target: 'readingAccount', actions: 'keepDay' },
      },
    },
    readingAccount: {
      entry: 'readAccount',
      on: {
        RecordsRead: [
          { guard: 'isMade', target: 'sent', actions: 'keepAccount' },
          { guard: 'isNext', target: 'storingStatement', actions: 'keepAccount' },
          { guard: 'isTooEarly', target: 'awaitingEarlierStatement' },
          { target: 'closed' },
        ],
      },
      after: { storageTimeout: { target: 'readingAccount', reenter: true } },
    },
    awaitingEarlierStatement: {
      entry: 'askForEarlierStatement',
      after: { storageTimeout: 'readingAccount' },
    },
    storingStatement: {
      entry: 'storeStatement',
      // What was stored may be an earlier attempt of this actor, which a crash interrupted: it is read again and sent.
      on: { StatementStored: 'readingAccount', CommitRefused: 'readingAccount' },
      after: { storageTimeout: { target: 'storingStatement', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendStatement' },
    closed: { type: 'final' },
  },
});

function dayAsked(event: Event): Context['day'] {
  return event.type === 'StatementDue' || event.type === 'StatementRequested' ? event.body : undefined;
}

function dayOf({ day }: Context): NonNullable<Context['day']> {
  if (day === undefined) throw new Error('no statement is due yet');
  return day;
}

function placeOf(context: Context, event: Event): PlaceInSeries {
  if (event.type !== 'RecordsRead') return 'none';
  return placeInSeries(recordsIn(event.body, 'bankStatements'), dayOf(context).date, context.dates.first);
}

function recordOf(context: Context): BankStatementRecord {
  const { currency, date } = dayOf(context);
  const { booked, statements } = context;
  const shown = new Set(statements.flatMap((statement) => statement.transfers));
  const entries = booked.filter(({ reference, valueDate }) => valueDate <= date && !shown.has(reference));
  const previous = statements.at(-1);
  const opening = previous?.closing ?? minorUnits(0);
  return {
    id: `${currency}/${date}`,
    currency,
    date,
    sequence: (previous?.sequence ?? 0) + 1,
    opening,
    closing: minorUnits(entries.reduce<number>((sum, { amount }) => sum + amount, opening)),
    entries: entries.length,
    transfers: entries.map(({ reference }) => reference),
  };
}

function statementOf(context: Context): BankStatement {
  const { date } = dayOf(context);
  const stored = context.statements.find((statement) => statement.date === date);
  if (stored === undefined) throw new Error(`the statement of ${date} is not stored`);
  const { currency, sequence, opening, closing, transfers } = stored;
  const lines = context.booked.filter(({ reference }) => transfers.includes(reference));
  return { currency, date, sequence, revision: 1, lineCount: lines.length, opening, closing, lines };
}
