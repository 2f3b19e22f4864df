import { describe, expect, it } from 'vitest';
import { EUR, type BenchSettings } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, turnOf, type NightBench, type Stored } from '../../test/support/night-bench.ts';
import {
  capture,
  chargeLine,
  fileOf,
  monday,
  payoutLine,
  thursday,
  tuesday,
  waiting,
} from '../../test/support/week-of-files.ts';
import type { LedgerItem } from '../domain/ledger-item.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { BreakRecord, IngestedFileRecord } from '../domain/night-records.ts';
import type { SettlementFile } from '../domain/settlement-file.ts';
import { settlementNight } from './settlement-night.ts';

const looks = 'read nightTurns, files, fileContents, fileContents';
const reads = 'read nightTurns, openItems, breaks';
const asks = 'LedgerExtractRequested → ledger/extract-EUR-2026-03-03';
const posts = 'PostFile → ledger/posting-psp/EUR/2026-03-03';

const mondays = fileOf(monday, [chargeLine(16, monday)]);
const mondayClosed = recordOf(mondays, { status: 'closed', ledgerCursor: 40, matched: 1 });
/** Tuesday's file: the second one, opening at the 97.10 that Monday's closed at. */
const file = fileOf(tuesday, [chargeLine(17, tuesday), payoutLine(tuesday, 9710)], { opening: mondays.closing });
const stored = recordOf(file);
const mine = turnOf('psp/EUR', { fileId: 'psp/EUR/2026-03-03', version: 8 });

function night(settings: Partial<BenchSettings> = {}): NightBench {
  return nightBench(settlementNight, { entity: 'psp-EUR-2026-03-03', ...settings });
}

/** What is stored when it is the file's turn. */
function known(own: SettlementFile, record: IngestedFileRecord = recordOf(own)): Stored {
  return { files: [mondayClosed, record], turn: mine, contents: [mondays, own] };
}

function extract(...items: LedgerItem[]): MessageOf<'LedgerExtractSent'> {
  return { type: 'LedgerExtractSent', currency: EUR, date: tuesday, items, upTo: 40 + items.length };
}

const filePosted: MessageOf<'FilePosted'> = {
  type: 'FilePosted',
  requestId: 'psp/EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
};

/** It is the file's turn, and the ledger has answered. */
function matching(own: SettlementFile, items: LedgerItem[], open: Stored = {}): NightBench {
  const one = night({ record: recordOf(own) });
  one.tell({ type: 'Resumed' });
  expect(one.showTurn(known(own))).toEqual([reads]);
  expect(one.showOpen(open)).toEqual([asks]);
  one.tell(extract(...items));
  return one;
}

/** The file is matched and posted, and its matches are being stored. */
function storing(own: SettlementFile, items: LedgerItem[], open: Stored = {}): NightBench {
  const one = matching(own, items, open);
  expect(one.showUsed(open)).toEqual([posts]);
  expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
  return one;
}

describe('a file that comes', () => {
  it('is stored whole, and then its turn is looked for', () => {
    const one = night();
    expect(one.tell({ type: 'SettlementFileSent', file })).toEqual(['commit FileStored']);
    expect(one.writes()).toEqual([
      { op: 'insert', table: 'files', record: stored },
      {
        op: 'insert',
        table: 'fileContents',
        record: { id: 'psp/EUR/2026-03-03#1', fileId: 'psp/EUR/2026-03-03', content: file },
      },
    ]);
    expect(one.acknowledge()).toEqual([looks]);
    expect(one.effect()).toMatchObject({
      queries: [
        { group: 'psp/EUR' },
        { group: 'psp/EUR' },
        { group: 'psp/EUR/2026-03-03' },
        { group: 'psp/EUR/2026-03-02' },
      ],
    });
  });

  it('takes its turn when the night before is closed', () => {
    const one = night({ record: stored });
    expect(one.tell({ type: 'SettlementFileSent', file })).toEqual([looks]);
    expect(one.showTurn({ ...known(file), turn: turnOf('psp/EUR', { version: 7 }) })).toEqual(['commit TurnTaken']);
    expect(one.writes()).toEqual([{ op: 'replace', table: 'nightTurns', record: mine, version: 7 }]);
    expect(one.acknowledge()).toEqual([looks]);
  });

  it('takes the first turn of all on the first night', () => {
    const one = nightBench(settlementNight, { entity: 'psp-EUR-2026-03-02', record: recordOf(mondays) });
    one.tell({ type: 'Resumed' });
    expect(one.showTurn({ files: [recordOf(mondays)], contents: [mondays] })).toEqual(['commit TurnTaken']);
    expect(one.writes()).toMatchObject([
      { op: 'insert', table: 'nightTurns', record: { id: 'psp/EUR', fileId: 'psp/EUR/2026-03-02', version: 1 } },
    ]);
  });
});

describe('a night on which everything matches', () => {
  it('asks the ledger for what is new since the night before', () => {
    const one = night({ record: stored });
    one.tell({ type: 'Resumed' });
    one.showTurn(known(file));
    expect(one.showOpen()).toEqual([asks]);
    expect(one.messages()).toEqual([
      { type: 'LedgerExtractRequested', currency: 'EUR', date: '2026-03-03', after: 40 },
    ]);
  });

  it('reads how its lines were used before, whether anything waits for them or not', () => {
    const one = matching(file, [capture(17, tuesday)]);
    expect(one.effect()).toEqual({
      type: 'read',
      queries: [
        { table: 'nightTurns', group: 'psp/EUR' },
        { table: 'matches', group: 'line/ch_17_1_1' },
        { table: 'matches', group: 'line/payout-EUR-2026-03-03' },
      ],
    });
  });

  it('has the ledger post the lines, and then stores the matches with the file', () => {
    const one = matching(file, [capture(17, tuesday)]);
    expect(one.showUsed()).toEqual([posts]);
    const { lines } = file;
    expect(one.messages()).toEqual([
      { type: 'PostFile', requestId: 'psp/EUR/2026-03-03', currency: 'EUR', date: '2026-03-03', lines },
    ]);
    expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
    // The payout was made at midnight in Amsterdam; two hours later it is still Tuesday in New York.
    const payout = { id: 'payout/payout-EUR-2026-03-03', source: 'bank', date: '2026-03-03', status: 'open' };
    expect(one.writes()).toMatchObject([
      { op: 'put', table: 'files', record: { ...stored, status: 'reconciled', ledgerCursor: 41, matched: 2 } },
      { op: 'replace', table: 'nightTurns', record: { ...mine, version: 9 }, version: 8 },
      { op: 'insert', table: 'matches', record: { id: 'psp/EUR/2026-03-03/charge/ch_17_1_1' } },
      { op: 'insert', table: 'matches', record: { id: 'psp/EUR/2026-03-03/payout/payout-EUR-2026-03-03' } },
      { op: 'put', table: 'openItems', record: { ...waiting(capture(17, tuesday)), status: 'matched' } },
      { op: 'put', table: 'openItems', record: { ...payout, ...money(9710, EUR) } },
    ]);
  });

  it('is closed when its matches are stored, gives up its turn and wakes the nights that wait for theirs', () => {
    const one = storing(file, [capture(17, tuesday)]);
    expect(one.acknowledge()).toEqual([looks]);
    const reconciled = recordOf(file, { status: 'reconciled', matched: 2 });
    expect(one.showTurn(known(file, reconciled))).toEqual(['commit NightClosed']);
    expect(one.writes()).toEqual([
      { op: 'put', table: 'files', record: { ...reconciled, status: 'closed' } },
      { op: 'replace', table: 'nightTurns', record: turnOf('psp/EUR', { version: 9 }), version: 8 },
    ]);
    expect(one.acknowledge()).toEqual([looks]);
    const thursdays = recordOf(mondays, { id: 'psp/EUR/2026-03-05', date: thursday });
    const over = { ...known(file, { ...reconciled, status: 'closed' }), turn: turnOf('psp/EUR', { version: 9 }) };
    expect(one.showTurn({ ...over, files: [...(over.files ?? []), thursdays] })).toEqual([
      'NightOver → reconciliation/psp-EUR-2026-03-04',
      'NightOver → reconciliation/psp-EUR-2026-03-05',
    ]);
    expect(one.done()).toBe(true);
  });

  it('and on which nothing happened is reconciled all the same', () => {
    const one = storing(fileOf(tuesday, [], { opening: mondays.closing }), []);
    expect(one.writes()).toMatchObject([{ record: { status: 'reconciled', ledgerCursor: 40 } }, {}]);
    expect(one.writes()).toHaveLength(2);
  });
});

it('a payout that is made at midnight in Amsterdam and takes seven hours is due in New York on the next date', () => {
  const one = night({ record: stored, policy: { bankTransitMs: 25_200_000 } });
  one.tell({ type: 'Resumed' });
  one.showTurn(known(file));
  one.showOpen();
  one.tell(extract());
  one.showUsed();
  one.tell(filePosted);
  expect(one.writes().at(-1)).toMatchObject({ record: { id: 'payout/payout-EUR-2026-03-03', date: '2026-03-04' } });
});

describe('a night on which something does not match', () => {
  const missing = 'break-missingInFile-ch_18_1_1';
  const empty = fileOf(tuesday, [], { opening: mondays.closing });

  it('stores its breaks with its matches, raises them, and is closed when they are on record', () => {
    const one = storing(empty, [capture(18, tuesday)]);
    const [, turn] = one.writes();
    expect(turn).toMatchObject({ record: { found: [{ id: missing, openedOn: '2026-03-03' }], explained: [] } });
    expect(one.acknowledge()).toEqual([looks]);
    const found = [{ id: missing } as BreakRecord];
    const reconciled = recordOf(empty, { status: 'reconciled', opened: 1 });
    expect(one.showTurn({ ...known(empty, reconciled), turn: { ...mine, found } })).toEqual([
      `BreakFound → reconciliation/${missing}`,
    ]);
    expect(one.messages()).toMatchObject([{ night: 'reconciliation/psp-EUR-2026-03-03' }]);
    expect(one.tell({ type: 'BreakNoted', breakId: 'another', status: 'open' })).toEqual([]);
    expect(one.tell({ type: 'BreakNoted', breakId: missing, status: 'open' })).toEqual(['commit NightClosed']);
  });

  it('explains the break of a sale made at 23:59:55 on Monday that the PSP booked on Tuesday', () => {
    const open = { id: missing, kind: 'missingInFile', reference: 'ch_18_1_1' } as BreakRecord;
    const listed = fileOf(tuesday, [chargeLine(18, tuesday)], { opening: mondays.closing });
    const openItems = [waiting(capture(18, monday))];
    const one = storing(listed, [], { openItems, breaks: [open] });
    const explanation = 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02';
    const explained = [{ breakId: missing, resolvedOn: tuesday, explanation }];
    expect(one.writes()).toMatchObject([
      { record: { matched: 1, opened: 0, resolved: 1 } },
      { record: { found: [], explained } },
      { record: { id: 'psp/EUR/2026-03-03/charge/ch_18_1_1' } },
      { record: { status: 'matched' } },
    ]);
    one.acknowledge();
    const reconciled = recordOf(listed, { status: 'reconciled' });
    one.showTurn({ ...known(listed, reconciled), turn: { ...mine, explained } });
    expect(one.messages()).toEqual([
      {
        type: 'BreakExplained',
        night: 'reconciliation/psp-EUR-2026-03-03',
        breakId: missing,
        resolvedOn: '2026-03-03',
        explanation,
      },
    ]);
    // It was raised on Monday, and that answer comes again.
    expect(one.tell({ type: 'BreakNoted', breakId: missing, status: 'open' })).toEqual([]);
    expect(one.tell({ type: 'BreakNoted', breakId: missing, status: 'resolved' })).toEqual(['commit NightClosed']);
  });

  it('tells the executor of charges that the ledger does not know, and asks for no answer', () => {
    const one = storing(file, []);
    one.acknowledge();
    const reconciled = recordOf(file, { status: 'reconciled' });
    const settled = [chargeLine(17, tuesday)];
    expect(one.showTurn({ ...known(file, reconciled), turn: { ...mine, settled } })).toEqual([
      'ChargeSettled → executor/order-17.1',
      'commit NightClosed',
    ]);
    const { capturedAt } = chargeLine(17, tuesday);
    expect(one.messages()).toEqual([
      {
        type: 'ChargeSettled',
        orderId: 'order-17.1',
        reference: 'ch_17_1_1',
        amount: money(10_000, EUR),
        capturedAt,
      },
    ]);
  });

  it('says when the file does not follow the one before it', () => {
    const gap = fileOf(tuesday, [], { sequence: 4, opening: minorUnits(9711) });
    const one = storing(gap, []);
    expect(one.writes()[1]).toMatchObject({
      record: {
        found: [
          {
            id: 'break-fileDoesNotProve-psp/EUR/2026-03-03/opening',
            about: 'psp/EUR/2026-03-03',
            explanation:
              'the file psp/EUR/2026-03-03 does not prove itself: its number is 4 where 2 was due; ' +
              'it opens at 97.11 EUR where the file before it closed at 97.10 EUR',
          },
        ],
      },
    });
  });
});
