/** Matching the bank's statement: each line with a payout that the PSP has advised, before or after the bank shows it. */
import { breakId, matchOf, type Collected, type MatchResult } from './matching.ts';
import { formatMoney, money } from './money.ts';
import type { BreakKind, BreakRecord, OpenItemRecord } from './records.ts';
import type { BankLine, BankStatement } from './settlement-file.ts';

export interface BankMatching {
  readonly statement: BankStatement;
  readonly fileId: string;
  /** Payouts that the PSP has advised and that the bank has not shown yet. */
  readonly items: readonly OpenItemRecord[];
  readonly openBreaks: readonly BreakRecord[];
}

export function matchBankStatement(matching: BankMatching): MatchResult {
  const { statement, items, openBreaks } = matching;
  const morning: Morning = {
    matching,
    waiting: new Map(items.map((item) => [item.reference, item])),
    known: new Set(openBreaks.map((open) => open.id)),
    result: { matches: [], items: [], found: [], explained: [] },
  };
  for (const line of statement.lines) matchLine(morning, line);
  for (const open of openBreaks) matchEarlierLine(morning, open);
  const inDispute = new Set(openBreaks.map((open) => open.reference));
  for (const item of morning.waiting.values()) {
    if (item.date > statement.date || inDispute.has(item.reference)) continue;
    const explanation = `due at the bank on ${item.date} and not on the statement for ${statement.date}`;
    raise(morning, 'missingInFile', { about: item.id, reference: item.reference, amount: item.amount, explanation });
  }
  return morning.result;
}

interface Morning {
  readonly matching: BankMatching;
  /** Payouts that no line has been found for yet, by reference. */
  readonly waiting: Map<string, OpenItemRecord>;
  /** Breaks that are open or have just been found. */
  readonly known: Set<string>;
  readonly result: Collected;
}

function matchLine(morning: Morning, { reference, amount, valueDate }: BankLine): void {
  const { matching, waiting, known, result } = morning;
  const item = waiting.get(reference);
  const about = `${matching.fileId}/${reference}`;
  const shown = formatMoney(money(amount, matching.statement.currency));
  if (item === undefined) {
    const explanation = `the bank shows ${shown}; the PSP has advised no such payout`;
    return raise(morning, 'missingInLedger', { about, reference, amount, explanation });
  }
  settle(morning, item, { about, amount, difference: `the bank shows ${shown}, the PSP advised ${formatMoney(item)}` });
  const late = breakId('missingInFile', reference);
  if (known.has(late)) result.explained.push({ breakId: late, explanation: `the bank booked it on ${valueDate}` });
}

/** A line of an earlier statement whose payout the PSP has advised since then. */
function matchEarlierLine(morning: Morning, early: BreakRecord): void {
  const item = morning.waiting.get(early.reference);
  if (early.kind !== 'missingInLedger' || item === undefined) return;
  const { id, about, amount } = early;
  settle(morning, item, {
    about,
    amount,
    difference: `the bank showed ${formatMoney(early)}, the PSP advised ${formatMoney(item)}`,
  });
  morning.result.explained.push({ breakId: id, explanation: 'the PSP advised it after the statement' });
}

/** A payout has its line: they match, or a break says what the difference is. */
function settle(
  morning: Morning,
  item: OpenItemRecord,
  { about, amount, difference }: { readonly about: string; readonly amount: number; readonly difference: string },
): void {
  const { matching, waiting, result } = morning;
  const { reference } = item;
  waiting.delete(reference);
  if (item.amount !== amount) {
    return raise(morning, 'amountDiffers', { about, reference, amount: amount - item.amount, explanation: difference });
  }
  result.items.push({ ...item, status: 'matched' });
  result.matches.push(matchOf(about, matching.fileId, item));
}

function raise(
  { matching: { statement }, known, result }: Morning,
  kind: BreakKind,
  { amount, ...rest }: Pick<BreakRecord, 'about' | 'reference' | 'explanation'> & { readonly amount: number },
): void {
  const id = breakId(kind, rest.reference);
  if (known.has(id)) return;
  known.add(id);
  const value = money(amount, statement.currency);
  result.found.push({ id, kind, source: 'bank', ...rest, openedOn: statement.date, status: 'open', ...value });
}
