/** Matching the bank's statement: each line with a payout that the PSP has advised. */
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
    const value = money(amount, statement.currency);
    found.push({ id: breakId(kind, reference), kind, source: 'bank', about, reference, openedOn: statement.date, status: 'open', explanation, ...value });
  };
  const matchLine = (line: BankLine): void => {
    const item = waiting.get(line.reference);
    const about = `${fileId}/${line.reference}`;
    const shown = formatMoney(money(line.amount, statement.currency));
    if (item === undefined) return open('missingInLedger', about, line.reference, line.amount, `the bank shows ${shown}; the PSP has advised no such payout`);
    waiting.delete(line.reference);
    if (item.amount !== line.amount) {
      return open('amountDiffers', about, line.reference, line.amount - item.amount, `the bank shows ${shown}, the PSP advised ${formatMoney(item)}`);
    }
    changed.push({ ...item, status: 'matched' });
    matches.push(matchOf(about, fileId, item));
    const late = breakId('missingInFile', line.reference);
    if (known.has(late)) explained.push({ breakId: late, explanation: `the bank booked it on ${line.valueDate}` });
  };

  for (const line of statement.lines) matchLine(line);
  for (const item of waiting.values()) {
    if (item.date > statement.date || known.has(breakId('missingInFile', item.reference))) continue;
    open('missingInFile', item.id, item.reference, item.amount, `due at the bank on ${item.date} and not on the statement for ${statement.date}`);
  }
  return { matches, items: changed, found, explained };
}
