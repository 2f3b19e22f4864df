/**
 * How well reconciliation found what was wrong in the night's files. Every injected discrepancy is labelled, so what was
 * found can be compared with the truth: by kind of fault, by night, and in money.
 */
import type { BusinessDate, Instant } from '../../domain/calendar.ts';
import type { BreakRecord, FileContentRecord } from '../../domain/night-records.ts';
import type { Faulted, Label } from '../facts.ts';
import type { FaultKind } from '../faults/fault.ts';
import { breakKindsOf, faultKindOf, isTiming } from './fitting-breaks.ts';
import type { ScoreResult } from './report.ts';

export interface Score extends ScoreResult {
  readonly kind: FaultKind;
}

/** What reconciliation kept, apart from its breaks. What is not given excuses nothing. */
export interface Kept {
  /** The files as they came. */
  readonly contents?: Iterable<FileContentRecord>;
  /** When each break was first on record, by its id. */
  readonly openedAt?: ReadonlyMap<string, Instant>;
  /** The ids of the breaks that were right when they were opened, whatever was injected. */
  readonly real?: ReadonlySet<string>;
}

/** A score per kind of fault, in the order in which kinds were first injected, then those of other breaks. */
export function scoreResults(faulted: Iterable<Faulted>, breaks: Iterable<BreakRecord>, kept: Kept = {}): Score[] {
  const found = indexed(breaks);
  const files = filesIn(kept.contents ?? []);
  const tallies = new Map<FaultKind, Tally>();
  const fitting = new Set<string>();
  for (const fault of faulted) {
    if (fault.label === undefined) continue;
    const fits = fittingBreaks(fault.fault.kind, fault.label, found);
    for (const { id } of fits) fitting.add(id);
    judge(tallyOf(tallies, fault.fault.kind), { at: fault.at, label: fault.label, fits }, files, kept.openedAt);
  }
  for (const open of found.all) {
    if (open.status === 'resolved' || fitting.has(open.id) || isTooYoung(open, files)) continue;
    tallyOf(tallies, faultKindOf(open.kind))[kept.real?.has(open.id) === true ? 'real' : 'falsely'] += 1;
  }
  return [...tallies.values()].map(({ wrong, unnoticed, nights, longestMs, ...counts }) => {
    return { ...counts, money: sumOf(wrong), undetected: sumOf(unnoticed), longestMs, nights };
  });
}

/** A score in the making. */
interface Tally extends Omit<Score, 'money' | 'undetected'> {
  injected: number;
  found: number;
  missed: number;
  harmless: number;
  real: number;
  falsely: number;
  longestMs: number | null;
  readonly nights: Record<string, { injected: number; found: number; harmless: number }>;
  /** How much each distorted file or line was wrong by at the most, however often it was sent. */
  readonly wrong: Map<string, Label>;
  /** The same of what was missed. */
  readonly unnoticed: Map<string, Label>;
}

interface Injected {
  readonly at: Instant;
  readonly label: Label;
  readonly fits: readonly BreakRecord[];
}

function judge(tally: Tally, { at, label, fits }: Injected, files: Files, openedAt: Kept['openedAt']): void {
  const night = (tally.nights[label.date] ??= { injected: 0, found: 0, harmless: 0 });
  tally.injected += 1;
  night.injected += 1;
  keepMost(tally.wrong, label);
  if (fits.length > 0) {
    tally.found += 1;
    night.found += 1;
    const times = fits.flatMap(({ id }) => openedAt?.get(id) ?? []);
    if (times.length > 0) tally.longestMs = Math.max(tally.longestMs ?? 0, Math.min(...times) - at);
  } else if (isHarmless(tally.kind, label, files)) {
    tally.harmless += 1;
    night.harmless += 1;
  } else {
    tally.missed += 1;
    keepMost(tally.unnoticed, label);
  }
}

interface Indexed {
  readonly all: readonly BreakRecord[];
  readonly byReference: ReadonlyMap<string, readonly BreakRecord[]>;
  /** By the file that they or their lines are about. */
  readonly byFile: ReadonlyMap<string, readonly BreakRecord[]>;
}

function indexed(breaks: Iterable<BreakRecord>): Indexed {
  const all = [...breaks];
  return {
    all,
    byReference: groupBy(all, (item) => `${item.source} ${item.reference}`),
    byFile: groupBy(all, ({ about }) => about.split('/', 3).join('/')),
  };
}

function fittingBreaks(kind: FaultKind, label: Label, { byReference, byFile }: Indexed): BreakRecord[] {
  const { source, reference } = label;
  const about = reference === undefined ? byFile.get(fileOf(label)) : byReference.get(`${source} ${reference}`);
  return (about ?? []).filter((item) => breakKindsOf(kind).includes(item.kind));
}

/** The files that reconciliation kept: by their id, their revisions. */
type Files = ReadonlyMap<string, readonly FileContentRecord[]>;

function filesIn(contents: Iterable<FileContentRecord>): Files {
  return groupBy(contents, ({ fileId }) => fileId);
}

/** True when there was nothing to be found: reconciliation never had the distorted file, or had the right one as well. */
function isHarmless(kind: FaultKind, label: Label, files: Files): boolean {
  const revisions = files.get(fileOf(label)) ?? [];
  const neverCame = revisions.length === 0 && files.size > 0;
  switch (kind) {
    case 'settlement.file-duplicate':
      return true;
    case 'settlement.file-late':
    case 'settlement.file-missing':
      return revisions.length > 0;
    case 'settlement.file-truncated':
      return revisions.length > 0 && revisions.every(({ content }) => content.lines.length === content.lineCount);
    case 'settlement.file-resent-corrected':
      return neverCame || revisions.some(({ content }) => content.revision > 1);
    default:
      return neverCame;
  }
}

/** No later file has had the chance to explain it. */
function isTooYoung({ kind, source, currency, openedOn }: BreakRecord, files: Files): boolean {
  if (!isTiming(kind)) return false;
  const dates = [...files.values()].flat().flatMap(({ fileId, content }): BusinessDate[] => {
    return fileId.startsWith(`${source}/${currency}/`) ? [content.date] : [];
  });
  return dates.length > 0 && dates.every((date) => date <= openedOn);
}

function tallyOf(tallies: Map<FaultKind, Tally>, kind: FaultKind): Tally {
  const known = tallies.get(kind);
  if (known !== undefined) return known;
  const counts = { injected: 0, found: 0, missed: 0, harmless: 0, real: 0, falsely: 0, longestMs: null };
  const tally: Tally = { kind, ...counts, nights: {}, wrong: new Map(), unnoticed: new Map() };
  tallies.set(kind, tally);
  return tally;
}

/** A file that breaks off each time it is sent is not wrong by more than once. */
function keepMost(wrong: Map<string, Label>, label: Label): void {
  const about = `${fileOf(label)} ${label.reference ?? ''}`;
  const known = wrong.get(about);
  if (known === undefined || known.amount < label.amount) wrong.set(about, label);
}

function sumOf(wrong: ReadonlyMap<string, Label>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { currency, amount } of wrong.values()) sums[currency] = (sums[currency] ?? 0) + amount;
  return sums;
}

function fileOf({ source, currency, date }: Label): string {
  return `${source}/${currency}/${date}`;
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
