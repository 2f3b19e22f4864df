import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, turnOf, type NightBench, type Stored } from '../../test/support/night-bench.ts';
import {
  capture,
  chargeLine,
  fileOf,
  monday,
  payoutLine,
  tuesday,
  waiting,
  wednesday,
} from '../../test/support/week-of-files.ts';
import type { DefectName } from '../domain/defects.ts';
import type { LedgerItem } from '../domain/ledger-item.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { IngestedFileRecord, MatchRecord, OpenItemRecord } from '../domain/night-records.ts';
import type { SettlementFile } from '../domain/settlement-file.ts';
import { settlementNight } from './settlement-night.ts';

const looks = 'read nightTurns, files, fileContents, fileContents';
const mondays = fileOf(monday, [chargeLine(16, monday)]);
const mondayClosed = recordOf(mondays, { status: 'closed', ledgerCursor: 40, matched: 1 });
const file = fileOf(tuesday, [chargeLine(17, tuesday), payoutLine(tuesday, 9710)], { opening: mondays.closing });
const tuesdayClosed = recordOf(file, { status: 'closed', ledgerCursor: 41, matched: 2 });
const mine = turnOf('psp/EUR', { fileId: 'psp/EUR/2026-03-03', version: 8 });
const sent: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file };
const due: MessageOf<'FileExpected'> = { type: 'FileExpected', currency: EUR, date: tuesday };

function night(record: IngestedFileRecord | undefined, ...defects: DefectName[]): NightBench {
  return nightBench(settlementNight, { entity: 'psp-EUR-2026-03-03', record, policy: { defects: new Set(defects) } });
}

interface Evening {
  readonly own?: SettlementFile;
  /** What the ledger has posted since the night before. */
  readonly items?: readonly LedgerItem[];
  readonly openItems?: readonly OpenItemRecord[];
  readonly matches?: readonly MatchRecord[];
  /** The files that are stored; Monday's and its own unless told otherwise. */
  readonly stored?: Stored;
}

/** Goes through the night until its matches are stored. */
function reconciled({ own = file, items = [], stored, ...known }: Evening, ...defects: DefectName[]): NightBench {
  const one = night(recordOf(own), ...defects);
  one.tell({ type: 'Resumed' });
  const before = { files: [mondayClosed, recordOf(own)], contents: [mondays, own] };
  one.showTurn({ ...(stored ?? before), turn: mine });
  one.showOpen(known);
  one.tell({ type: 'LedgerExtractSent', currency: EUR, date: tuesday, items, upTo: cursor(stored) + items.length });
  one.showUsed(known);
  return one;
}

function cursor(stored: Stored | undefined): number {
  return stored === undefined ? 40 : 0;
}

const filePosted: MessageOf<'FilePosted'> = {
  type: 'FilePosted',
  requestId: 'psp/EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
};

/** What is stored of a night: matches by their lines, and breaks by their ids. */
function outcome(one: NightBench): { matches: string[]; breaks: string[] } {
  one.tell(filePosted);
  const writes = one.writes();
  return {
    matches: writes.flatMap((write) => (write.table === 'matches' ? [write.record.id] : [])),
    breaks: writes.flatMap((write) => (write.table === 'nightTurns' ? write.record.found.map(({ id }) => id) : [])),
  };
}

describe('a file that comes again when its night is closed', () => {
  it('is not looked at', () => {
    const one = night(tuesdayClosed);
    expect([one.tell(sent), one.state()]).toEqual([[], 'waitingForFile']);
  });

  it('is stored again and takes its turn again when nothing remembers it', () => {
    const one = night(tuesdayClosed, 'file-applied-twice');
    expect(one.tell(sent)).toEqual(['commit FileStored']);
    expect(one.writes()).toMatchObject([
      { op: 'put', table: 'files', record: { status: 'stored', matched: 2 } },
      { op: 'put', table: 'fileContents', record: { id: 'psp/EUR/2026-03-03#1' } },
    ]);
    expect(one.acknowledge()).toEqual([looks]);
    const files = [mondayClosed, { ...tuesdayClosed, status: 'stored' } as const];
    expect(one.showTurn({ files, contents: [mondays, file] })).toEqual(['commit TurnTaken']);
  });

  it('finds nothing in the ledger for its charge, and awaits its payout at the bank once more', () => {
    const [charge, payout] = ['psp/EUR/2026-03-03/charge/ch_17_1_1', 'psp/EUR/2026-03-03/payout/payout-EUR-2026-03-03'];
    const matches = [charge, payout].map((id) => ({ id }) as MatchRecord);
    expect(outcome(reconciled({ matches }))).toEqual({ matches: [], breaks: [] });
    const again = reconciled({ matches }, 'file-applied-twice');
    expect(outcome(again)).toEqual({ matches: [payout], breaks: ['break-missingInLedger-ch_17_1_1'] });
    expect(again.writes().slice(2)).toMatchObject([
      { op: 'put', table: 'matches' },
      { op: 'put', table: 'openItems', record: { id: 'payout/payout-EUR-2026-03-03', status: 'open' } },
    ]);
  });
});

describe('a night whose file does not come', () => {
  it('is a break; it is none when nobody expects files', () => {
    expect(night(undefined).tell(due)).toEqual(['BreakFound → reconciliation/break-fileMissing-psp/EUR/2026-03-03']);
    const one = night(undefined, 'missing-file-unnoticed');
    expect([one.tell(due), one.state()]).toEqual([[], 'waitingForFile']);
  });

  it('holds up the next one; it does not when nobody counts files', () => {
    const alone: Stored = { files: [recordOf(file)], contents: [file] };
    const one = night(recordOf(file));
    one.tell({ type: 'Resumed' });
    expect(one.showTurn(alone)).toEqual(['FileRequested → psp/file-EUR-2026-03-02']);
    const other = night(recordOf(file), 'missing-file-unnoticed');
    other.tell({ type: 'Resumed' });
    expect(other.showTurn(alone)).toEqual(['commit TurnTaken']);
  });

  it('leaves a gap before the next one, of which no break says anything when nobody counts files', () => {
    const alone: Stored = { files: [recordOf(file)], contents: [file] };
    const evening = { items: [capture(17, tuesday)], stored: alone };
    expect(outcome(reconciled(evening)).breaks).toEqual(['break-fileDoesNotProve-psp/EUR/2026-03-03/opening']);
    expect(outcome(reconciled(evening, 'missing-file-unnoticed')).breaks).toEqual([]);
  });
});

describe('a file that breaks off', () => {
  const cut: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file: { ...file, lines: [] } };

  it('is refused; it is stored when nobody looks at its trailer', () => {
    expect(night(undefined).tell(cut)).toEqual([
      'BreakFound → reconciliation/break-fileDoesNotProve-psp/EUR/2026-03-03',
    ]);
    expect(night(undefined, 'truncated-file-accepted').tell(cut)).toEqual(['commit FileStored']);
  });

  it('is kept while the night is at work all the same', () => {
    const one = night(recordOf(file), 'truncated-file-accepted');
    one.tell({ type: 'Resumed' });
    one.tell({ type: 'SettlementFileSent', file: { ...file, revision: 2, lines: [] } });
    expect(one.showTurn({ files: [mondayClosed, recordOf(file)], contents: [mondays, file] })).toEqual([
      'commit FileStored',
    ]);
  });
});

describe('a sale of Monday that the PSP lists on Tuesday', () => {
  const evening = { openItems: [waiting(capture(17, monday))] };
  const [line, payout] = ['psp/EUR/2026-03-03/charge/ch_17_1_1', 'psp/EUR/2026-03-03/payout/payout-EUR-2026-03-03'];

  it('is matched', () => {
    expect(outcome(reconciled(evening))).toEqual({ matches: [line, payout], breaks: [] });
  });

  it('is a break on both sides when each day is matched by itself', () => {
    expect(outcome(reconciled(evening, 'per-day-only-matching'))).toEqual({
      matches: [payout],
      breaks: ['break-missingInLedger-ch_17_1_1', 'break-missingInFile-ch_17_1_1'],
    });
  });

  it('does not keep a sale of the day itself from being matched, nor one of the next day from waiting', () => {
    const items = [capture(17, tuesday), capture(18, wednesday)];
    const one = reconciled({ items }, 'per-day-only-matching');
    expect(outcome(one)).toEqual({ matches: [line, payout], breaks: [] });
    expect(one.writes()).toContainEqual({ op: 'put', table: 'openItems', record: waiting(capture(18, wednesday)) });
  });
});

describe('the lines of a night that the ledger is to post', () => {
  const posted = (...defects: DefectName[]): unknown => {
    const [message] = reconciled({ items: [capture(17, tuesday)] }, ...defects).messages();
    return message?.type === 'PostFile' && message.lines;
  };

  it('are the charges with their fees and the payout', () => {
    expect(posted()).toEqual(file.lines);
  });

  it('are the payout alone when fees are ignored', () => {
    expect(posted('fees-ignored')).toEqual([payoutLine(tuesday, 9710)]);
  });
});
