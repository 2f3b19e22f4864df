/** What a night knows while it works, and what the PSP's night does otherwise than the bank's. */
import type { Delivery, Effect, Query, RecordsRead } from '../domain/effects.ts';
import { addDays, type BusinessDate } from '../domain/calendar.ts';
import type { LedgerItem } from '../domain/ledger-item.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { PayoutItem } from '../domain/payout-messages.ts';
import type { ActorInput, BusinessDates } from '../domain/policy.ts';
import type { BreakRecord, IngestedFileRecord, MatchRecord, OpenItemRecord } from '../domain/night-records.ts';
import type { MatchResult } from '../domain/sitting.ts';
import { noCalls, type Caller } from './calling.ts';
import { gapBefore, isNew, unproven, withFileBreaks, type Doubt } from './night-breaks.ts';
import {
  addressOfNight,
  allIn,
  booksOf,
  cursorOf,
  isNews,
  nightNamed,
  stepOf,
  type Books,
  type NightFile,
  type NightName,
  type Step,
} from './night.ts';

export interface NightContext extends Caller {
  readonly dates: BusinessDates;
  readonly trade: Trade;
  readonly name: NightName;
  /** What the database held of the night's file when it was last looked at. */
  readonly record: IngestedFileRecord | undefined;
  /** The highest revision of the file that has come, while it may not be stored yet. */
  readonly arrived: NightFile | undefined;
  /** Breaks about the file as a whole that are not known to be on record, and those that are. */
  readonly doubts: readonly Doubt[];
  readonly notedDoubts: readonly string[];
  readonly books: Books;
  readonly openItems: readonly OpenItemRecord[];
  readonly newItems: readonly OpenItemRecord[];
  readonly openBreaks: readonly BreakRecord[];
  readonly matched: Matched | undefined;
  /** What is being announced and has not been answered, and what is to be announced after that. */
  readonly announced: readonly Delivery[];
  readonly unannounced: readonly Delivery[];
  /** How often the night has looked for its turn since something last happened to it. */
  readonly looks: number;
}

/** What the files of one source need. */
export interface Trade {
  /** Asks whoever makes the files for the one of a date. */
  readonly ask: (name: NightName, date: BusinessDate) => Effect;
  /** Asks the ledger what it has posted since it was last asked, after so many items. */
  readonly askLedger: (name: NightName, after: number) => Effect;
  /** What is to be read to know how lines of the file were used before. */
  readonly usedLines: (context: NightContext) => readonly Query[];
  readonly match: (context: NightContext, read: RecordsRead) => Matched;
}

/** What a matching led to. */
export interface Matched {
  /** The file as it is before its matches are counted. */
  readonly record: IngestedFileRecord;
  readonly result: MatchResult;
  readonly requestId: string;
  /** Has the ledger post what the file leads to. */
  readonly posting: Effect;
}

/** How many breaks are announced at a time. */
const batchSize = 200;

/** A night of which nothing but its name and its record is known. */
export function nightContext(trade: Trade, input: ActorInput<IngestedFileRecord>): NightContext {
  const { policy, luck, dates, record, entity } = input;
  return {
    policy,
    luck,
    dates,
    trade,
    name: nightNamed(entity),
    record,
    arrived: undefined,
    doubts: [],
    notedDoubts: [],
    books: { files: [], turn: undefined, revisions: [], before: [] },
    openItems: [],
    newItems: [],
    openBreaks: [],
    matched: undefined,
    announced: [],
    unannounced: [],
    looks: 0,
    calls: noCalls,
  };
}

/** What a read was for: three kinds of reads follow each other, and an answer may come late. */
export function purposeOf(read: RecordsRead): 'turn' | 'open' | 'used' {
  const asked = (table: string): boolean => read.results.some((result) => result.table === table);
  if (asked('files')) return 'turn';
  return asked('openItems') ? 'open' : 'used';
}

/** True when a read shows the turn as the night knows it, so that all of its reads fit together. */
export function isOfThisTurn({ books }: NightContext, read: RecordsRead): boolean {
  return allIn(read, 'nightTurns')[0]?.version === books.turn?.version;
}

/** What there is to do, by what was just read. */
export function stepAfter(context: NightContext, read: RecordsRead): Step {
  const { name, arrived, dates } = context;
  const first = countsNoFiles(context) ? name.date : dates.first;
  return stepOf(booksOf(read, name), name, arrived, first);
}

/** Every file is taken by itself, as if it were the first: whether one should have come before it, nobody asks. */
export function countsNoFiles({ policy }: NightContext): boolean {
  return policy.defects.has('missing-file-unnoticed');
}

/** A file says something new. */
export function isNewTo(context: NightContext, file: NightFile): boolean {
  const { record } = context;
  const isCopy = record?.revision === file.revision;
  return isNews(file, record) || (isCopy && appliesWhatComes(context));
}

/** Nothing remembers which files, and which of their lines, have been applied. */
export function appliesWhatComes({ policy }: NightContext): boolean {
  return policy.defects.has('file-applied-twice');
}

/** The matches of before that use up lines of the file. */
export function usedUp(context: NightContext, read: RecordsRead): readonly MatchRecord[] {
  return appliesWhatComes(context) ? [] : allIn(read, 'matches');
}

/** What is wrong with a file as a whole; undefined when it is to be taken in. */
export function doubtAbout({ policy, name }: NightContext, file: NightFile): Doubt | undefined {
  return policy.defects.has('truncated-file-accepted') ? undefined : unproven(name, file);
}

/** What the ledger tells the PSP's night, or the bank's. */
type Extract = MessageOf<'LedgerExtractSent' | 'PayoutExtractSent'>;

export function isExtract(told: { readonly type: string }): told is Extract {
  return told.type === 'LedgerExtractSent' || told.type === 'PayoutExtractSent';
}

/** True when an extract begins where the last one ended. */
export function isNextExtract({ books }: NightContext, { items, upTo }: Extract): boolean {
  return upTo - items.length === cursorOf(books);
}

/** The file with its matches counted, those of earlier revisions included. */
export function countedRecord(
  record: IngestedFileRecord,
  { matches, found, explained }: MatchResult,
): IngestedFileRecord {
  const matched = record.matched + matches.length;
  return {
    ...record,
    matched,
    opened: record.opened + found.filter(isNew).length,
    resolved: record.resolved + explained.length,
  };
}

/** What came of the lines, with what is to be said of the file as a whole. */
export function resultOf(context: NightContext, file: NightFile, ofLines: MatchResult): MatchResult {
  const { name, books, openBreaks } = context;
  const gap = countsNoFiles(context) ? [] : gapBefore(name, books, file);
  return withFileBreaks(name, books, file, openBreaks, ofLines, gap);
}

/** The next announcements, when those before are answered. */
export function nextBatch(left: readonly Delivery[]): Pick<NightContext, 'announced' | 'unannounced'> {
  return { announced: left.slice(0, batchSize), unannounced: left.slice(batchSize) };
}

/** What the calls are for: each kind has luck of its own. */
export function purposeOfCalls({ announced, matched, books }: NightContext): string {
  if (announced.length > 0) return 'raising';
  if (matched !== undefined) return 'posting';
  return books.turn === undefined ? 'file' : 'ledger';
}

/** What the ledger has posted, as it waits for its line. */
export function itemsIn(extract: Extract): OpenItemRecord[] {
  return extract.type === 'LedgerExtractSent' ? extract.items.map(openItem) : extract.items.map(openPayout);
}

function openItem({ transactionId, orderId, pspReference, saleDate, amount, currency }: LedgerItem): OpenItemRecord {
  return {
    id: transactionId,
    source: 'psp',
    reference: pspReference,
    date: saleDate,
    orderId,
    status: 'open',
    amount,
    currency,
  };
}

function openPayout({ transactionId, reference, dueOn, amount, currency }: PayoutItem): OpenItemRecord {
  return { id: transactionId, source: 'bank', reference, date: dueOn, status: 'open', amount, currency };
}

/** The night of the next date, and all that wait for their turn, may look for it now. */
export function wakings({ name, books }: NightContext): Delivery[] {
  const waiting = books.files.filter((file) => file.status !== 'closed' && file.id !== name.fileId);
  const dates = new Set([addDays(name.date, 1), ...waiting.map(({ date }) => date)]);
  const { currency, date } = name;
  return [...dates].map((other) => ({
    to: addressOfNight(name, other),
    message: { type: 'NightOver', currency, date },
  }));
}

export function ownAddress({ name }: NightContext): Delivery['to'] {
  return addressOfNight(name, name.date);
}
