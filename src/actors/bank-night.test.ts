import { describe, expect, it } from 'vitest';
import { EUR, unvisitedStates, type BenchSettings } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, turnOf, type NightBench, type Stored } from '../../test/support/night-bench.ts';
import { payoutId, payoutPolicy } from '../../test/support/payout-17.ts';
import { advised, bankLine, monday, statementOf, tuesday } from '../../test/support/week-of-files.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { PayoutItem } from '../domain/payout-messages.ts';
import type { BankStatement } from '../domain/settlement-file.ts';
import { bankNight } from './bank-night.ts';

const looks = 'read nightTurns, files, fileContents, fileContents';
const reads = 'read nightTurns, openItems, breaks';
const posts = 'PostStatement → ledger/posting-bank/EUR/2026-03-03';
const requests = 'StatementRequested → bank/statement-EUR-2026-03-03';

const mondays = statementOf(monday, [bankLine(monday, 5000)]);
const mondayClosed = recordOf(mondays, { status: 'closed' });
/** Tuesday's statement: the second one, opening at the 50.00 that Monday's closed at. */
const statement = statementOf(tuesday, [bankLine(tuesday, 9710)], { opening: mondays.closing });
const sent: MessageOf<'BankStatementSent'> = { type: 'BankStatementSent', statement };
const due: MessageOf<'StatementExpected'> = { type: 'StatementExpected', currency: EUR, date: tuesday };
const mine = turnOf('bank/EUR', { fileId: 'bank/EUR/2026-03-03', version: 4 });
const filePosted: MessageOf<'FilePosted'> = {
  type: 'FilePosted',
  requestId: 'bank/EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
};

function morning(settings: Partial<BenchSettings> = {}): NightBench {
  return nightBench(bankNight, { entity: 'bank-EUR-2026-03-03', start: '2026-03-04T10:00:00Z', ...settings });
}

/** It is the statement's turn, and the ledger is being asked to post it. */
function posting(own: BankStatement, open: Stored = {}): NightBench {
  const one = morning({ record: recordOf(own) });
  expect(one.tell({ type: 'Resumed' })).toEqual([looks]);
  expect(one.showTurn({ files: [mondayClosed, recordOf(own)], turn: mine, contents: [mondays, own] })).toEqual([reads]);
  const lines = own.lines.map(() => 'matches');
  expect(one.showOpen(open)).toEqual([`read ${['nightTurns', ...lines].join(', ')}`]);
  expect(one.showUsed(open)).toEqual([posts]);
  return one;
}

describe('a statement on which everything matches', () => {
  it('is stored whole, and its turn is looked for', () => {
    const one = morning();
    expect(one.tell(sent)).toEqual(['commit FileStored']);
    expect(one.writes()).toMatchObject([
      { op: 'insert', table: 'files', record: { ...recordOf(statement), status: 'stored', lines: 1 } },
      { op: 'insert', table: 'fileContents', record: { id: 'bank/EUR/2026-03-03#1', content: statement } },
    ]);
    expect(one.acknowledge()).toEqual([looks]);
    const stored = { files: [mondayClosed, recordOf(statement)], contents: [mondays, statement] };
    expect(one.showTurn(stored)).toEqual(['commit TurnTaken']);
  });

  it('is posted as cash, and then its matches are stored with it', () => {
    const one = posting(statement, { openItems: [advised(tuesday, 9710)] });
    const { lines } = statement;
    expect(one.messages()).toEqual([
      { type: 'PostStatement', requestId: 'bank/EUR/2026-03-03', currency: 'EUR', date: '2026-03-03', lines },
    ]);
    expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
    expect(one.writes()).toMatchObject([
      { record: { id: 'bank/EUR/2026-03-03', status: 'reconciled', matched: 1, opened: 0, resolved: 0 } },
      { op: 'replace', record: { fileId: 'bank/EUR/2026-03-03', found: [] }, version: 4 },
      { op: 'insert', table: 'matches', record: { id: 'bank/EUR/2026-03-03/payout-EUR-2026-03-03', amount: 9710 } },
      { op: 'put', table: 'openItems', record: { id: 'payout/payout-EUR-2026-03-03', status: 'matched' } },
    ]);
  });

  it('is closed then, and wakes the next morning', () => {
    const one = posting(statement, { openItems: [advised(tuesday, 9710)] });
    one.tell(filePosted);
    one.acknowledge();
    const files = [mondayClosed, recordOf(statement, { status: 'reconciled' })];
    expect(one.showTurn({ files, turn: mine, contents: [mondays, statement] })).toEqual(['commit NightClosed']);
    one.acknowledge();
    const closed = [mondayClosed, recordOf(statement, { status: 'closed' })];
    expect(one.showTurn({ files: closed, turn: turnOf('bank/EUR'), contents: [mondays, statement] })).toEqual([
      'NightOver → reconciliation/bank-EUR-2026-03-04',
    ]);
    expect(one.state()).toBe('over');
  });
});

describe('a statement on which something does not match', () => {
  it('leads to breaks, which are stored with its matches and raised after that', () => {
    const own = statementOf(tuesday, [bankLine(tuesday, 9700), bankLine(monday, 20)], { opening: mondays.closing });
    const one = posting(own, { openItems: [advised(tuesday, 9710)] });
    // What was advised is posted; the difference of 0.10 is the break.
    expect(one.messages()).toMatchObject([{ lines: [{ amount: 9710 }, { amount: 20 }] }]);
    one.tell(filePosted);
    const [, turn] = one.writes();
    expect(turn).toMatchObject({
      record: {
        found: [
          { id: 'break-amountDiffers-payout-EUR-2026-03-03', amount: -10 },
          { id: 'break-missingInLedger-payout-EUR-2026-03-02', amount: 20 },
        ],
      },
    });
    one.acknowledge();
    const files = [mondayClosed, recordOf(own, { status: 'reconciled' })];
    const found = turn?.table === 'nightTurns' ? turn.record.found : [];
    expect(one.showTurn({ files, turn: { ...mine, found }, contents: [mondays, own] })).toHaveLength(2);
    expect(one.tell({ type: 'BreakNoted', breakId: found[0]?.id ?? '', status: 'open' })).toEqual([]);
    expect(one.tell({ type: 'BreakNoted', breakId: found[1]?.id ?? '', status: 'open' })).toEqual([
      'commit NightClosed',
    ]);
  });

  it('does not prove itself when its entries do not lead to its closing balance: it is asked for again', () => {
    const one = morning();
    const wrong = { ...statement, closing: minorUnits(14_711) };
    const breakId = 'break-fileDoesNotProve-bank/EUR/2026-03-03';
    expect(one.tell({ type: 'BankStatementSent', statement: wrong })).toEqual([
      `BreakFound → reconciliation/${breakId}`,
    ]);
    expect(one.messages()).toMatchObject([
      {
        night: 'reconciliation/bank-EUR-2026-03-03',
        found: {
          amount: 1,
          explanation:
            'the file bank/EUR/2026-03-03 does not prove itself: its lines lead to 147.10 EUR and it closes at 147.11 EUR',
        },
      },
    ]);
    expect(one.tell({ type: 'BreakNoted', breakId, status: 'open' })).toEqual([requests]);
    expect(one.tell(sent)).toEqual(['commit FileStored']);
  });
});

describe('a statement that does not come', () => {
  it('is a break, and is asked for', () => {
    const one = morning();
    const breakId = 'break-fileMissing-bank/EUR/2026-03-03';
    expect(one.tell(due)).toEqual([`BreakFound → reconciliation/${breakId}`]);
    expect(one.tell({ type: 'BankStatementSent', statement: { ...statement, lines: [] } })).toHaveLength(2);
    expect(one.tell({ type: 'BreakNoted', breakId, status: 'open' })).toEqual([]);
    const unproven = 'break-fileDoesNotProve-bank/EUR/2026-03-03';
    expect(one.tell({ type: 'BreakNoted', breakId: unproven, status: 'open' })).toEqual([requests]);
    expect(one.tell(due)).toEqual([requests]);
  });

  it('on the day before is asked for, and awaited', () => {
    const one = morning({ record: recordOf(statement) });
    one.tell({ type: 'Resumed' });
    expect(one.showTurn({ files: [recordOf(statement)], contents: [statement] })).toEqual([
      'StatementRequested → bank/statement-EUR-2026-03-02',
    ]);
    expect(one.state()).toBe('waitingForTurn');
  });
});

describe('a statement with payouts to sellers', () => {
  const sent90 = { ...bankLine(tuesday, -9000), reference: payoutId };
  const back90 = { ...bankLine(tuesday, 9000), reference: `return-${payoutId}`, returns: payoutId };
  const own = statementOf(tuesday, [sent90, back90], { opening: mondays.closing });
  const asks = 'PayoutExtractRequested → ledger/payouts-EUR-2026-03-03';
  const paidOut: PayoutItem = {
    transactionId: `sellerPayout/${payoutId}`,
    reference: payoutId,
    dueOn: tuesday,
    ...money(-9000, EUR),
  };

  /** The ledger has shown three payouts before, and is asked what is new. */
  function asking(): NightBench {
    const one = morning({ record: recordOf(own), policy: { payouts: payoutPolicy } });
    one.tell({ type: 'Resumed' });
    const before = { ...mondayClosed, ledgerCursor: 3 };
    one.showTurn({ files: [before, recordOf(own)], turn: mine, contents: [mondays, own] });
    return one;
  }

  it('is matched with those that the ledger has posted; a return that the ledger does not know yet is a break', () => {
    const one = asking();
    expect(one.showOpen()).toEqual([asks]);
    expect(one.messages()).toEqual([{ type: 'PayoutExtractRequested', currency: 'EUR', date: '2026-03-03', after: 3 }]);
    const extract = { type: 'PayoutExtractSent', currency: EUR, date: tuesday } as const;
    // An answer to an earlier question is of no use.
    expect(one.tell({ ...extract, items: [paidOut, paidOut], upTo: 3 })).toEqual([]);
    expect(one.tell({ ...extract, items: [paidOut], upTo: 4 })).toEqual(['read nightTurns, matches, matches']);
    expect(one.showUsed()).toEqual([posts]);
    expect(one.messages()).toMatchObject([{ lines: [sent90, back90] }]);
    one.tell(filePosted);
    expect(one.writes()).toMatchObject([
      { record: { matched: 1, opened: 1, ledgerCursor: 4 } },
      { record: { found: [{ id: `break-missingInLedger-return-${payoutId}`, amount: 9000 }] } },
      { op: 'insert', table: 'matches', record: { transactionId: paidOut.transactionId, amount: -9000 } },
      { op: 'put', table: 'openItems', record: { id: paidOut.transactionId, source: 'bank', status: 'matched' } },
    ]);
  });
});

it('a statement that comes again changes nothing while it is worked on, nor when it is closed', () => {
  const one = posting(statement);
  expect([...one.tell(sent), ...one.tell(due)]).toEqual([]);
  const again = morning({ record: recordOf(statement, { status: 'closed' }) });
  expect([again.tell(sent), again.tell(due), again.state()]).toEqual([[], [], 'waitingForStatement']);
});

it('the ledger is asked in three rounds, and then listened to', () => {
  const one = posting(statement);
  one.wait(3_600_000);
  expect(one.times(posts)).toHaveLength(9);
  expect(one.state()).toBe('posting.listening');
  expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
});

it('the stories visit every state but those in which nobody answers for long', () => {
  const waits = /\.(backingOff|parked|listening)$/;
  expect(unvisitedStates(bankNight).filter((state) => !waits.test(state))).toEqual([]);
});
