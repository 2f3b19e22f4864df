import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { addDays, businessDate, type BusinessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { LedgerItem, MessageOf } from '../domain/messages.ts';
import type { IngestedFileRecord } from '../domain/records.ts';
import type { SettlementFile } from '../domain/settlement-file.ts';
import { settlementNight } from './settlement-night.ts';

const tuesday = businessDate('2026-03-03');
const reads = 'read files, openItems, breaks';
const asks = 'LedgerExtractRequested → ledger/extract-EUR-2026-03-03';
const posts = 'PostFile → ledger/posting-psp/EUR/2026-03-03';
const stores = 'commit MatchesStored';

/** The file of a day of the week that begins on Monday, 2 March; nothing happened on any of them. */
function fileOf(rest: Partial<SettlementFile> = {}): SettlementFile {
  const balance = minorUnits(9710);
  return { currency: EUR, date: tuesday, sequence: 2, opening: balance, closing: balance, lines: [], ...rest };
}

function recordOf(sequence: number, rest: Partial<IngestedFileRecord> = {}): IngestedFileRecord {
  const date = addDays(tuesday, sequence - 2);
  const { currency, opening, closing } = fileOf();
  const counts = { lines: 0, matched: 0, opened: 0, resolved: 0 };
  return {
    id: `psp/EUR/${date}`,
    source: 'psp',
    currency,
    date,
    sequence,
    opening,
    closing,
    status: 'reconciled',
    ledgerCursor: 40,
    ...counts,
    ...rest,
  };
}

const sent: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file: fileOf() };
const filePosted: MessageOf<'FilePosted'> = { type: 'FilePosted', requestId: 'psp/EUR/2026-03-03' };

function capture(saleDate: BusinessDate): LedgerItem {
  const order = orderId(17, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return {
    transactionId: `capture/${order}`,
    orderId: order,
    pspReference: reference,
    saleDate,
    ...money(10_000, EUR),
  };
}

function extract(...items: LedgerItem[]): MessageOf<'LedgerExtractSent'> {
  return { type: 'LedgerExtractSent', currency: EUR, date: tuesday, items, upTo: 40 + items.length };
}

function night(settings: Partial<BenchSettings> = {}): Bench {
  return bench(settlementNight, { entity: 'psp-EUR-2026-03-03', start: '2026-03-04T02:00:00Z', ...settings });
}

function know(one: Bench, ...files: IngestedFileRecord[]): string[] {
  return one.answerRead(
    { table: 'files', records: files },
    { table: 'openItems', records: [] },
    { table: 'breaks', records: [] },
  );
}

function asking(file: SettlementFile, ...files: IngestedFileRecord[]): Bench {
  const one = night();
  one.tell({ type: 'SettlementFileSent', file });
  one.acknowledge();
  expect(know(one, ...files)).toEqual([asks]);
  return one;
}

/** What breaks the night raises over a file, after the files that it knows. */
function breaksOver(file: SettlementFile, ...files: IngestedFileRecord[]): string[] {
  const one = asking(file, ...files);
  one.tell(extract());
  one.tell(filePosted);
  const lines = one.acknowledge();
  if (lines.length === 0) return [];
  return one.messages().map((message) => (message.type === 'BreakFound' ? message.found.explanation : message.type));
}

describe('a file that comes again', () => {
  it('changes nothing at any stage of its night', () => {
    const one = night();
    one.tell(sent);
    expect(one.tell(sent)).toEqual([]);
    one.acknowledge();
    expect(one.tell(sent)).toEqual([]);
    know(one, recordOf(1));
    expect(one.tell(sent)).toEqual([]);
    one.tell(extract());
    expect(one.tell(sent)).toEqual([]);
    expect(one.tell(filePosted)).toEqual([stores]);
    expect(one.tell(sent)).toEqual([]);
    one.acknowledge();
    expect(one.state()).toBe('reconciled');
  });

  it('changes nothing when it is reconciled', () => {
    const one = night({ record: recordOf(2) });
    expect(one.tell(sent)).toEqual([]);
    expect(one.state()).toBe('alreadyReconciled');
  });

  it('is reconciled when it was only stored', () => {
    const one = night({ record: recordOf(2, { status: 'stored', ledgerCursor: 0 }) });
    expect(one.tell(sent)).toEqual(['commit FileStored']);
    expect(one.refuse('exists')).toEqual([reads]);
    expect(know(one, recordOf(1), recordOf(2, { status: 'stored', ledgerCursor: 0 }))).toEqual([asks]);
    expect(one.messages()).toMatchObject([{ after: 40 }]);
    one.tell(extract());
    one.tell(filePosted);
    expect(one.acknowledge()).toEqual([]);
    expect(one.state()).toBe('reconciled');
  });
});

describe('a file that does not prove itself', () => {
  it('is reconciled, and a break says why it does not', () => {
    const file = fileOf({ sequence: 4, opening: minorUnits(9711) });
    expect(breaksOver(file, recordOf(1))).toEqual([
      'the file psp/EUR/2026-03-03 does not prove itself: its sequence number is 4 where 2 was due; ' +
        'it opens at 9711 where the file before it closed at 9710; its lines lead to 9711 and it closes at 9710',
    ]);
  });

  it('must open at zero with number 1 when it is the first', () => {
    const zero = minorUnits(0);
    expect(breaksOver(fileOf({ sequence: 1, opening: zero, closing: zero }))).toEqual([]);
    expect(breaksOver(fileOf())).toHaveLength(1);
  });

  it('is measured against the file before it by number, though that one came late', () => {
    // Monday's file, number 1, arrived after number 2 of Tuesday; this is Wednesday's.
    const wednesday = fileOf({
      date: addDays(tuesday, 1),
      sequence: 3,
      opening: minorUnits(500),
      closing: minorUnits(500),
    });
    const closing = minorUnits(500);
    const one = night();
    one.tell({ type: 'SettlementFileSent', file: wednesday });
    one.acknowledge();
    know(one, recordOf(2, { closing }), recordOf(1));
    one.tell({ ...extract(), date: wednesday.date });
    one.tell({ ...filePosted, requestId: 'psp/EUR/2026-03-04' });
    expect(one.acknowledge()).toEqual([]);
  });
});

describe('what is new in the ledger', () => {
  it('is asked for from the beginning on the first night', () => {
    expect(asking(fileOf()).messages()).toMatchObject([{ after: 0 }]);
  });

  it('does not begin anew because the night before is not reconciled yet', () => {
    const monday = recordOf(2, { date: businessDate('2026-03-02'), status: 'stored', ledgerCursor: 0 });
    expect(asking(fileOf({ sequence: 3 }), recordOf(1), monday).messages()).toMatchObject([{ after: 40 }]);
  });

  it('is not asked for again by a file that comes after a later one: those captures are open items or matched', () => {
    const one = asking(fileOf(), recordOf(1), recordOf(3, { ledgerCursor: 55 }));
    expect(one.messages()).toMatchObject([{ after: 55 }]);
    one.tell({ ...extract(capture(tuesday)), upTo: 56 });
    one.tell(filePosted);
    expect(one.writes()).toMatchObject([{ record: { ledgerCursor: 56 } }, { table: 'openItems' }]);
  });
});

describe('a slow ledger', () => {
  it('is asked three times for its extract and three times to post, and then listened to', () => {
    const one = asking(fileOf(), recordOf(1));
    one.wait(3_600_000);
    expect(one.times(asks)).toEqual([0, 1200, 2600]);
    expect(one.state()).toBe('askingLedger.listening');
    expect(one.tell(extract())).toEqual([posts]);
    one.wait(1100);
    expect(one.state()).toBe('postingFile.backingOff');
    one.wait(3_600_000);
    expect(one.times(posts).map((at) => at - 3_600_000)).toEqual([0, 1200, 2600]);
    expect(one.state()).toBe('postingFile.listening');
    expect(one.tell(filePosted)).toEqual([stores]);
  });

  it('may send the extract twice: the second one is not matched', () => {
    const one = asking(fileOf(), recordOf(1));
    one.wait(1100);
    expect(one.state()).toBe('askingLedger.backingOff');
    one.wait(100);
    expect(one.tell(extract(capture(tuesday)))).toEqual([posts]);
    expect(one.tell(extract())).toEqual([]);
    expect(one.tell(filePosted)).toEqual([stores]);
    expect(one.tell(filePosted)).toEqual([]);
    expect(one.writes()).toMatchObject([{ record: { ledgerCursor: 41, opened: 1 } }, {}]);
  });
});

describe('a slow database', () => {
  it('is asked again for the file, and what it then says of the second commit is not about the matches', () => {
    const one = night();
    one.tell(sent);
    expect(one.wait(2000)).toEqual(['commit FileStored']);
    expect(one.acknowledge()).toEqual([reads]);
    know(one, recordOf(1));
    one.tell(extract(capture(tuesday)));
    expect(one.tell(filePosted)).toEqual([stores]);
    expect(
      one.tell({ type: 'CommitRefused', ack: 'FileStored', about: 'psp/EUR/2026-03-03', reason: 'exists' }),
    ).toEqual([]);
    expect(one.state()).toBe('storingMatches');
    expect(one.acknowledge()).toEqual(['BreakFound → reconciliation/break-missingInFile-ch_17_1_1']);
  });

  it('is read again, and the second answer changes nothing', () => {
    const one = night();
    one.tell(sent);
    one.acknowledge();
    expect(one.wait(2000)).toEqual([reads]);
    expect(know(one, recordOf(1))).toEqual([asks]);
    expect(know(one)).toEqual([]);
  });

  it('is asked again for the matches, and may refuse them because they are there: breaks are raised once', () => {
    const one = asking(fileOf(), recordOf(1));
    one.tell(extract(capture(tuesday)));
    one.tell(filePosted);
    expect(one.wait(2000)).toEqual([stores]);
    expect(one.refuse('exists')).toEqual(['BreakFound → reconciliation/break-missingInFile-ch_17_1_1']);
    expect(one.acknowledge()).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(settlementNight)).toEqual([]);
});
