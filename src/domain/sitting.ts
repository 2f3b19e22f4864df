/**
 * A matching under way: what waits for its line, which breaks are open, and what has come of it so far. A sitting lives
 * for one call of a matching function and never leaves it.
 */
import type { BusinessDate } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { OrderId } from './ids.ts';
import { minorUnits, money } from './money.ts';
import type { BreakKind, BreakRecord, Explanation, MatchRecord, OpenItemRecord } from './night-records.ts';
import type { ChargeLine } from './settlement-file.ts';
import { withMore } from './with-more.ts';

export interface MatchResult {
  readonly matches: readonly MatchRecord[];
  /** Ledger items that are new or whose status changed. */
  readonly items: readonly OpenItemRecord[];
  /** Breaks that are new, and those that a revision brings up to date. */
  readonly found: readonly BreakRecord[];
  readonly explained: readonly Explanation[];
  /** Charges that the PSP has settled and that the ledger does not know, those of earlier files included. */
  readonly settled: readonly ChargeLine[];
}

/** What every matching knows, whatever it matches. */
export interface Known {
  readonly fileId: string;
  /** The business date by which breaks are opened and resolved. */
  readonly on: BusinessDate;
  /** Ledger items that were left over by earlier files, oldest first. */
  readonly openItems: readonly OpenItemRecord[];
  /** Ledger items that no file has been matched with yet. */
  readonly newItems: readonly OpenItemRecord[];
  readonly openBreaks: readonly BreakRecord[];
  /** The one business date of which a file's lines are looked for; undefined when it is all dates. */
  readonly matchedOnlyOn?: BusinessDate | undefined;
  /** Earlier matches of lines that have the reference of one of the file's lines. */
  readonly earlierMatches: readonly MatchRecord[];
}

export interface Sitting {
  readonly source: 'psp' | 'bank';
  readonly currency: Currency;
  readonly known: Known;
  /** Ledger items that no line has been found for, by id, oldest first. */
  readonly left: Map<string, OpenItemRecord>;
  /** The same by the reference that their line will have. */
  readonly waiting: Map<string, OpenItemRecord>;
  /** Breaks that are open now, by id: those of before that are not explained, and those that were just found. */
  readonly open: Map<string, BreakRecord>;
  readonly openBefore: ReadonlySet<string>;
  readonly newItems: ReadonlySet<string>;
  /** The file that has used a line, by the line's reference. */
  readonly usedBy: ReadonlyMap<string, string>;
  readonly result: {
    readonly matches: MatchRecord[];
    readonly items: OpenItemRecord[];
    readonly found: BreakRecord[];
    readonly explained: Explanation[];
  };
}

export function sit(source: Sitting['source'], currency: Currency, known: Known): Sitting {
  const { openItems, newItems, openBreaks, matchedOnlyOn } = known;
  const left = new Map<string, OpenItemRecord>();
  const waiting = new Map<string, OpenItemRecord>();
  for (const item of openItems.concat(newItems)) {
    left.set(item.id, item);
    const isLookedFor = matchedOnlyOn === undefined || matchedOnlyOn === item.date;
    if (isLookedFor && !waiting.has(item.reference)) waiting.set(item.reference, item);
  }
  return {
    source,
    currency,
    known,
    waiting,
    left,
    open: new Map(openBreaks.map((item) => [item.id, item])),
    openBefore: new Set(openBreaks.map((item) => item.id)),
    newItems: new Set(newItems.map((item) => item.id)),
    usedBy: usedLines(source, known),
    result: { matches: [], items: [], found: [], explained: [] },
  };
}

/** A break as it is found: what it is about, by how much, and why. */
export interface Finding {
  /** The line or the ledger transaction. */
  readonly about: string;
  readonly reference: string;
  readonly orderId?: OrderId | undefined;
  /** Minor units. */
  readonly amount: number;
  readonly explanation: string;
  /** What is posted for the line already, in minor units. */
  readonly posted?: number | undefined;
  /** Which further revision of the line's file says so. */
  readonly revision?: number | undefined;
}

/** Opens a break, unless it is open already: then it is brought up to date where a revision says something else. */
export function find(sitting: Sitting, kind: BreakKind, finding: Finding): void {
  const { source, currency, known, open, result } = sitting;
  const id = breakId(kind, finding.reference);
  if (open.has(id)) return bringUpToDate(sitting, id, finding);
  const { about, reference, orderId, amount, explanation, posted } = finding;
  const record: BreakRecord = {
    id,
    kind,
    source,
    about,
    reference,
    ...(orderId === undefined ? {} : { orderId }),
    openedOn: known.on,
    status: 'open',
    explanation,
    ...(posted === undefined ? {} : { posted: minorUnits(posted) }),
    ...money(amount, currency),
  };
  open.set(id, record);
  result.found.push(record);
}

/** What is open since before about this very line tells what the file that counts now says. */
function bringUpToDate({ open, openBefore, result }: Sitting, id: string, finding: Finding): void {
  const { about, amount, explanation, revision } = finding;
  const before = open.get(id);
  if (before === undefined || revision === undefined || !openBefore.has(id)) return;
  if (before.about !== about || (before.revision ?? 1) >= revision) return;
  // Which date a line has is in the words alone.
  const isReworded = before.kind === 'dateDiffers' && before.explanation !== explanation;
  if (before.amount === amount && !isReworded) return;
  const record = withMore(before, { amount: minorUnits(amount), explanation, revision });
  open.set(id, record);
  result.found.push(record);
}

/** The break of a kind about a reference, if it is open since before. */
export function openSince(sitting: Sitting, kind: BreakKind, reference: string): BreakRecord | undefined {
  const id = breakId(kind, reference);
  return sitting.openBefore.has(id) ? sitting.open.get(id) : undefined;
}

/** Explains a break that is open since before; without effect where there is none. */
export function explain(sitting: Sitting, kind: BreakKind, reference: string, explanation: string): void {
  const item = openSince(sitting, kind, reference);
  if (item === undefined) return;
  sitting.open.delete(item.id);
  sitting.result.explained.push({ breakId: item.id, resolvedOn: sitting.known.on, explanation });
}

/** An item has its line, and they agree. */
export function settle(sitting: Sitting, item: OpenItemRecord, line: string): void {
  const { known, result } = sitting;
  take(sitting, item);
  result.items.push(withMore(item, { status: 'matched' }));
  result.matches.push(matchOf(line, known.fileId, item));
}

/** An item has its line, and they do not agree: it stays open. */
export function dispute(sitting: Sitting, item: OpenItemRecord, finding: Finding): void {
  take(sitting, item);
  keep(sitting, item);
  find(sitting, 'amountDiffers', finding);
}

/** An item stays open: it is stored when it is new. */
export function keep({ newItems, result }: Sitting, item: OpenItemRecord): void {
  if (newItems.has(item.id)) result.items.push(item);
}

function take({ left, waiting }: Sitting, item: OpenItemRecord): void {
  left.delete(item.id);
  waiting.delete(item.reference);
}

export function matchOf(line: string, fileId: string, item: OpenItemRecord): MatchRecord {
  const { id: transactionId, orderId, amount, currency } = item;
  if (orderId === undefined) return { id: line, fileId, transactionId, amount, currency };
  return { id: line, fileId, transactionId, orderId, amount, currency };
}

export function breakId(kind: BreakKind, reference: string): string {
  return `break-${kind}-${reference}`;
}

/** The file of a line: `psp/EUR/2026-03-02` of `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
export function fileOfLine(line: string): string {
  return line.split('/', 3).join('/');
}

/** A line is used when it is matched, or when a break says why it is not. */
function usedLines(source: Sitting['source'], { earlierMatches, openBreaks }: Known): Map<string, string> {
  const used = new Map<string, string>();
  for (const { id } of earlierMatches) {
    if (id.startsWith(`${source}/`)) used.set(id.slice(id.lastIndexOf('/') + 1), fileOfLine(id));
  }
  for (const { kind, reference, about } of openBreaks) {
    if (kind === 'missingInLedger' || kind === 'amountDiffers') used.set(reference, fileOfLine(about));
  }
  return used;
}
