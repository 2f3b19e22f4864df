/**
 * Matching the bank's statement: each line with a payout that the PSP has advised, or with a payout to a seller, or its
 * return, that the ledger has posted, before or after the bank shows it.
 */
import { instantOf } from './calendar.ts';
import { formatMoney, minorUnits, money } from './money.ts';
import type { BreakRecord, OpenItemRecord } from './night-records.ts';
import { isSellerLine } from './seller-payouts.ts';
import type { BankLine, BankStatement } from './settlement-file.ts';
import {
  breakId,
  dispute,
  explain,
  find,
  keep,
  openSince,
  settle,
  sit,
  type Known,
  type MatchResult,
  type Sitting,
} from './sitting.ts';

export interface BankMatching extends Known {
  readonly statement: BankStatement;
}

/** Matches a statement, or a corrected revision of one that was matched before. */
export function matchBankStatement(matching: BankMatching): MatchResult {
  const { statement, fileId, openBreaks, on } = matching;
  const sitting = sit('bank', statement.currency, matching);
  const seen = new Set<string>();
  for (const line of statement.lines) {
    const user = sitting.usedBy.get(line.reference);
    if (seen.has(line.reference)) shownTwice(matching, sitting, line, 'more than once');
    else if (user === undefined) useLine(matching, sitting, line);
    else if (user === fileId) compare(matching, sitting, line);
    else shownTwice(matching, sitting, line, `after the statement for ${user.slice(user.lastIndexOf('/') + 1)} did`);
    seen.add(line.reference);
  }
  for (const open of openBreaks) matchEarlierLine(sitting, open);
  for (const item of sitting.left.values()) {
    keep(sitting, item);
    if (item.date > on || sitting.open.has(breakId('amountDiffers', item.reference))) continue;
    const { id: about, reference, amount, date } = item;
    const explanation = `due at the bank on ${date} and not on the statement for ${on}`;
    find(sitting, 'missingInFile', { about, reference, amount, explanation });
  }
  return { ...sitting.result, settled: [] };
}

/**
 * The lines that no earlier statement and no earlier revision has used, each once: they are posted as cash. Where the
 * bank shows another amount than was advised, what was advised is posted: the difference is what the break is about, and
 * when the bank corrects itself nothing needs to be taken back.
 */
export function unusedBankLines(matching: BankMatching): BankLine[] {
  const { usedBy, waiting } = sit('bank', matching.statement.currency, matching);
  const first = new Map<string, BankLine>();
  for (const line of matching.statement.lines) {
    const { reference } = line;
    if (usedBy.has(reference) || first.has(reference)) continue;
    first.set(reference, { ...line, amount: minorUnits(waiting.get(reference)?.amount ?? line.amount) });
  }
  return [...first.values()];
}

/**
 * What is posted as cash when the PSP's word is enough: the payouts that it has advised, as if the bank had booked them on
 * the day on which they are due.
 */
export function advisedLines({ openItems, newItems }: BankMatching, zone: string): BankLine[] {
  return openItems.concat(newItems).map(({ reference, amount, date: valueDate }) => {
    return { reference, amount, bookedAt: instantOf(valueDate, 0, zone), valueDate };
  });
}

function useLine(matching: BankMatching, sitting: Sitting, line: BankLine): void {
  const { reference, amount } = line;
  const item = sitting.waiting.get(reference);
  const about = lineId(matching, line);
  const shown = formatMoney(money(amount, sitting.currency));
  if (item === undefined) {
    const known = isSellerLine(reference) ? 'the ledger has posted' : 'the PSP has advised';
    const explanation = `the bank shows ${shown}; ${known} no such payout`;
    return find(sitting, 'missingInLedger', { about, reference, amount, explanation });
  }
  const differ = `the bank shows ${shown}, ${saidBefore(reference)} ${formatMoney(item)}`;
  compareAmounts(sitting, item, { about, amount, differ });
  explain(sitting, 'missingInFile', reference, `the bank booked it on ${line.valueDate}`);
}

/**
 * A line that an earlier revision of the same statement had too. What was posted before the payout was advised stays
 * posted: if it was wrong, the cash is, and somebody must see by how much.
 */
function compare(matching: BankMatching, sitting: Sitting, line: BankLine): void {
  const { reference, amount } = line;
  const { date, revision } = matching.statement;
  const about = lineId(matching, line);
  const says = `revision ${revision} of the statement for ${date} shows ${formatMoney(money(amount, sitting.currency))}`;
  const matched = matching.earlierMatches.find(({ id }) => id === about);
  const unknown = openSince(sitting, 'missingInLedger', reference);
  const item = unknown === undefined ? sitting.waiting.get(reference) : undefined;
  const due = item ?? matched ?? unknown;
  if (due === undefined) return;
  if (item?.amount === amount) settle(sitting, item, about);
  const posted = openSince(sitting, 'amountDiffers', reference)?.posted ?? due.amount;
  const other = posted === amount ? due.amount : posted;
  if (other === amount) {
    const agreeing = item === undefined ? ' again, as it is posted' : `, as ${saidBefore(reference)}`;
    return explain(sitting, 'amountDiffers', reference, `${says}${agreeing}`);
  }
  const before = formatMoney(money(other, sitting.currency));
  const explanation =
    item?.amount === other ? `${says}, ${saidBefore(reference)} ${before}` : `${says}; ${before} is posted`;
  const finding = { about, reference, amount: amount - other, explanation, posted, revision };
  if (item === undefined || item.amount === amount) find(sitting, 'amountDiffers', finding);
  else dispute(sitting, item, finding);
}

function shownTwice(matching: BankMatching, sitting: Sitting, line: BankLine, how: string): void {
  const { reference, amount } = line;
  const { date, revision } = matching.statement;
  const explanation = `the statement for ${date} shows ${reference} ${how}`;
  find(sitting, 'listedTwice', { about: lineId(matching, line), reference, amount, explanation, revision });
}

/** A line of an earlier statement whose payout the PSP has advised since then. */
function matchEarlierLine(sitting: Sitting, early: BreakRecord): void {
  const { reference, about, amount } = early;
  const item = sitting.waiting.get(reference);
  if (item === undefined || openSince(sitting, 'missingInLedger', reference) !== early) return;
  const differ = `the bank showed ${formatMoney(early)}, ${saidBefore(reference)} ${formatMoney(item)}`;
  compareAmounts(sitting, item, { about, amount, differ, posted: amount });
  explain(sitting, 'missingInLedger', reference, `${saidBefore(reference)} it after the statement`);
}

interface Compared {
  readonly about: string;
  readonly amount: number;
  readonly differ: string;
  readonly posted?: number;
  readonly revision?: number;
}

/** A payout has its line: they match, or a break says what the difference is. */
function compareAmounts(sitting: Sitting, item: OpenItemRecord, compared: Compared): void {
  const { about, amount, differ, posted, revision } = compared;
  const { reference } = item;
  if (item.amount === amount) return settle(sitting, item, about);
  dispute(sitting, item, { about, reference, amount: amount - item.amount, explanation: differ, posted, revision });
}

function saidBefore(reference: string): string {
  return isSellerLine(reference) ? 'the ledger posted' : 'the PSP advised';
}

/** `bank/EUR/2026-03-02/payout-EUR-2026-03-02` */
function lineId({ fileId }: BankMatching, { reference }: BankLine): string {
  return `${fileId}/${reference}`;
}
