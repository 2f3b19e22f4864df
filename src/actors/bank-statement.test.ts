import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { RecordsRead } from '../domain/effects.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BankStatementRecord, BankTransferRecord } from '../domain/records.ts';
import { bankStatement } from './bank-statement.ts';

const date = businessDate('2026-03-03');
const statementDue: MessageOf<'StatementDue'> = { type: 'StatementDue', currency: EUR, date };
const statementRequested: MessageOf<'StatementRequested'> = { type: 'StatementRequested', currency: EUR, date };
const reads = 'read bankTransfers, sellerTransfers, bankStatements';
const sends = 'BankStatementSent → reconciliation/bank-EUR-2026-03-03';
const bookedAt = Date.parse('2026-03-03T22:30:00Z');

function booked(payoutDay: number, amount: number, valueDay = 3): BankTransferRecord {
  const valueDate = businessDate(`2026-03-0${valueDay}`);
  const id = `payout-EUR-2026-03-0${payoutDay}`;
  return { id, status: 'booked', bookedAt, valueDate, ...money(amount, EUR) };
}

/** The first statement: one payout of 97.10. */
const previous: BankStatementRecord = {
  id: 'EUR/2026-03-02',
  currency: EUR,
  date: businessDate('2026-03-02'),
  sequence: 1,
  opening: minorUnits(0),
  closing: minorUnits(9710),
  entries: 1,
  transfers: ['payout-EUR-2026-03-01'],
};
const shown = booked(1, 9710, 2);

/** Continues it: 67.97 and 5.00. */
const stored: BankStatementRecord = {
  id: 'EUR/2026-03-03',
  currency: EUR,
  date,
  sequence: 2,
  opening: minorUnits(9710),
  closing: minorUnits(17_007),
  entries: 2,
  transfers: ['payout-EUR-2026-03-02', 'payout-EUR-2026-03-03'],
};

function account(transfers: BankTransferRecord[], statements: BankStatementRecord[]): RecordsRead['results'] {
  return [
    { table: 'bankTransfers', records: transfers },
    { table: 'bankStatements', records: statements },
  ];
}

function due(settings: Partial<BenchSettings> = {}): Bench {
  const entity = 'statement-EUR-2026-03-03';
  const statement = bench(bankStatement, { entity, start: '2026-03-04T10:00:00Z', ...settings });
  expect(statement.tell(statementDue)).toEqual([reads]);
  return statement;
}

describe('a bank statement', () => {
  it('shows what is booked and not shown yet, and continues the statement before it', () => {
    const statement = due();
    expect(statement.effect()).toMatchObject({ queries: [{ group: 'EUR' }, { group: 'EUR' }, { group: 'EUR' }] });
    const transfers = [shown, booked(2, 6797), booked(3, 500)];
    expect(statement.answerRead(...account(transfers, [previous]))).toEqual(['commit StatementStored']);
    expect(statement.writes()).toEqual([{ op: 'insert', table: 'bankStatements', record: stored }]);
    expect(statement.acknowledge()).toEqual([reads]);
    expect(statement.answerRead(...account(transfers, [previous, stored]))).toEqual([sends]);
    const line = { bookedAt, valueDate: '2026-03-03' };
    const lines = [
      { reference: 'payout-EUR-2026-03-02', amount: 6797, ...line },
      { reference: 'payout-EUR-2026-03-03', amount: 500, ...line },
    ];
    const balances = { opening: 9710, closing: 17_007 };
    const sent = { currency: 'EUR', date: '2026-03-03', sequence: 2, revision: 1, lineCount: 2, ...balances, lines };
    expect(statement.messages()).toEqual([{ type: 'BankStatementSent', statement: sent }]);
    expect(statement.done()).toBe(true);
  });

  it('shows what was booked too late for the statement of its value date, and not what is valued tomorrow', () => {
    const statement = due();
    const transfers = [shown, booked(2, 6797, 2), booked(3, 500, 3), booked(4, 900, 4)];
    statement.answerRead(...account(transfers, [previous]));
    expect(statement.writes()).toMatchObject([{ record: { closing: 17_007, transfers: stored.transfers } }]);
  });

  it('of the first date opens at zero with number 1', () => {
    const first = bench(bankStatement, { entity: 'statement-EUR-2026-03-02' });
    first.tell({ ...statementDue, date: businessDate('2026-03-02') });
    expect(first.answerRead(...account([shown], []))).toEqual(['commit StatementStored']);
    expect(first.writes()).toEqual([{ op: 'insert', table: 'bankStatements', record: previous }]);
  });

  it('of a day without entries is sent all the same', () => {
    const statement = due();
    statement.answerRead(...account([shown], [previous]));
    const empty = { sequence: 2, opening: 9710, closing: 9710, entries: 0, transfers: [] };
    expect(statement.writes()).toMatchObject([{ record: empty }]);
    statement.acknowledge();
    const made = { ...stored, closing: minorUnits(9710), entries: 0, transfers: [] };
    expect(statement.answerRead(...account([shown], [previous, made]))).toEqual([sends]);
    expect(statement.messages()).toMatchObject([{ statement: { lineCount: 0, lines: [] } }]);
  });
});

describe('a statement that is due while the one before it is not made', () => {
  it('has that one made first, and looks again', () => {
    const statement = due();
    expect(statement.answerRead(...account([shown], []))).toEqual(['StatementDue → bank/statement-EUR-2026-03-02']);
    expect(statement.messages()).toEqual([{ type: 'StatementDue', currency: 'EUR', date: '2026-03-02' }]);
    expect(statement.wait(2000)).toEqual([reads]);
    expect(statement.answerRead(...account([shown], [previous]))).toEqual(['commit StatementStored']);
  });

  it('is not made for a date before the first one', () => {
    const early = bench(bankStatement, { entity: 'statement-EUR-2026-03-01' });
    early.tell({ ...statementRequested, date: businessDate('2026-03-01') });
    expect(early.answerRead(...account([], []))).toEqual([]);
    expect(early.state()).toBe('closed');
  });
});

describe('a statement that is asked for', () => {
  const transfers = [shown, booked(2, 6797), booked(3, 500), booked(4, 900)];

  it.each([['StatementDue', statementDue] as const, ['StatementRequested', statementRequested] as const])(
    'again, by %s, is sent again as it was, and nothing is stored',
    (_, asked) => {
      const statement = bench(bankStatement, { entity: 'statement-EUR-2026-03-03', record: stored });
      expect(statement.tell(asked)).toEqual([reads]);
      expect(statement.answerRead(...account(transfers, [previous, stored]))).toEqual([sends]);
      expect(statement.messages()).toMatchObject([{ statement: { revision: 1, closing: 17_007, lineCount: 2 } }]);
      expect(statement.done()).toBe(true);
    },
  );

  it('and was never made, since its job was missed, is made', () => {
    const statement = bench(bankStatement, { entity: 'statement-EUR-2026-03-03' });
    statement.tell(statementRequested);
    expect(statement.answerRead(...account(transfers, [previous]))).toEqual(['commit StatementStored']);
  });

  it('while it is being made is sent once', () => {
    const statement = due();
    expect(statement.tell(statementDue)).toEqual([]);
    statement.answerRead(...account(transfers, [previous]));
    expect(statement.tell(statementRequested)).toEqual([]);
    statement.acknowledge();
    expect(statement.answerRead(...account(transfers, [previous, stored]))).toEqual([sends]);
  });
});

it('after a crash, an attempt that is stored after all is what is sent', () => {
  const statement = due();
  statement.answerRead(...account([shown, booked(2, 6797), booked(3, 500)], [previous]));
  expect(statement.refuse('exists')).toEqual([reads]);
  const first = { ...stored, closing: minorUnits(16_507), entries: 1, transfers: ['payout-EUR-2026-03-02'] };
  const transfers = [shown, booked(2, 6797), booked(3, 500)];
  expect(statement.answerRead(...account(transfers, [previous, first]))).toEqual([sends]);
  expect(statement.messages()).toMatchObject([{ statement: { closing: 16_507, lineCount: 1 } }]);
});

it('a slow database is asked again: to read and to store', () => {
  const statement = due();
  expect(statement.wait(2000)).toEqual([reads]);
  statement.answerRead(...account([shown], [previous]));
  const writes = statement.writes();
  expect(statement.answerRead(...account([], [previous]))).toEqual([]);
  expect(statement.wait(2000)).toEqual(['commit StatementStored']);
  expect(statement.writes()).toEqual(writes);
});

it('the stories visit every state', () => {
  expect(unvisitedStates(bankStatement)).toEqual([]);
});
