/**
 * One night's settlement file at reconciliation: kept as it came, then matched line by line with what the ledger holds.
 * Fees and payouts are posted, matches and open items stored in one transaction, and what does not match becomes a break.
 */
import { addressOf } from '../domain/addresses.ts';
import { closeOf } from '../domain/calendar.ts';
import { send, type Query, type RecordsRead } from '../domain/effects.ts';
import { lineId, type Matching } from '../domain/file-lines.ts';
import { matchSettlementFile, unusedLines } from '../domain/matching.ts';
import type { Policy } from '../domain/policy.ts';
import type { SettlementFile, SettlementLine } from '../domain/settlement-file.ts';
import { fileOfLine } from '../domain/sitting.ts';
import { listeningStates } from './calling.ts';
import { night } from './night-machine.ts';
import {
  arrivals,
  doubtStates,
  expectations,
  matchingStates,
  openItemStates,
  reminders,
  turnStates,
} from './night-states.ts';
import { nightContext, resultOf, usedUp, type Matched, type NightContext, type Trade } from './night-work.ts';
import { allIn, cursorOf, datedOn, fileRecord, requestOf, revisionsAtWork, type NightFile } from './night.ts';

const settlement: Trade = {
  ask: ({ currency }, date) => send(addressOf.pspFile(currency, date), { type: 'FileRequested', currency, date }),
  askLedger: ({ currency, date }, after) =>
    send(addressOf.ledgerExtract(currency, date), { type: 'LedgerExtractRequested', currency, date, after }),
  usedLines: usedLineQueries,
  match: matched,
};

export const settlementNight = night.createMachine({
  id: 'settlementNight',
  context: ({ input }) => nightContext(settlement, input),
  initial: 'waitingForFile',
  // Whatever the night is doing, a revision that comes meanwhile is kept until it is done.
  on: { SettlementFileSent: { actions: 'keepArrival' } },
  states: {
    waitingForFile: {
      on: { SettlementFileSent: arrivals, FileExpected: expectations, ...reminders },
    },
    ...doubtStates('SettlementFileSent', 'FileExpected'),
    ...turnStates,
    ...openItemStates('askingLedger'),
    askingLedger: {
      entry: 'beginCalls',
      ...listeningStates('askLedger'),
      on: { LedgerExtractSent: { guard: 'isNextExtract', target: 'readingUsedLines', actions: 'keepNewItems' } },
    },
    ...matchingStates,
  },
});

function workedOn(context: NightContext): {
  readonly file: SettlementFile;
  readonly earlier: readonly SettlementFile[];
} {
  const { file, earlier } = revisionsAtWork(context.books);
  return { file: settlementFile(file), earlier: earlier.map(settlementFile) };
}

/** A line for which something waits may have been used all the same: the ledger may hold a sale twice. */
function usedLineQueries(context: NightContext): Query[] {
  const { file, earlier } = workedOn(context);
  const lines = file.lines.concat(earlier.at(-1)?.lines ?? []);
  const references = new Set(lines.map(({ reference }) => reference));
  const files = new Set(unknownLines(context).map(fileOfLine));
  return [
    ...[...references].map((reference): Query => ({ table: 'matches', group: `line/${reference}` })),
    ...[...files].map((group): Query => ({ table: 'fileContents', group })),
  ];
}

/** Lines of earlier files that the ledger did not know. */
function unknownLines({ openBreaks, name }: NightContext): string[] {
  const unknown = openBreaks.filter(
    ({ kind, about }) => kind === 'missingInLedger' && fileOfLine(about) !== name.fileId,
  );
  return unknown.map(({ about }) => about);
}

function matched(context: NightContext, read: RecordsRead): Matched {
  const { policy, dates, name, books, openItems, newItems, openBreaks } = context;
  const { file, earlier } = workedOn(context);
  const matching: Matching = {
    file,
    earlier,
    fileId: name.fileId,
    on: datedOn(books, name),
    openItems,
    newItems,
    openBreaks,
    earlierMatches: usedUp(context, read),
    matchedOnlyOn: policy.defects.has('per-day-only-matching') ? file.date : undefined,
    earlierLines: earlierLines(context, read),
    agreedFee: policy.pspFee,
    payoutDueOn: dates.bank(closeOf(policy.pspCalendar, file.date) + policy.bankTransitMs),
    pspDate: dates.psp,
  };
  const requestId = requestOf(name, file);
  const { currency, date } = name;
  const lines = unusedLines(matching).filter((line) => isPosted(line, policy));
  const posting = { type: 'PostFile', requestId, currency, date, lines } as const;
  return {
    record: { ...fileRecord(name, file, context.record), ledgerCursor: cursorOf(books) + newItems.length },
    result: resultOf(context, file, matchSettlementFile(matching)),
    requestId,
    posting: send(addressOf.ledgerTransaction(requestId), posting),
  };
}

/** A payout is net of fees, and what is paid out is what counts. */
function isPosted({ type }: SettlementLine, { defects }: Policy): boolean {
  return type === 'payout' || !defects.has('fees-ignored');
}

function earlierLines(context: NightContext, read: RecordsRead): Map<string, SettlementLine> {
  const wanted = new Set(unknownLines(context));
  const lines = new Map<string, SettlementLine>();
  for (const { fileId, content } of allIn(read, 'fileContents')) {
    for (const line of settlementFile(content).lines) {
      const id = lineId({ fileId }, line);
      if (wanted.has(id)) lines.set(id, line);
    }
  }
  return lines;
}

function settlementFile(file: NightFile): SettlementFile {
  if (isSettlementFile(file)) return file;
  throw new Error(`number ${file.sequence} of ${file.date} is a statement and not a settlement file`);
}

function isSettlementFile(file: NightFile): file is SettlementFile {
  return file.lines.every((line) => 'type' in line);
}
