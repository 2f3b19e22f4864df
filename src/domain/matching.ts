/**
 * Matching: the heart of reconciliation, as a pure function. Lines of the PSP's file are matched with the captures that
 * the ledger holds; what stays alone on either side is a break, and a break of an earlier night is explained when the
 * missing side turns up.
 */
import type { BusinessDate } from './calendar.ts';
import { pspFeeOf, type PspFee } from './fees.ts';
import type { OrderId } from './ids.ts';
import { formatMoney, money, type Money } from './money.ts';
import { payoutTransactionId } from './postings.ts';
import type { BreakKind, BreakRecord, MatchRecord, OpenItemRecord } from './records.ts';
import type { ChargeLine, PayoutLine, SettlementFile, SettlementLine } from './settlement-file.ts';

export interface Explanation {
  readonly breakId: string;
  readonly explanation: string;
}

export interface MatchResult {
  readonly matches: readonly MatchRecord[];
  /** Ledger items that are new or whose status changed. */
  readonly items: readonly OpenItemRecord[];
  readonly found: readonly BreakRecord[];
  readonly explained: readonly Explanation[];
}

export interface Matching {
  readonly file: SettlementFile;
  readonly fileId: string;
  /** Captures that wait for their line, oldest first: those that were left over and those that are new. */
  readonly items: readonly OpenItemRecord[];
  /** Breaks of earlier nights that are still open. */
  readonly openBreaks: readonly BreakRecord[];
  /** The fee that was agreed with the PSP. */
  readonly agreedFee: PspFee;
  /** The bank's value date on which a payout of this file should be on the statement. */
  readonly payoutDueOn: BusinessDate;
}

export function matchSettlementFile(matching: Matching): MatchResult {
  const { file } = matching;
  const waiting = new Map(matching.items.map((item) => [item.reference, item]));
  const openBreaks = new Map(matching.openBreaks.map((open) => [open.id, open]));
  const result: Collected = { matches: [], items: [], found: [], explained: [] };

  const listed = new Set<string>();
  for (const line of file.lines) {
    if (listed.has(line.reference)) listedAgain(matching, line, result);
    else if (line.type === 'payout') matchPayout(matching, line, result);
    else matchCharge(matching, line, waiting, openBreaks, result);
    listed.add(line.reference);
  }
  matchEarlierLines(matching, waiting, result);
  const inDispute = new Set(matching.openBreaks.map((open) => open.reference));
  for (const item of waiting.values()) leaveOpen(matching, item, inDispute, result);
  return result;
}

/** A result in the making. */
export interface Collected {
  readonly matches: MatchRecord[];
  readonly items: OpenItemRecord[];
  readonly found: BreakRecord[];
  readonly explained: Explanation[];
}

function matchCharge(
  matching: Matching,
  line: ChargeLine,
  waiting: Map<string, OpenItemRecord>,
  openBreaks: ReadonlyMap<string, BreakRecord>,
  result: Collected,
): void {
  const { file, fileId } = matching;
  const gross = money(line.gross, file.currency);
  const item = waiting.get(line.reference);
  const found = (kind: BreakKind, amount: Money, explanation: string): void => {
    result.found.push(pspBreak(matching, kind, `${fileId}/charge/${line.reference}`, line, amount, explanation));
  };

  if (item === undefined) {
    found(
      'missingInLedger',
      gross,
      `the file for ${file.date} lists ${line.reference}; the ledger has no capture for it yet`,
    );
  } else if (item.amount !== line.gross) {
    waiting.delete(line.reference);
    result.items.push(item);
    const difference = money(line.gross - item.amount, file.currency);
    found('amountDiffers', difference, `the file says ${formatMoney(gross)}, the ledger ${formatMoney(item)}`);
  } else {
    waiting.delete(line.reference);
    result.items.push({ ...item, status: 'matched' });
    result.matches.push(matchOf(`${fileId}/charge/${line.reference}`, fileId, item));
  }
  const missing = openBreaks.get(breakId('missingInFile', line.reference));
  if (item !== undefined && missing !== undefined) {
    const explanation = `the PSP booked it on ${file.date}; the sale was made on ${item.date}`;
    result.explained.push({ breakId: missing.id, explanation });
  }

  const agreed = pspFeeOf(gross, matching.agreedFee);
  if (agreed.amount !== line.fee) {
    const fee = money(line.fee, file.currency);
    found(
      'feeDiffers',
      money(line.fee - agreed.amount, file.currency),
      `the PSP kept ${formatMoney(fee)}; ${formatMoney(agreed)} was agreed`,
    );
  }
}

/** A payout is known from the file alone: it is matched with the posting that the file leads to, and waits for the bank. */
function matchPayout({ file, fileId, payoutDueOn }: Matching, line: PayoutLine, result: Collected): void {
  const item: OpenItemRecord = {
    id: payoutTransactionId(line.reference),
    source: 'bank',
    reference: line.reference,
    date: payoutDueOn,
    status: 'open',
    ...money(line.amount, file.currency),
  };
  result.items.push(item);
  result.matches.push(matchOf(`${fileId}/payout/${line.reference}`, fileId, item));
}

/** A line is used once: its repetition is a break, and so are further ones, together. */
function listedAgain({ file, fileId }: Matching, line: SettlementLine, { found }: Collected): void {
  const id = breakId('missingInLedger', line.reference);
  if (found.some((open) => open.id === id)) return;
  const amount = money(line.type === 'payout' ? line.amount : line.gross, file.currency);
  const explanation = `the file for ${file.date} lists ${line.reference} more than once; the ledger has it once`;
  found.push(
    pspBreak({ file }, 'missingInLedger', `${fileId}/${line.type}/${line.reference}`, line, amount, explanation),
  );
}

/** A line of an earlier night whose capture has reached the ledger since then. */
function matchEarlierLines(matching: Matching, waiting: Map<string, OpenItemRecord>, result: Collected): void {
  for (const open of matching.openBreaks) {
    const item = waiting.get(open.reference);
    if (open.kind !== 'missingInLedger' || item === undefined) continue;
    waiting.delete(open.reference);
    result.explained.push({ breakId: open.id, explanation: 'the capture reached the ledger after the file' });
    if (item.amount === open.amount) {
      result.items.push({ ...item, status: 'matched' });
      result.matches.push(matchOf(open.about, matching.fileId, item));
    } else {
      result.items.push(item);
      const difference = money(open.amount - item.amount, open.currency);
      const explanation = `the file said ${formatMoney(open)}, the ledger ${formatMoney(item)}`;
      result.found.push(pspBreak(matching, 'amountDiffers', open.about, item, difference, explanation));
    }
  }
}

/** A sale made after the file's business date is not missing from it: it belongs to a later file. */
function leaveOpen(matching: Matching, item: OpenItemRecord, inDispute: ReadonlySet<string>, result: Collected): void {
  result.items.push(item);
  if (item.date > matching.file.date || inDispute.has(item.reference)) return;
  const explanation = `sold on ${item.date} and not in the file for ${matching.file.date}: a later file should list it`;
  result.found.push(pspBreak(matching, 'missingInFile', item.id, item, item, explanation));
}

function pspBreak(
  { file }: Pick<Matching, 'file'>,
  kind: BreakKind,
  about: string,
  { reference, orderId }: { readonly reference: string; readonly orderId?: OrderId },
  { amount, currency }: Money,
  explanation: string,
): BreakRecord {
  const order = orderId === undefined ? {} : { orderId };
  return {
    id: breakId(kind, reference),
    kind,
    source: 'psp',
    about,
    reference,
    ...order,
    openedOn: file.date,
    status: 'open',
    explanation,
    amount,
    currency,
  };
}

export function breakId(kind: BreakKind, reference: string): string {
  return `break-${kind}-${reference}`;
}

export function matchOf(
  id: string,
  fileId: string,
  { id: transactionId, orderId, amount, currency }: OpenItemRecord,
): MatchRecord {
  return { id, fileId, transactionId, ...(orderId === undefined ? {} : { orderId }), amount, currency };
}
