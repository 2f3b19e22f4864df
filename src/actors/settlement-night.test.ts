import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate, type BusinessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { LedgerItem, MessageOf } from '../domain/messages.ts';
import type { BreakRecord, IngestedFileRecord, OpenItemRecord } from '../domain/records.ts';
import type { ChargeLine, SettlementFile, SettlementLine } from '../domain/settlement-file.ts';
import { settlementNight } from './settlement-night.ts';

const monday = businessDate('2026-03-02');
const tuesday = businessDate('2026-03-03');
const reads = 'read files, openItems, breaks';
const asks = 'LedgerExtractRequested → ledger/extract-EUR-2026-03-03';
const posts = 'PostFile → ledger/posting-psp/EUR/2026-03-03';

/** 100.00 with a fee of 2.90, unless told otherwise. */
function line(n: number, gross = 10_000, fee = 290): ChargeLine {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  const capturedAt = Date.parse('2026-03-02T23:00:30Z');
  return { type: 'charge', reference, orderId: order, capturedAt, gross: minorUnits(gross), fee: minorUnits(fee) };
}

const payout = { type: 'payout', reference: 'payout-EUR-2026-03-03', amount: minorUnits(9710) } as const;

function capture(n: number, saleDate: BusinessDate = tuesday, amount = 10_000): LedgerItem {
  const order = orderId(n, 1);
  const pspRef = pspReference(idempotencyKey(order, 1));
  return { transactionId: `capture/${order}`, orderId: order, pspReference: pspRef, saleDate, ...money(amount, EUR) };
}

function openItem(n: number, date: BusinessDate): OpenItemRecord {
  const { transactionId: id, orderId: order, pspReference: reference } = capture(n);
  return { id, source: 'psp', reference, date, orderId: order, status: 'open', ...money(10_000, EUR) };
}

/** Tuesday's file: the second one, opening at the 97.10 that Monday's closed at. */
function fileOf(lines: SettlementLine[], rest: Partial<SettlementFile> = {}): SettlementFile {
  const effects = lines.map((entry) => (entry.type === 'charge' ? entry.gross - entry.fee : -entry.amount));
  const closing = minorUnits(effects.reduce((a, b) => a + b, 9710));
  return { currency: EUR, date: tuesday, sequence: 2, opening: minorUnits(9710), closing, lines, ...rest };
}

const mondays: IngestedFileRecord = {
  id: 'psp/EUR/2026-03-02',
  source: 'psp',
  currency: EUR,
  date: monday,
  sequence: 1,
  opening: minorUnits(0),
  closing: minorUnits(9710),
  lines: 1,
  status: 'reconciled',
  ledgerCursor: 40,
  matched: 1,
  opened: 0,
  resolved: 0,
};
const stored: IngestedFileRecord = {
  ...mondays,
  id: 'psp/EUR/2026-03-03',
  date: tuesday,
  sequence: 2,
  opening: mondays.closing,
  status: 'stored',
  ledgerCursor: 0,
  matched: 0,
};

function night(settings: Partial<BenchSettings> = {}): Bench {
  return bench(settlementNight, { entity: 'psp-EUR-2026-03-03', start: '2026-03-04T02:00:00Z', ...settings });
}

interface Known {
  readonly files: IngestedFileRecord[];
  readonly openItems: OpenItemRecord[];
  readonly breaks: BreakRecord[];
}

/** The file is stored, what is open has been read, and the ledger is being asked. */
function asking(file: SettlementFile, known: Partial<Known> = {}, settings: Partial<BenchSettings> = {}): Bench {
  const one = night(settings);
  one.tell({ type: 'SettlementFileSent', file });
  one.acknowledge();
  const { files = [mondays], openItems = [], breaks = [] } = known;
  one.answerRead(
    { table: 'files', records: files },
    { table: 'openItems', records: openItems },
    { table: 'breaks', records: breaks },
  );
  return one;
}

function extract(...items: LedgerItem[]): MessageOf<'LedgerExtractSent'> {
  return { type: 'LedgerExtractSent', currency: EUR, date: tuesday, items, upTo: 40 + items.length };
}

const filePosted: MessageOf<'FilePosted'> = { type: 'FilePosted', requestId: 'psp/EUR/2026-03-03' };

/** All is well with the services: the file is matched and posted, and its matches are being stored. */
function storing(file: SettlementFile, items: LedgerItem[], known: Partial<Known> = {}): Bench {
  const one = asking(file, known);
  one.tell(extract(...items));
  expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
  return one;
}

describe('a night on which everything matches', () => {
  const file = fileOf([line(17), payout]);

  it('stores the file before it reads what is open', () => {
    const one = night();
    expect(one.tell({ type: 'SettlementFileSent', file })).toEqual(['commit FileStored']);
    expect(one.writes()).toEqual([{ op: 'insert', table: 'files', record: { ...stored, closing: 9710, lines: 2 } }]);
    expect(one.acknowledge()).toEqual([reads]);
    const queries = ['files', 'openItems', 'breaks'].map((table) => ({ table, group: 'psp/EUR' }));
    expect(one.effect()).toEqual({ type: 'read', queries });
  });

  it('asks the ledger for what is new since the night before', () => {
    const one = asking(file);
    expect(one.times(asks)).toEqual([0]);
    expect(one.messages()).toEqual([
      { type: 'LedgerExtractRequested', currency: 'EUR', date: '2026-03-03', after: 40 },
    ]);
  });

  it('has the ledger post the file, and then stores the matches with the file', () => {
    const one = asking(file);
    expect(one.tell(extract(capture(17)))).toEqual([posts]);
    expect(one.messages()).toEqual([{ type: 'PostFile', requestId: 'psp/EUR/2026-03-03', file }]);
    expect(one.tell(filePosted)).toEqual(['commit MatchesStored']);
    const match = { fileId: 'psp/EUR/2026-03-03' };
    // The payout was made at midnight in Amsterdam; two hours later it is still Tuesday in New York.
    const item = {
      id: 'payout/payout-EUR-2026-03-03',
      source: 'bank',
      reference: 'payout-EUR-2026-03-03',
      date: '2026-03-03',
      status: 'open',
    };
    const charge = {
      id: 'psp/EUR/2026-03-03/charge/ch_17_1_1',
      ...match,
      transactionId: 'capture/order-17.1',
      orderId: 'order-17.1',
    };
    const payoutMatch = { id: 'psp/EUR/2026-03-03/payout/payout-EUR-2026-03-03', ...match, transactionId: item.id };
    expect(one.writes()).toEqual([
      {
        op: 'put',
        table: 'files',
        record: { ...stored, closing: 9710, lines: 2, status: 'reconciled', ledgerCursor: 41, matched: 2 },
      },
      { op: 'insert', table: 'matches', record: { ...charge, ...money(10_000, EUR) } },
      { op: 'insert', table: 'matches', record: { ...payoutMatch, ...money(9710, EUR) } },
      { op: 'put', table: 'openItems', record: { ...openItem(17, tuesday), status: 'matched' } },
      { op: 'put', table: 'openItems', record: { ...item, ...money(9710, EUR) } },
    ]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.state()).toBe('reconciled');
  });

  it('and on which nothing happened is reconciled all the same', () => {
    const one = storing(fileOf([]), []);
    expect(one.writes()).toEqual([
      {
        op: 'put',
        table: 'files',
        record: { ...stored, closing: 9710, lines: 0, status: 'reconciled', ledgerCursor: 40 },
      },
    ]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });
});

it('a payout that is made at midnight in Amsterdam and takes seven hours is due in New York on the next date', () => {
  const one = asking(fileOf([payout]), {}, { policy: { bankTransitMs: 25_200_000 } });
  one.tell(extract());
  one.tell(filePosted);
  expect(one.writes()).toMatchObject([{}, {}, { record: { id: 'payout/payout-EUR-2026-03-03', date: '2026-03-04' } }]);
});

describe('a night on which something does not match', () => {
  const missing = 'break-missingInFile-ch_17_1_1';

  it('raises a break when the matches are stored, and not before', () => {
    const one = storing(fileOf([]), [capture(17)]);
    expect(one.writes()).toMatchObject([
      { record: { matched: 0, opened: 1, resolved: 0 } },
      { record: openItem(17, tuesday) },
    ]);
    expect(one.acknowledge()).toEqual([`BreakFound → reconciliation/${missing}`]);
    expect(one.messages()).toMatchObject([
      {
        type: 'BreakFound',
        breakId: missing,
        found: { id: missing, kind: 'missingInFile', amount: 10_000, openedOn: '2026-03-03' },
      },
    ]);
  });

  it('explains the break of a sale made at 23:59:55 on Monday that the PSP booked on Tuesday', () => {
    const open = { id: missing, kind: 'missingInFile', reference: 'ch_17_1_1' } as BreakRecord;
    const one = storing(fileOf([line(17)]), [], { openItems: [openItem(17, monday)], breaks: [open] });
    expect(one.writes()).toMatchObject([
      { record: { matched: 1, opened: 0, resolved: 1 } },
      {},
      { record: { status: 'matched' } },
    ]);
    expect(one.acknowledge()).toEqual([`BreakExplained → reconciliation/${missing}`]);
    const explanation = 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02';
    expect(one.messages()).toEqual([
      { type: 'BreakExplained', breakId: missing, resolvedOn: '2026-03-03', explanation },
    ]);
  });

  it('raises breaks over an unknown charge and over a fee that was not agreed', () => {
    const one = storing(fileOf([line(17), line(18, 10_000, 300)]), [capture(18)]);
    expect(one.acknowledge()).toEqual([
      'BreakFound → reconciliation/break-missingInLedger-ch_17_1_1',
      'BreakFound → reconciliation/break-feeDiffers-ch_18_1_1',
    ]);
    expect(one.messages()).toMatchObject([{ found: { amount: 10_000 } }, { found: { amount: 10 } }]);
  });

  it('raises a break over an amount that differs', () => {
    const one = storing(fileOf([line(17, 10_010)]), [capture(17)]);
    expect(one.acknowledge()).toContain('BreakFound → reconciliation/break-amountDiffers-ch_17_1_1');
  });
});

it('the stories visit every state but those that only a slow service leads to', () => {
  night({ record: { ...stored, status: 'reconciled' } }).tell({ type: 'SettlementFileSent', file: fileOf([]) });
  expect(unvisitedStates(settlementNight)).toEqual([
    'askingLedger.backingOff',
    'askingLedger.listening',
    'postingFile.backingOff',
    'postingFile.listening',
  ]);
});
