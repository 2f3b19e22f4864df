import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { RecordsRead } from '../domain/effects.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BankStatementRecord, BankTransferRecord } from '../domain/records.ts';
import { bankStatement } from './bank-statement.ts';

const date = businessDate('2026-03-03');
const statementDue: MessageOf<'StatementDue'> = { type: 'StatementDue', currency: EUR, date };
const sends = 'BankStatementSent → reconciliation/bank-EUR-2026-03-03';
const bookedAt = Date.parse('2026-03-03T22:30:00Z');

function booked(payoutDay: number, amount: number): BankTransferRecord {
  return { id: `payout-EUR-2026-03-0${payoutDay}`, status: 'booked', bookedAt, valueDate: date, ...money(amount, EUR) };
}

const previous: BankStatementRecord = {
  id: 'EUR/2026-03-02',
  currency: EUR,
  date: businessDate('2026-03-02'),
  sequence: 4,
  opening: minorUnits(0),
  closing: minorUnits(9710),
  entries: 1,
};

function day(transfers: BankTransferRecord[], statements: BankStatementRecord[]): RecordsRead['results'] {
  return [
    { table: 'bankTransfers', records: transfers },
    { table: 'bankStatements', records: statements },
  ];
}

function due(): Bench {
  const statement = bench(bankStatement, { entity: 'statement-EUR-2026-03-03', start: '2026-03-04T10:00:00Z' });
  expect(statement.tell(statementDue)).toEqual(['read bankTransfers, bankStatements']);
  return statement;
}

describe('a bank statement', () => {
  it('shows what was booked with the value date, and continues the statement before it', () => {
    const statement = due();
    expect(statement.effect()).toEqual({
      type: 'read',
      queries: [
        { table: 'bankTransfers', group: 'EUR/2026-03-03' },
        { table: 'bankStatements', group: 'EUR' },
      ],
    });
    expect(statement.answerRead(...day([booked(2, 6797), booked(3, 500)], [previous]))).toEqual([
      'commit StatementStored',
    ]);
    // 97.10 + 67.97 + 5.00.
    const record = {
      id: 'EUR/2026-03-03',
      currency: 'EUR',
      date: '2026-03-03',
      sequence: 5,
      opening: 9710,
      closing: 17_007,
      entries: 2,
    };
    expect(statement.writes()).toEqual([{ op: 'insert', table: 'bankStatements', record }]);
    expect(statement.acknowledge()).toEqual([sends]);
    const line = { bookedAt, valueDate: '2026-03-03' };
    const lines = [
      { reference: 'payout-EUR-2026-03-02', amount: 6797, ...line },
      { reference: 'payout-EUR-2026-03-03', amount: 500, ...line },
    ];
    const sent = { currency: 'EUR', date: '2026-03-03', sequence: 5, opening: 9710, closing: 17_007, lines };
    expect(statement.messages()).toEqual([{ type: 'BankStatementSent', statement: sent }]);
    expect(statement.done()).toBe(true);
  });

  it('of the first day opens at zero with number 1', () => {
    const statement = due();
    statement.answerRead(...day([booked(2, 9710)], []));
    expect(statement.writes()).toMatchObject([{ record: { sequence: 1, opening: 0, closing: 9710, entries: 1 } }]);
  });

  it('of a day without entries is sent all the same', () => {
    const statement = due();
    statement.answerRead(...day([], [previous]));
    expect(statement.writes()).toMatchObject([{ record: { sequence: 5, opening: 9710, closing: 9710, entries: 0 } }]);
    expect(statement.acknowledge()).toEqual([sends]);
    expect(statement.messages()).toMatchObject([{ statement: { lines: [] } }]);
  });

  it('that is due twice is made and sent once', () => {
    const statement = due();
    expect(statement.tell(statementDue)).toEqual([]);
    statement.answerRead(...day([], []));
    expect(statement.tell(statementDue)).toEqual([]);
    expect(statement.acknowledge()).toEqual([sends]);
    const again = bench(bankStatement, { entity: 'statement-EUR-2026-03-03', record: previous });
    expect(again.tell(statementDue)).toEqual([]);
    expect(again.state()).toBe('closed');
  });
});

describe('a slow database', () => {
  it('is read again, and the statement is made from the first answer', () => {
    const statement = due();
    expect(statement.wait(2000)).toEqual(['read bankTransfers, bankStatements']);
    statement.answerRead(...day([booked(2, 9710)], []));
    expect(statement.answerRead(...day([], []))).toEqual([]);
    expect(statement.writes()).toMatchObject([{ record: { closing: 9710 } }]);
  });

  it('is asked again to store the statement, and may refuse it because it is there: it is sent once', () => {
    const statement = due();
    statement.answerRead(...day([], [previous]));
    expect(statement.wait(2000)).toEqual(['commit StatementStored']);
    expect(statement.refuse('exists')).toEqual([sends]);
    expect(statement.acknowledge()).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(bankStatement)).toEqual([]);
});
