/**
 * Matching: the heart of reconciliation, as a pure function. Lines of the PSP's file are matched with the captures and
 * the paid refunds that the ledger holds; what stays alone on either side is a break, and a break of an earlier night is
 * explained when the missing side turns up.
 */
import { correct } from './corrections.ts';
import {
  amountOf,
  datingProblem,
  judgeFee,
  fileName,
  lineId,
  listingDate,
  nounOf,
  type Matching,
} from './file-lines.ts';
import { formatMoney, money } from './money.ts';
import { payoutTransactionId } from './postings.ts';
import type { OpenItemRecord } from './night-records.ts';
import type { ChargeLine, PayoutLine, RefundLine, SettlementLine } from './settlement-file.ts';
import {
  breakId,
  dispute,
  explain,
  find,
  keep,
  matchOf,
  openSince,
  settle,
  sit,
  type MatchResult,
  type Sitting,
} from './sitting.ts';

/** Matches a file, or a corrected revision of one that was matched before. */
export function matchSettlementFile(matching: Matching): MatchResult {
  const { file, fileId } = matching;
  const sitting = sit('psp', file.currency, matching);
  const listings = new Map<string, number>();
  for (const line of file.lines) {
    const times = (listings.get(line.reference) ?? 0) + 1;
    listings.set(line.reference, times);
    const user = sitting.usedBy.get(line.reference);
    if (times > 1) listedTwice(matching, sitting, line, `${fileName(file)} lists ${line.reference} more than once`);
    else if (user === undefined) useLine(matching, sitting, line);
    else if (user !== fileId) {
      const first = `the file for ${user.slice(user.lastIndexOf('/') + 1)} has listed it`;
      listedTwice(matching, sitting, line, `${fileName(file)} lists ${line.reference}, and ${first} before`);
    }
  }
  if (matching.earlier.length > 0) correct(matching, sitting, listings);
  matchEarlierLines(matching, sitting);
  for (const item of sitting.left.values()) leaveOpen(matching, sitting, item);
  return { ...sitting.result, settled: settledCharges(matching, sitting) };
}

/** The lines of a file that no earlier file and no earlier revision has used, each once: what they lead to is posted. */
export function unusedLines(matching: Matching): SettlementLine[] {
  const { usedBy } = sit('psp', matching.file.currency, matching);
  const first = new Map<string, SettlementLine>();
  for (const line of matching.file.lines) {
    if (!usedBy.has(line.reference) && !first.has(line.reference)) first.set(line.reference, line);
  }
  return [...first.values()];
}

function useLine(matching: Matching, sitting: Sitting, line: SettlementLine): void {
  if (line.type === 'payout') return matchPayout(matching, sitting, line);
  const { file } = matching;
  const { reference, orderId } = line;
  const about = lineId(matching, line);
  const listed = money(amountOf(line), file.currency);
  const item = sitting.waiting.get(reference);

  if (item === undefined) {
    const explanation = `${fileName(file)} lists ${reference}; the ledger has no ${nounOf(line)} for it yet`;
    find(sitting, 'missingInLedger', { about, reference, orderId, amount: listed.amount, explanation });
  } else if (item.amount === listed.amount) {
    settle(sitting, item, about);
  } else {
    const amount = listed.amount - item.amount;
    const explanation = `${fileName(file)} says ${formatMoney(listed)}, the ledger ${formatMoney(item)}`;
    dispute(sitting, item, { about, reference, orderId, amount, explanation });
  }
  if (item !== undefined) explain(sitting, 'missingInFile', reference, listingDate(matching, line, item));
  judgeDetails(matching, sitting, line, item);
}

/** Whatever becomes of the line, its date and its fee are looked at. */
function judgeDetails(
  matching: Matching,
  sitting: Sitting,
  line: ChargeLine | RefundLine,
  item: OpenItemRecord | undefined,
): void {
  const { reference, orderId } = line;
  const about = lineId(matching, line);
  const misdated = datingProblem(matching, line, item);
  if (misdated !== undefined) {
    find(sitting, 'dateDiffers', { about, reference, orderId, amount: amountOf(line), explanation: misdated });
  }
  if (item !== undefined) judgeFee(matching, sitting, about, line, item);
}

/** A payout is known from the file alone: it is matched with the posting that the file leads to, and waits for the bank. */
function matchPayout(matching: Matching, { result }: Sitting, line: PayoutLine): void {
  const { file, fileId, payoutDueOn } = matching;
  const item: OpenItemRecord = {
    id: payoutTransactionId(line.reference),
    source: 'bank',
    reference: line.reference,
    date: payoutDueOn,
    status: 'open',
    ...money(line.amount, file.currency),
  };
  result.items.push(item);
  result.matches.push(matchOf(lineId(matching, line), fileId, item));
}

/** A line is used once: its repetition is a break, and so are further ones, together. */
function listedTwice(matching: Matching, sitting: Sitting, line: SettlementLine, explanation: string): void {
  const { reference } = line;
  const orderId = line.type === 'payout' ? undefined : line.orderId;
  const about = lineId(matching, line);
  const { revision } = matching.file;
  find(sitting, 'listedTwice', { about, reference, orderId, amount: amountOf(line), explanation, revision });
}

/** Lines of earlier files whose capture or refund has reached the ledger since then. */
function matchEarlierLines(matching: Matching, sitting: Sitting): void {
  for (const open of matching.openBreaks) {
    const { reference, orderId, about } = open;
    const item = sitting.waiting.get(reference);
    if (item === undefined || openSince(sitting, 'missingInLedger', reference) !== open) continue;
    explain(sitting, 'missingInLedger', reference, 'it reached the ledger after the file that lists it');
    // The line may have been corrected since the break was opened.
    const line = matching.earlierLines.get(about);
    const listed = money(line === undefined ? open.amount : amountOf(line), open.currency);
    if (item.amount === listed.amount) {
      settle(sitting, item, about);
    } else {
      const amount = listed.amount - item.amount;
      const explanation = `the file said ${formatMoney(listed)}, the ledger ${formatMoney(item)}`;
      dispute(sitting, item, { about, reference, orderId, amount, explanation });
    }
    if (line !== undefined) judgeFee(matching, sitting, about, line, item);
  }
}

/** What was sold after the file's business date is not missing from it: it belongs to a later file. */
function leaveOpen({ file, on }: Matching, sitting: Sitting, item: OpenItemRecord): void {
  const { id: about, reference, orderId, amount, date } = item;
  keep(sitting, item);
  if (date > on || sitting.open.has(breakId('amountDiffers', reference))) return;
  const where = on > file.date ? `in no file up to the one for ${on}` : `not in the file for ${on}`;
  const explanation = `${about.startsWith('refund') ? 'refunded' : 'sold'} on ${date} and ${where}: a later file should list it`;
  find(sitting, 'missingInFile', { about, reference, orderId, amount, explanation });
}

/** The charges of all breaks that say that the ledger does not know a charge. */
function settledCharges({ file, fileId, earlierLines }: Matching, { open }: Sitting): ChargeLine[] {
  const unknown = new Set(
    [...open.values()].filter(({ kind }) => kind === 'missingInLedger').map(({ about }) => about),
  );
  const lines = new Map(earlierLines);
  if (unknown.size > 0) for (const line of file.lines) lines.set(lineId({ fileId }, line), line);
  return [...unknown].flatMap((about) => {
    const line = lines.get(about);
    return line?.type === 'charge' ? [line] : [];
  });
}
