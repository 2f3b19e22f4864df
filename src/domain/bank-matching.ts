/** Matching the bank's statement: each line with a payout that the PSP has advised, before or after the bank shows it. */
import { breakId, matchOf, type MatchResult } from './matching.ts';
import { formatMoney, money } from './money.ts';
import type { BreakKind, BreakRecord, MatchRecord, OpenItemRecord } from './records.ts';
import type { BankLine, BankStatement } from './settlement-file.ts';

export interface BankMatching {
  readonly statement: BankStatement;
  readonly fileId: string;
  /** Payouts that the PSP has advised and that the bank has not shown yet. */
  readonly items: readonly OpenItemRecord[];
  readonly openBreaks: readonly BreakRecord[];
}

export function matchBankStatement({ statement, fileId, items, openBreaks }: BankMatching): MatchResult {
  const waiting = new Map(items.map((item) => [item.reference, item]));
  const known = new Set(openBreaks.map((open) => open.id));
  const matches: MatchRecord[] = [];
  const changed: OpenItemRecord[] = [];
  const found: BreakRecord[] = [];
  const explained: MatchResult['explained'][number][] = [];

  const open = (kind: BreakKind, about: string, reference: string, amount: number, explanation: string): void => {
    const id = breakId(kind, reference);
    if (known.has(id)) return;
    known.add(id);
    const value = money(amount, statement.currency);
    found.push({
      id,
      kind,
      source: 'bank',
      about,
      reference,
      openedOn: statement.date,
      status: 'open',
      explanation,
      ...value,
    });
  };
  const match = (about: string, item: OpenItemRecord): void => {
    changed.push({ ...item, status: 'matched' });
    matches.push(matchOf(about, fileId, item));
  };
  const matchLine = (line: BankLine): void => {
    const item = waiting.get(line.reference);
    const about = `${fileId}/${line.reference}`;
    const shown = formatMoney(money(line.amount, statement.currency));
    if (item === undefined)
      return open(
        'missingInLedger',
        about,
        line.reference,
        line.amount,
        `the bank shows ${shown}; the PSP has advised no such payout`,
      );
    waiting.delete(line.reference);
    if (item.amount === line.amount) match(about, item);
    else
      open(
        'amountDiffers',
        about,
        line.reference,
        line.amount - item.amount,
        `the bank shows ${shown}, the PSP advised ${formatMoney(item)}`,
      );
    const late = breakId('missingInFile', line.reference);
    if (known.has(late)) explained.push({ breakId: late, explanation: `the bank booked it on ${line.valueDate}` });
  };
  /** A line of an earlier statement whose payout the PSP has advised since then. */
  const matchEarlierLine = (early: BreakRecord): void => {
    const item = waiting.get(early.reference);
    if (early.kind !== 'missingInLedger' || item === undefined) return;
    waiting.delete(early.reference);
    explained.push({ breakId: early.id, explanation: 'the PSP advised it after the statement' });
    if (item.amount === early.amount) return match(early.about, item);
    open(
      'amountDiffers',
      early.about,
      early.reference,
      early.amount - item.amount,
      `the bank showed ${formatMoney(early)}, the PSP advised ${formatMoney(item)}`,
    );
  };

  for (const line of statement.lines) matchLine(line);
  for (const early of openBreaks) matchEarlierLine(early);
  const inDispute = new Set(openBreaks.map((early) => early.reference));
  for (const item of waiting.values()) {
    if (item.date > statement.date || inDispute.has(item.reference)) continue;
    open(
      'missingInFile',
      item.id,
      item.reference,
      item.amount,
      `due at the bank on ${item.date} and not on the statement for ${statement.date}`,
    );
  }
  return { matches, items: changed, found, explained };
}
