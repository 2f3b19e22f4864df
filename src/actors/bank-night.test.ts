import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BreakRecord, IngestedFileRecord, OpenItemRecord } from '../domain/records.ts';
import type { BankLine, BankStatement } from '../domain/settlement-file.ts';
import { bankNight } from './bank-night.ts';

const monday = businessDate('2026-03-02');
const tuesday = businessDate('2026-03-03');
const reads = 'read files, openItems, breaks';
const posts = 'PostStatement → ledger/posting-bank/EUR/2026-03-03';
const stores = 'commit MatchesStored';

/** The payout of a day of March, booked on Tuesday. */
function line(day: number, amount: number): BankLine {
  return { reference: `payout-EUR-2026-03-0${day}`, amount: minorUnits(amount), bookedAt: 1, valueDate: tuesday };
}

function advised(day: number, amount: number, date = tuesday): OpenItemRecord {
  const reference = `payout-EUR-2026-03-0${day}`;
  return { id: `payout/${reference}`, source: 'bank', reference, date, status: 'open', ...money(amount, EUR) };
}

/** Tuesday's statement: the second one, opening at the 50.00 that Monday's closed at. */
function statementOf(lines: BankLine[], rest: Partial<BankStatement> = {}): BankStatement {
  const closing = minorUnits(lines.reduce<number>((sum, entry) => sum + entry.amount, 5000));
  return { currency: EUR, date: tuesday, sequence: 2, opening: minorUnits(5000), closing, lines, ...rest };
}

function recordOf(rest: Partial<IngestedFileRecord> = {}): IngestedFileRecord {
  const [opening, closing] = [minorUnits(0), minorUnits(5000)];
  const counts = { lines: 1, ledgerCursor: 0, matched: 1, opened: 0, resolved: 0 };
  return {
    id: 'bank/EUR/2026-03-02',
    source: 'bank',
    currency: EUR,
    date: monday,
    sequence: 1,
    opening,
    closing,
    status: 'reconciled',
    ...counts,
    ...rest,
  };
}

const filePosted: MessageOf<'FilePosted'> = { type: 'FilePosted', requestId: 'bank/EUR/2026-03-03' };

function night(settings: Partial<BenchSettings> = {}): Bench {
  return bench(bankNight, { entity: 'bank-EUR-2026-03-03', start: '2026-03-04T10:00:00Z', ...settings });
}

interface Known {
  readonly files: IngestedFileRecord[];
  readonly openItems: OpenItemRecord[];
  readonly breaks: BreakRecord[];
}

function know(one: Bench, { files = [recordOf()], openItems = [], breaks = [] }: Partial<Known> = {}): string[] {
  return one.answerRead(
    { table: 'files', records: files },
    { table: 'openItems', records: openItems },
    { table: 'breaks', records: breaks },
  );
}

/** The statement is stored and matched, and the ledger is being asked to post it. */
function posting(statement: BankStatement, known?: Partial<Known>): Bench {
  const one = night();
  one.tell({ type: 'BankStatementSent', statement });
  one.acknowledge();
  expect(know(one, known)).toEqual([posts]);
  return one;
}

function storing(statement: BankStatement, known?: Partial<Known>): Bench {
  const one = posting(statement, known);
  expect(one.tell(filePosted)).toEqual([stores]);
  return one;
}

describe('a statement on which everything matches', () => {
  const statement = statementOf([line(2, 9710)]);

  it('is stored before what is open is read', () => {
    const one = night();
    expect(one.tell({ type: 'BankStatementSent', statement })).toEqual(['commit FileStored']);
    const stored = { id: 'bank/EUR/2026-03-03', date: '2026-03-03', sequence: 2, opening: 5000, closing: 14_710 };
    expect(one.writes()).toMatchObject([
      { op: 'insert', table: 'files', record: { ...stored, lines: 1, status: 'stored', matched: 0 } },
    ]);
    expect(one.acknowledge()).toEqual([reads]);
    const queries = ['files', 'openItems', 'breaks'].map((table) => ({ table, group: 'bank/EUR' }));
    expect(one.effect()).toEqual({ type: 'read', queries });
  });

  it('is posted as cash, and then its matches are stored with it', () => {
    const one = posting(statement, { openItems: [advised(2, 9710)] });
    expect(one.messages()).toEqual([{ type: 'PostStatement', requestId: 'bank/EUR/2026-03-03', statement }]);
    expect(one.tell(filePosted)).toEqual([stores]);
    const match = {
      id: 'bank/EUR/2026-03-03/payout-EUR-2026-03-02',
      fileId: 'bank/EUR/2026-03-03',
      transactionId: 'payout/payout-EUR-2026-03-02',
    };
    expect(one.writes()).toMatchObject([
      {
        op: 'put',
        table: 'files',
        record: { id: 'bank/EUR/2026-03-03', status: 'reconciled', matched: 1, opened: 0, resolved: 0 },
      },
      { op: 'insert', table: 'matches', record: { ...match, amount: 9710 } },
      { op: 'put', table: 'openItems', record: { id: 'payout/payout-EUR-2026-03-02', status: 'matched' } },
    ]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.state()).toBe('reconciled');
  });

  it('and that is empty is reconciled all the same', () => {
    const one = storing(statementOf([]));
    expect(one.writes()).toHaveLength(1);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });
});

describe('a statement on which something does not match', () => {
  it('leads to breaks when its matches are stored, and not before', () => {
    const one = storing(statementOf([line(2, 9700), line(3, 20)]), {
      openItems: [advised(2, 9710), advised(1, 300, monday)],
    });
    expect(one.writes()).toMatchObject([{ record: { matched: 0, opened: 3, resolved: 0 } }]);
    expect(one.acknowledge()).toEqual([
      'BreakFound → reconciliation/break-amountDiffers-payout-EUR-2026-03-02',
      'BreakFound → reconciliation/break-missingInLedger-payout-EUR-2026-03-03',
      'BreakFound → reconciliation/break-missingInFile-payout-EUR-2026-03-01',
    ]);
  });

  it.each([
    ['missingInFile', [line(2, 9710)], 'the bank booked it on 2026-03-03'],
    ['missingInLedger', [], 'the PSP advised it after the statement'],
  ] as const)('may explain an open break, %s', (kind, lines, explanation) => {
    const breakId = `break-${kind}-payout-EUR-2026-03-02`;
    const open = {
      id: breakId,
      kind,
      about: 'bank/EUR/2026-03-02/payout-EUR-2026-03-02',
      reference: 'payout-EUR-2026-03-02',
      ...money(9710, EUR),
    };
    const one = storing(statementOf([...lines]), { openItems: [advised(2, 9710)], breaks: [open as BreakRecord] });
    expect(one.writes()).toMatchObject([
      { record: { matched: 1, opened: 0, resolved: 1 } },
      { op: 'insert' },
      { record: { status: 'matched' } },
    ]);
    expect(one.acknowledge()).toEqual([`BreakExplained → reconciliation/${breakId}`]);
    expect(one.messages()).toEqual([{ type: 'BreakExplained', breakId, resolvedOn: '2026-03-03', explanation }]);
  });

  it('does not prove itself when its lines do not lead to its closing balance', () => {
    const one = storing(statementOf([], { closing: minorUnits(5001) }));
    expect(one.acknowledge()).toEqual(['BreakFound → reconciliation/break-fileDoesNotProve-bank/EUR/2026-03-03']);
    const explanation =
      'the file bank/EUR/2026-03-03 does not prove itself: its lines lead to 5000 and it closes at 5001';
    const about = { about: 'bank/EUR/2026-03-03', reference: 'bank/EUR/2026-03-03', openedOn: '2026-03-03' };
    const breakId = 'break-fileDoesNotProve-bank/EUR/2026-03-03';
    const kind = { id: breakId, kind: 'fileDoesNotProve', source: 'bank', status: 'open' };
    const found = { ...kind, ...about, explanation, ...money(0, EUR) };
    expect(one.messages()).toEqual([{ type: 'BreakFound', breakId, found }]);
  });

  it('is measured against the statement before it by number, though that one came late', () => {
    const late = [
      recordOf({ sequence: 2, closing: minorUnits(5000) }),
      recordOf({ sequence: 1, closing: minorUnits(7) }),
    ];
    expect(storing(statementOf([], { sequence: 3 }), { files: late }).acknowledge()).toEqual([]);
  });
});

describe('a statement that comes again', () => {
  it('changes nothing while it is worked on, nor when it is reconciled', () => {
    const sent: MessageOf<'BankStatementSent'> = { type: 'BankStatementSent', statement: statementOf([]) };
    const one = night();
    one.tell(sent);
    expect(one.tell(sent)).toEqual([]);
    one.acknowledge();
    expect(one.tell(sent)).toEqual([]);
    know(one);
    expect(one.tell(sent)).toEqual([]);
    one.tell(filePosted);
    expect([...one.tell(sent), ...one.tell(filePosted)]).toEqual([]);
    expect(one.state()).toBe('storingMatches');
    const again = night({ record: recordOf() });
    expect(again.tell(sent)).toEqual([]);
    expect(again.state()).toBe('alreadyReconciled');
  });
});

describe('slow services', () => {
  it('the database may refuse the second commit of the statement because of the first: it is worked on', () => {
    const one = night();
    one.tell({ type: 'BankStatementSent', statement: statementOf([]) });
    one.wait(2000);
    expect(one.refuse('exists')).toEqual([reads]);
    expect(one.acknowledge()).toEqual([]);
  });

  it('the ledger is asked three times, and then listened to', () => {
    const one = posting(statementOf([]));
    one.wait(1100);
    expect(one.state()).toBe('postingStatement.backingOff');
    one.wait(3_600_000);
    expect(one.times(posts)).toEqual([0, 1200, 2600]);
    expect(one.state()).toBe('postingStatement.listening');
    expect(one.tell(filePosted)).toEqual([stores]);
  });

  it('what the database says of a second commit of the statement is not about the matches', () => {
    const one = night();
    one.tell({ type: 'BankStatementSent', statement: statementOf([line(2, 9710)]) });
    expect(one.wait(2000)).toEqual(['commit FileStored']);
    one.acknowledge();
    expect(one.wait(2000)).toEqual([reads]);
    expect(know(one)).toEqual([posts]);
    expect(know(one)).toEqual([]);
    one.tell(filePosted);
    expect(
      one.tell({ type: 'CommitRefused', ack: 'FileStored', about: 'bank/EUR/2026-03-03', reason: 'exists' }),
    ).toEqual([]);
    expect(one.wait(2000)).toEqual([stores]);
    expect(one.refuse('exists')).toEqual(['BreakFound → reconciliation/break-missingInLedger-payout-EUR-2026-03-02']);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(bankNight)).toEqual([]);
});
