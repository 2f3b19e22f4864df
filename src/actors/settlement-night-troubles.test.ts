import { describe, expect, it } from 'vitest';
import { EUR, unvisitedStates, type BenchSettings } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, turnOf, type NightBench, type Stored } from '../../test/support/night-bench.ts';
import { capture, chargeLine, fileOf, monday, tuesday } from '../../test/support/week-of-files.ts';
import type { LedgerItem } from '../domain/ledger-item.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BreakRecord } from '../domain/night-records.ts';
import { bankNight } from './bank-night.ts';
import { settlementNight } from './settlement-night.ts';

const looks = 'read nightTurns, files, fileContents, fileContents';
const asks = 'LedgerExtractRequested → ledger/extract-EUR-2026-03-03';
const posts = 'PostFile → ledger/posting-psp/EUR/2026-03-03';

const mondays = fileOf(monday, [chargeLine(16, monday)]);
const mondayClosed = recordOf(mondays, { status: 'closed', ledgerCursor: 40 });
const file = fileOf(tuesday, [chargeLine(17, tuesday)], { opening: mondays.closing });
const sent: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file };
const mine = turnOf('psp/EUR', { fileId: 'psp/EUR/2026-03-03', version: 8 });
const free = turnOf('psp/EUR', { version: 7 });
const known: Stored = { files: [mondayClosed, recordOf(file)], turn: mine, contents: [mondays, file] };

function night(settings: Partial<BenchSettings> = {}): NightBench {
  return nightBench(settlementNight, { entity: 'psp-EUR-2026-03-03', ...settings });
}

function extract(after: number, ...items: LedgerItem[]): MessageOf<'LedgerExtractSent'> {
  return { type: 'LedgerExtractSent', currency: EUR, date: tuesday, items, upTo: after + items.length };
}

const noted = (breakId: string): MessageOf<'BreakNoted'> => ({ type: 'BreakNoted', breakId, status: 'open' });
const filePosted: MessageOf<'FilePosted'> = {
  type: 'FilePosted',
  requestId: 'psp/EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
};

/** The file's turn has come, and what is open has been read. */
function asking(): NightBench {
  const one = night({ record: recordOf(file) });
  one.tell({ type: 'Resumed' });
  one.showTurn(known);
  expect(one.showOpen()).toEqual([asks]);
  return one;
}

describe('the turn of a file', () => {
  it('does not come before the night before is closed; one that is not there is asked for', () => {
    const one = night({ record: recordOf(file) });
    one.tell({ type: 'Resumed' });
    expect(one.showTurn({ files: [recordOf(file)], contents: [file] })).toEqual([
      'FileRequested → psp/file-EUR-2026-03-02',
    ]);
    expect(one.tell({ type: 'NightOver', currency: EUR, date: monday })).toEqual([looks]);
    expect(one.showTurn({ files: [recordOf(mondays), recordOf(file)], contents: [file] })).toEqual([]);
    expect(one.tell({ type: 'Resumed' })).toEqual([looks]);
  });

  it('does not come while it is the turn of another one, and is looked for four times', () => {
    const one = night({ record: recordOf(file) });
    one.tell({ type: 'Resumed' });
    const other = { ...known, turn: turnOf('psp/EUR', { fileId: 'psp/EUR/2026-03-01' }) };
    one.showTurn(other);
    for (let look = 0; look < 5; look += 1) {
      one.wait(600_000);
      one.showTurn(other);
    }
    expect(one.times(looks)).toEqual([0, 600_000, 1_200_000, 1_800_000]);
  });

  it('that somebody else has just taken is looked for again', () => {
    const one = night({ record: recordOf(file) });
    one.tell({ type: 'Resumed' });
    expect(one.showTurn({ ...known, turn: free })).toEqual(['commit TurnTaken']);
    expect(one.wait(2000)).toEqual(['commit TurnTaken']);
    expect(one.refuse('stale')).toEqual([looks]);
    expect(one.showTurn(known)).toEqual(['read nightTurns, openItems, breaks']);
  });
});

describe('a file that comes again', () => {
  it('changes nothing at any stage of its night', () => {
    const one = asking();
    expect(one.tell(sent)).toEqual([]);
    one.tell(extract(40, capture(17, tuesday)));
    expect(one.tell(sent)).toEqual([]);
    expect(one.showUsed()).toEqual([posts]);
    expect(one.tell(sent)).toEqual([]);
    one.tell(filePosted);
    expect(one.tell(sent)).toEqual([]);
    expect(one.state()).toBe('storingMatches');
    const closed = night({ record: recordOf(file, { status: 'closed' }) });
    expect([closed.tell(sent), closed.state()]).toEqual([[], 'waitingForFile']);
  });

  it('corrected, takes the place of one that has not been matched', () => {
    const one = night({ record: recordOf(file) });
    expect(one.tell({ type: 'SettlementFileSent', file: { ...file, revision: 2 } })).toEqual([looks]);
    expect(one.showTurn({ ...known, turn: free })).toEqual(['commit FileStored']);
    expect(one.writes()).toMatchObject([
      { op: 'put', record: { revision: 2, status: 'stored' } },
      { op: 'insert', record: { id: 'psp/EUR/2026-03-03#2' } },
    ]);
  });

  it('corrected, waits for the end of one that is being matched, and carries on what came of that', () => {
    const one = asking();
    expect(one.tell({ type: 'SettlementFileSent', file: { ...file, revision: 2 } })).toEqual([]);
    one.tell(extract(40));
    one.showUsed();
    one.tell(filePosted);
    one.acknowledge();
    const reconciled = recordOf(file, { status: 'reconciled', ledgerCursor: 41, matched: 1, opened: 2 });
    expect(one.showTurn({ ...known, files: [mondayClosed, reconciled] })).toEqual(['commit NightClosed']);
    expect(one.acknowledge()).toEqual([looks]);
    const closed = { ...reconciled, status: 'closed' } as const;
    expect(one.showTurn({ ...known, files: [mondayClosed, closed], turn: free })).toEqual(['commit FileStored']);
    expect(one.writes()[0]).toMatchObject({ record: { ...closed, revision: 2, status: 'stored' } });
  });

  it('corrected, is posted under a request of its own', () => {
    const second = { ...file, revision: 2 };
    const one = night({ record: recordOf(second) });
    one.tell({ type: 'Resumed' });
    one.showTurn({ ...known, files: [mondayClosed, recordOf(second)], contents: [mondays, file, second] });
    one.showOpen();
    one.tell(extract(40));
    expect(one.showUsed()).toEqual([`${posts}#2`]);
    expect(one.tell(filePosted)).toEqual([]);
    expect(one.tell({ ...filePosted, requestId: 'psp/EUR/2026-03-03#2' })).toEqual(['commit MatchesStored']);
  });
});

describe('a slow ledger', () => {
  it('is asked in three rounds, then listened to, and asked again by an operator', () => {
    const one = asking();
    one.wait(1100);
    expect(one.state()).toBe('askingLedger.backingOff');
    one.wait(10_000);
    expect(one.state()).toBe('askingLedger.parked');
    one.wait(3_600_000);
    expect(one.times(asks)).toHaveLength(9);
    expect(one.state()).toBe('askingLedger.listening');
    expect(one.tell({ type: 'Resumed' })).toEqual([asks]);
  });

  it('may answer an earlier question: what it has shown before is not taken for new', () => {
    const one = asking();
    expect(one.tell(extract(39, capture(17, tuesday)))).toEqual([]);
    one.tell(extract(40, capture(17, tuesday)));
    expect(one.tell(extract(40))).toEqual([]);
    one.showUsed();
    one.tell(filePosted);
    expect(one.writes()[0]).toMatchObject({ record: { ledgerCursor: 41, matched: 1 } });
  });
});

describe('a slow database', () => {
  it('is asked again for everything, and what it then says twice changes nothing', () => {
    const one = night();
    one.tell(sent);
    expect(one.wait(2000)).toEqual(['commit FileStored']);
    expect(one.acknowledge()).toEqual([looks]);
    expect(one.refuse('exists')).toEqual([]);
    expect(one.wait(2000)).toEqual([looks]);
    expect(one.showTurn(known)).toEqual(['read nightTurns, openItems, breaks']);
    expect(one.showTurn(known)).toEqual([]);
    expect(one.wait(2000)).toEqual(['read nightTurns, openItems, breaks']);
    expect(one.showOpen()).toEqual([asks]);
    one.tell(extract(40));
    expect(one.wait(2000)).toEqual(['read nightTurns, matches']);
    expect(one.showOpen()).toEqual([]);
    one.showUsed();
    one.tell(filePosted);
    expect(one.wait(2000)).toEqual(['commit MatchesStored']);
    expect(one.refuse('stale')).toEqual([looks]);
  });

  it('that answers out of another turn makes the night look again', () => {
    const one = night({ record: recordOf(file) });
    one.tell({ type: 'Resumed' });
    one.showTurn(known);
    const stale = { table: 'nightTurns', records: [free] } as const;
    expect(one.answerRead(stale, { table: 'openItems', records: [] })).toEqual([looks]);
    one.showTurn(known);
    one.showOpen();
    one.tell(extract(40));
    expect(one.answerRead(stale)).toEqual([looks]);
  });

  it('is told again to close the night, until it is closed', () => {
    const one = night({ record: recordOf(file, { status: 'reconciled' }) });
    one.tell({ type: 'Resumed' });
    const reconciled = [mondayClosed, recordOf(file, { status: 'reconciled' })];
    expect(one.showTurn({ ...known, files: reconciled })).toEqual(['commit NightClosed']);
    expect(one.wait(2000)).toEqual(['commit NightClosed']);
    expect(one.refuse('stale')).toEqual([looks]);
  });
});

describe('very many breaks', () => {
  it('are raised two hundred at a time, and again until they are on record', () => {
    const found = Array.from({ length: 201 }, (_, n) => ({ id: `break-${n}` }) as BreakRecord);
    const one = night({ record: recordOf(file, { status: 'reconciled' }) });
    one.tell({ type: 'Resumed' });
    const files = [mondayClosed, recordOf(file, { status: 'reconciled' })];
    expect(one.showTurn({ ...known, files, turn: { ...mine, found } })).toHaveLength(200);
    for (let n = 1; n < 200; n += 1) expect(one.tell(noted(`break-${n}`))).toEqual([]);
    expect(one.wait(1200)).toEqual(['BreakFound → reconciliation/break-0']);
    expect(one.tell(noted('break-0'))).toEqual(['BreakFound → reconciliation/break-200']);
    expect(one.tell(noted('break-200'))).toEqual(['commit NightClosed']);
  });
});

it('a night has no use for a statement, nor a morning for a settlement file', () => {
  const morning = nightBench(bankNight, { entity: 'bank-EUR-2026-03-03' });
  expect([morning.tell(sent), morning.state()]).toEqual([[], 'waitingForStatement']);
});

it('the stories visit every state but those in which nobody answers for long', () => {
  const waits = /\.(backingOff|parked|listening)$/;
  expect(unvisitedStates(settlementNight).filter((state) => !waits.test(state))).toEqual([
    'raisingDoubts.calling',
    'askingForFile.calling',
    'over',
  ]);
});
