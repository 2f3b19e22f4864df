/**
 * What the two kinds of night have in common: how a file is judged when it comes, how it is stored, whose turn it is, and
 * how what came of it is stored, raised and closed. Pure functions of what was read; the machines say when.
 */
import { addressOf, type Address } from '../domain/addresses.ts';
import { addDays, businessDate, type BusinessDate } from '../domain/calendar.ts';
import { currency, type Currency } from '../domain/currency.ts';
import type { RecordsRead, Write } from '../domain/effects.ts';
import type { IngestedFileRecord, NightTurnRecord } from '../domain/night-records.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { BankStatement, SettlementFile } from '../domain/settlement-file.ts';
import type { MatchResult } from '../domain/sitting.ts';

export type Source = IngestedFileRecord['source'];
export type NightFile = SettlementFile | BankStatement;

export interface NightName {
  readonly source: Source;
  readonly currency: Currency;
  readonly date: BusinessDate;
  /** `psp/EUR/2026-03-02` */
  readonly fileId: string;
  /** Files of one source and currency take turns: `psp/EUR`. */
  readonly account: string;
}

/** `psp-EUR-2026-03-02` */
export function nightNamed(entity: string): NightName {
  const [source, code = '', ...date] = entity.split('-');
  if (source !== 'psp' && source !== 'bank') throw new Error(`${entity} is not a night`);
  const name = { source, currency: currency(code), date: businessDate(date.join('-')) } as const;
  const account = `${source}/${code}`;
  return { ...name, account, fileId: `${account}/${name.date}` };
}

export function addressOfNight({ source, currency: code }: NightName, date: BusinessDate): Address {
  return source === 'psp' ? addressOf.settlementNight(code, date) : addressOf.bankNight(code, date);
}

/** What reconciliation's database holds about a night and those around it. */
export interface Books {
  /** All files of the source and currency. */
  readonly files: readonly IngestedFileRecord[];
  readonly turn: NightTurnRecord | undefined;
  /** The night's own file, by revision. */
  readonly revisions: readonly NightFile[];
  /** The revisions of the file of the date before. */
  readonly before: readonly NightFile[];
}

/** The revisions of the night's file are put in their order. */
export function booksOf(read: RecordsRead, { account, fileId }: NightName): Books {
  const contents = allIn(read, 'fileContents');
  const byRevision = contents
    .filter((item) => item.fileId === fileId)
    .map(({ content }) => content)
    .sort((a, b) => a.revision - b.revision);
  return {
    files: allIn(read, 'files'),
    turn: allIn(read, 'nightTurns').find(({ id }) => id === account),
    revisions: byRevision,
    before: contents.filter((item) => item.fileId !== fileId).map(({ content }) => content),
  };
}

/** The records of a table over all queries of a read. */
export function allIn<T extends TableName>(read: RecordsRead, table: T): readonly Tables[T][] {
  const found = read.results.filter((result) => result.table === table);
  return found.flatMap(({ records }) => records as readonly Tables[T][]);
}

/** What there is to do for a file, by what is stored. */
export type Step = 'store' | 'take' | 'match' | 'raise' | 'close' | 'wait' | 'over';

/**
 * @param arrived a file that has come and may not be stored yet
 * @param first the first date of all, which has none before it
 */
export function stepOf(books: Books, name: NightName, arrived: NightFile | undefined, first: BusinessDate): Step {
  const { turn } = books;
  const record = ownRecord(books, name);
  if (record !== undefined && turn?.fileId === name.fileId) {
    if (record.status === 'stored') return 'match';
    return turn.found.length + turn.explained.length === 0 ? 'close' : 'raise';
  }
  if (record === undefined || (arrived !== undefined && arrived.revision > record.revision)) return 'store';
  if (record.status === 'closed') return 'over';
  if (turn?.fileId !== undefined) return 'wait';
  return name.date <= first || recordBefore(books, name)?.status === 'closed' ? 'take' : 'wait';
}

/** The night's own file; undefined until one is stored. */
export function ownRecord({ files }: Books, { fileId }: NightName): IngestedFileRecord | undefined {
  return files.find(({ id }) => id === fileId);
}

/** The file of the date before; undefined until one is stored. */
export function recordBefore({ files }: Books, { date }: NightName): IngestedFileRecord | undefined {
  const before = addDays(date, -1);
  return files.find((file) => file.date === before);
}

/** The revision that is to be matched, and those before it, oldest first. */
export function revisionsAtWork({ revisions }: Books): {
  readonly file: NightFile;
  readonly earlier: readonly NightFile[];
} {
  const file = revisions.at(-1);
  if (file === undefined) throw new Error('no file is stored');
  return { file, earlier: revisions.slice(0, -1) };
}

/** How many captures and refunds the ledger has shown so far. */
export function cursorOf({ files }: Books): number {
  return files.reduce((furthest, file) => Math.max(furthest, file.ledgerCursor), 0);
}

/** The date by which results are dated: the file's own, or for a correction that of the last night that is closed. */
export function datedOn({ files }: Books, { date }: NightName): BusinessDate {
  return files.reduce((last, file) => (file.status === 'closed' && file.date > last ? file.date : last), date);
}

/** A file says something new when it is a higher revision than the one that is stored. */
export function isNews(file: NightFile, record: IngestedFileRecord | undefined): boolean {
  return record === undefined || file.revision > record.revision;
}

/** One transaction: the file as it came, and that it is to be matched. */
export function storedWrites(name: NightName, file: NightFile, record: IngestedFileRecord | undefined): Write[] {
  const stored = fileRecord(name, file, record);
  const content = { id: `${name.fileId}#${file.revision}`, fileId: name.fileId, content: file };
  return [
    { op: record === undefined ? 'insert' : 'put', table: 'files', record: stored },
    // A copy takes the place of what it is a copy of.
    { op: isNews(file, record) ? 'insert' : 'put', table: 'fileContents', record: content },
  ];
}

/** The record of a file that is to be matched; what came of an earlier revision is carried on. */
export function fileRecord(
  { fileId, source }: NightName,
  file: NightFile,
  earlier: IngestedFileRecord | undefined,
): IngestedFileRecord {
  const { currency: code, date, sequence, revision, opening, closing, lines } = file;
  const { ledgerCursor = 0, matched = 0, opened = 0, resolved = 0 } = earlier ?? {};
  const counts = { lines: lines.length, ledgerCursor, matched, opened, resolved };
  return {
    id: fileId,
    source,
    currency: code,
    date,
    sequence,
    revision,
    opening,
    closing,
    status: 'stored',
    ...counts,
  };
}

/** The name under which the ledger posts what a revision of a file leads to, once. */
export function requestOf({ fileId }: NightName, { revision }: NightFile): string {
  return revision === 1 ? fileId : `${fileId}#${revision}`;
}

/** It is the file's turn, if nobody took the turn since it was looked for. */
export function turnWrites({ account, fileId }: NightName, { turn }: Books): Write[] {
  return [nextTurn(turn, { id: account, fileId, found: [], explained: [], settled: [] })];
}

/**
 * One transaction: the file is reconciled, with its matches, with what stays open, and with what is to be raised.
 * @param storing whether a match must be new
 */
export function reconciledWrites(
  { account, fileId }: NightName,
  { turn }: Books,
  record: IngestedFileRecord,
  { matches, items, found, explained, settled }: MatchResult,
  storing: 'insert' | 'put' = 'insert',
): Write[] {
  return [
    { op: 'put', table: 'files', record: { ...record, status: 'reconciled' } },
    nextTurn(turn, { id: account, fileId, found, explained, settled }),
    ...matches.map((match): Write => ({ op: storing, table: 'matches', record: match })),
    ...items.map((item): Write => ({ op: 'put', table: 'openItems', record: item })),
  ];
}

/** One transaction: the file is closed, and its turn is over. */
export function closedWrites(name: NightName, books: Books): Write[] {
  const record = ownRecord(books, name);
  if (record === undefined) throw new Error(`${name.fileId} is not stored`);
  return [
    { op: 'put', table: 'files', record: { ...record, status: 'closed' } },
    nextTurn(books.turn, { id: name.account, found: [], explained: [], settled: [] }),
  ];
}

function nextTurn(turn: NightTurnRecord | undefined, next: Omit<NightTurnRecord, 'version'>): Write {
  if (turn === undefined) return { op: 'insert', table: 'nightTurns', record: { ...next, version: 1 } };
  const { version } = turn;
  return { op: 'replace', table: 'nightTurns', record: { ...next, version: version + 1 }, version };
}
