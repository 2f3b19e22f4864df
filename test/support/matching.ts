/** A matching of one file of the PSP, as a test would have it: the ledger's items, what is open, and what came of it. */
import { businessDates, businessDate } from '../../src/domain/calendar.ts';
import type { Matching } from '../../src/domain/file-lines.ts';
import { matchSettlementFile } from '../../src/domain/matching.ts';
import type { SettlementFile } from '../../src/domain/settlement-file.ts';
import { breakId, type MatchResult } from '../../src/domain/sitting.ts';
import type { BreakKind, BreakRecord } from '../../src/domain/night-records.ts';

const amsterdam = businessDates({ zone: 'Europe/Amsterdam', cutOff: 0 });

/** 2.9 % were agreed, and a payout of any file is due on Thursday. */
export function matchingOf(file: SettlementFile, rest: Partial<Matching> = {}): Matching {
  return {
    file,
    earlier: [],
    fileId: `psp/EUR/${file.date}`,
    on: file.date,
    openItems: [],
    newItems: [],
    openBreaks: [],
    earlierMatches: [],
    earlierLines: new Map(),
    agreedFee: { rate: 29_000, fixed: {} },
    payoutDueOn: businessDate('2026-03-05'),
    pspDate: amsterdam,
    ...rest,
  };
}

export function matchFile(file: SettlementFile, rest: Partial<Matching> = {}): MatchResult {
  return matchSettlementFile(matchingOf(file, rest));
}

/** What is open after a night: what was open before and is not explained, and what was found. */
export function openAfter(before: readonly BreakRecord[], { found, explained }: MatchResult): BreakRecord[] {
  const over = new Set(explained.map((item) => item.breakId));
  return [...before, ...found].filter(({ id }) => !over.has(id));
}

/** A result in brief: `match LINE`, `break KIND REFERENCE MINOR-UNITS`, `explained KIND-REFERENCE`. */
export function told({ matches, found, explained }: MatchResult): string[] {
  return [
    ...matches.map(({ id }) => `match ${id}`),
    ...found.map(({ kind, reference, amount }) => `break ${kind} ${reference} ${amount}`),
    ...explained.map((item) => `explained ${item.breakId.slice('break-'.length)}`),
  ];
}

export function breakNamed(kind: BreakKind, reference: string, breaks: readonly BreakRecord[]): BreakRecord {
  const found = breaks.find(({ id }) => id === breakId(kind, reference));
  if (found === undefined) throw new Error(`there is no break ${kind} about ${reference}`);
  return found;
}
