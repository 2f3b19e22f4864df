/** What the two kinds of night have in common: how a file is stored, how its matches are, and how breaks are raised. */
import { addressOf } from '../domain/addresses.ts';
import type { BusinessDate } from '../domain/calendar.ts';
import type { Delivery, Effect, Write } from '../domain/effects.ts';
import { breakId, type MatchResult } from '../domain/matching.ts';
import { money } from '../domain/money.ts';
import type { BreakRecord, IngestedFileRecord } from '../domain/records.ts';
import type { BankStatement, SettlementFile } from '../domain/settlement-file.ts';

type Source = IngestedFileRecord['source'];

/** The file that comes before one by its number, whatever the order in which they arrived. */
export function fileBefore(files: readonly IngestedFileRecord[], sequence: number): IngestedFileRecord | undefined {
  const earlier = files.filter((file) => file.sequence < sequence);
  return earlier.reduce<IngestedFileRecord | undefined>(
    (last, file) => (last && last.sequence > file.sequence ? last : file),
    undefined,
  );
}

/** How many captures the ledger has shown to the nights that are reconciled; a night that is not has asked for none yet. */
export function cursorOf(files: readonly IngestedFileRecord[]): number {
  return files.reduce((furthest, file) => Math.max(furthest, file.ledgerCursor), 0);
}

/** The record of a file that has arrived and is not reconciled yet. */
export function storedFile(source: Source, file: SettlementFile | BankStatement): IngestedFileRecord {
  const { currency, date, sequence, opening, closing, lines } = file;
  return {
    id: `${source}/${currency}/${date}`,
    source,
    currency,
    date,
    sequence,
    opening,
    closing,
    lines: lines.length,
    status: 'stored',
    ledgerCursor: 0,
    matched: 0,
    opened: 0,
    resolved: 0,
  };
}

/** One transaction: the file is reconciled, with its matches and with what stays open. */
export function reconciledWrites(
  stored: IngestedFileRecord,
  { matches, items, found, explained }: MatchResult,
): Write[] {
  const counts = { matched: matches.length, opened: found.length, resolved: explained.length };
  return [
    { op: 'put', table: 'files', record: { ...stored, ...counts, status: 'reconciled' } },
    ...matches.map((record): Write => ({ op: 'insert', table: 'matches', record })),
    ...items.map((record): Write => ({ op: 'put', table: 'openItems', record })),
  ];
}

export function raiseBreaks({ found, explained }: MatchResult, date: BusinessDate): Effect {
  const opened = found.map((record): Delivery => ({
    to: addressOf.break(record.id),
    message: { type: 'BreakFound', breakId: record.id, found: record },
  }));
  const closed = explained.map((item): Delivery => ({
    to: addressOf.break(item.breakId),
    message: { type: 'BreakExplained', breakId: item.breakId, resolvedOn: date, explanation: item.explanation },
  }));
  return { type: 'send', deliveries: [...opened, ...closed] };
}

/** A file that does not prove itself: its balances, its lines and its number do not fit the file before it. */
export function fileProofBreak(
  source: Source,
  file: SettlementFile | BankStatement,
  problems: readonly string[],
): BreakRecord {
  const { id, currency, date } = storedFile(source, file);
  const explanation = `the file ${id} does not prove itself: ${problems.join('; ')}`;
  return {
    id: breakId('fileDoesNotProve', id),
    kind: 'fileDoesNotProve',
    source,
    about: id,
    reference: id,
    openedOn: date,
    status: 'open',
    explanation,
    ...money(0, currency),
  };
}
