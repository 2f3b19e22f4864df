/**
 * Breaks of a night: those about its file as a whole, and the messages by which breaks are raised, explained and kept
 * raising until they are on record.
 */
import { addressOf, type Address } from '../domain/addresses.ts';
import { addDays } from '../domain/calendar.ts';
import { counted } from '../domain/counted.ts';
import type { Delivery } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { BreakKind, BreakRecord, Explanation, FileRevision, NightTurnRecord } from '../domain/night-records.ts';
import { balanceAfter, effectOf, proofProblems, sequelProblems, type FileBefore } from '../domain/settlement-file.ts';
import { breakId, type MatchResult } from '../domain/sitting.ts';
import { datedOn, recordBefore, type Books, type NightFile, type NightName } from './night.ts';

/** A break about a file as a whole, which ends when the file is stored in this revision or a later one. */
export interface Doubt {
  readonly found: BreakRecord;
  readonly revision: number;
}

/** A file that has not come although it should have. */
export function missing(name: NightName): Doubt {
  const explanation = `the file ${name.fileId} was due and has not come`;
  return { found: fileBreak(name, 'fileMissing', name.fileId, 0, explanation), revision: 1 };
}

/** A file that does not prove itself; undefined when it does. Its amount is what the lines fall short of the balance. */
export function unproven(name: NightName, file: NightFile): Doubt | undefined {
  const effects = effectsOf(file);
  const problems = proofProblems(file, effects);
  if (problems.length === 0) return undefined;
  const short = file.closing - balanceAfter(file, effects);
  const explanation = `the file ${name.fileId} ${reasons(problems)}`;
  return { found: fileBreak(name, 'fileDoesNotProve', name.fileId, short, explanation), revision: file.revision };
}

/** Why a file does not follow the one before it, in sentences; none when it does. */
export function gapBefore(name: NightName, books: Books, file: NightFile): string[] {
  return sequelProblems(file, fileBefore(name, books));
}

/**
 * What is to be said of the file as a whole when it is matched: that it has come after all, and whether it follows the
 * file before it. A correction may also put right how the file after it begins.
 * @param problems why it does not follow the file before it
 */
export function withFileBreaks(
  name: NightName,
  books: Books,
  file: NightFile,
  openBreaks: readonly BreakRecord[],
  result: MatchResult,
  problems: readonly string[],
): MatchResult {
  const resolvedOn = datedOn(books, name);
  const explain = (breakIdOf: string, explanation: string): Explanation[] =>
    openBreaks.some(({ id }) => id === breakIdOf) ? [{ breakId: breakIdOf, resolvedOn, explanation }] : [];
  const came = `the file came: number ${file.sequence} with ${counted(file.lines.length, 'line')}`;
  const sequel = breakId('fileDoesNotProve', openingOf(name.fileId));
  const unfollowed =
    problems.length === 0 || openBreaks.some(({ id }) => id === sequel)
      ? []
      : [
          fileBreak(
            name,
            'fileDoesNotProve',
            openingOf(name.fileId),
            0,
            `the file ${name.fileId} ${reasons(problems)}`,
          ),
        ];
  return {
    ...result,
    found: [...unfollowed.map((item) => ({ ...item, openedOn: resolvedOn })), ...result.found],
    explained: [
      ...explain(breakId('fileMissing', name.fileId), came),
      ...explain(breakId('fileDoesNotProve', name.fileId), came),
      ...(problems.length === 0 ? explain(sequel, 'it follows the file before it') : []),
      ...nextFollows(name, books, file).flatMap((id) => explain(id, `${name.fileId} was corrected`)),
      ...result.explained,
    ],
  };
}

/** The messages by which breaks are raised and explained, each to be answered. */
export function announcements({ found, explained }: NightTurnRecord, night: Address): Delivery[] {
  const opened = found.map((record): Delivery => raised(record, night));
  const closed = explained.map((item): Delivery => ({
    to: addressOf.break(item.breakId),
    message: { type: 'BreakExplained', night, ...item },
  }));
  return opened.concat(closed);
}

function raised(found: BreakRecord, night: Address, unlessCame?: FileRevision): Delivery {
  const message = { type: 'BreakFound', breakId: found.id, night, found, unlessCame } as const;
  return { to: addressOf.break(found.id), message };
}

export function raisedDoubt({ found, revision }: Doubt, night: Address): Delivery {
  return raised(found, night, { fileId: found.about, revision });
}

/** True when the answer says that what was announced is on record. */
export function isNotedBy({ message }: Delivery, { breakId: id, status, revision }: MessageOf<'BreakNoted'>): boolean {
  if (message.type === 'BreakFound')
    return message.breakId === id && (status !== 'open' || isUpToDate(message, revision));
  return message.type === 'BreakExplained' && message.breakId === id && status === 'resolved';
}

/** An answer to an earlier revision may come late. */
function isUpToDate({ found }: MessageOf<'BreakFound'>, revision = 1): boolean {
  return (found.revision ?? 1) <= revision;
}

/** True of a break that was not open before. */
export function isNew({ revision }: BreakRecord): boolean {
  return revision === undefined;
}

function fileBefore(name: NightName, books: Books): FileBefore | undefined {
  const record = recordBefore(books, name);
  if (record === undefined) return undefined;
  return { sequence: record.sequence, closings: books.before.map(({ closing }) => closing) };
}

/** The break that says that the next file does not follow this one, when this revision makes it follow. */
function nextFollows({ account, date }: NightName, { files }: Books, file: NightFile): string[] {
  const next = files.find((record) => record.id === `${account}/${addDays(date, 1)}`);
  if (next === undefined) return [];
  const problems = sequelProblems(next, { sequence: file.sequence, closings: [file.closing] });
  return problems.length === 0 ? [breakId('fileDoesNotProve', openingOf(next.id))] : [];
}

/** A file may fail to prove itself, and when it does, fail to follow the one before it: these are two breaks. */
function openingOf(fileId: string): string {
  return `${fileId}/opening`;
}

function fileBreak(
  { source, currency, date, fileId }: NightName,
  kind: BreakKind,
  reference: string,
  amount: number,
  explanation: string,
): BreakRecord {
  return {
    id: breakId(kind, reference),
    kind,
    source,
    about: fileId,
    reference: fileId,
    openedOn: date,
    status: 'open',
    explanation,
    ...money(amount, currency),
  };
}

function reasons(problems: readonly string[]): string {
  return `does not prove itself: ${problems.join('; ')}`;
}

function effectsOf({ lines }: NightFile): number[] {
  return lines.map((line) => ('type' in line ? effectOf(line) : line.amount));
}
