/**
 * A corrected file: a further revision of one that was matched before. Lines that the earlier revision used are not used
 * again; what they now say is compared with what was made of them, and the breaks that the correction does away with are
 * explained. What the earlier revision led to in the ledger stays as it is.
 */
import {
  amountOf,
  bookedAt,
  datingProblem,
  feeProblem,
  fileName,
  lineId,
  listingDate,
  nounOf,
  type Matching,
} from './file-lines.ts';
import { formatMoney, money, type MinorUnits, type Money } from './money.ts';
import type { BreakKind, MatchRecord } from './night-records.ts';
import type { ChargeLine, RefundLine, SettlementFile, SettlementLine } from './settlement-file.ts';
import { dispute, explain, find, openSince, settle, type Sitting } from './sitting.ts';

/** Kinds of breaks about a line that are over when a correction takes the line back. */
const overWithoutLine: readonly BreakKind[] = ['missingInLedger', 'listedTwice', 'amountDiffers', 'dateDiffers'];

/** @param listings how often the new revision lists each reference */
export function correct(matching: Matching, sitting: Sitting, listings: ReadonlyMap<string, number>): void {
  const { file, fileId } = matching;
  const matched = new Map(matching.earlierMatches.map((match) => [match.id, match]));
  const before = firstListings(matching.earlier.slice(-1));
  const posted = firstListings(matching.earlier);
  const now = firstListings([file]);
  for (const [reference, earlier] of before) {
    const line = now.get(reference);
    const match = matched.get(lineId({ fileId }, earlier));
    if (line === undefined) {
      takeBack(matching, sitting, earlier, match);
    } else if (sitting.usedBy.get(reference) === fileId) {
      compare(matching, sitting, { earlier, line, match, posted: posted.get(reference) ?? earlier });
      if (listings.get(reference) === 1) {
        explainOwn(matching, sitting, 'listedTwice', line, `${fileName(file)} lists it once`);
      }
    }
  }
}

interface Relisted {
  readonly earlier: SettlementLine;
  readonly line: SettlementLine;
  readonly match: MatchRecord | undefined;
  /** The line as the first revision had it: what it led to in the ledger is posted. */
  readonly posted: SettlementLine;
}

function compare(matching: Matching, sitting: Sitting, relisted: Relisted): void {
  const { earlier, line, match, posted } = relisted;
  const sale = match ?? sitting.waiting.get(line.reference);
  if (match === undefined) matchCorrected(matching, sitting, line);
  else if (match.amount !== amountOf(line)) changedAmount(matching, sitting, line, match);
  else agreesAgain(matching, sitting, line, match);
  if (line.type === 'payout') return;
  if (earlier.type !== 'payout') compareDates(matching, sitting, line, earlier);
  if (line.type === 'charge' && posted.type === 'charge') compareFees(matching, sitting, line, posted.fee, sale);
}

/** The earlier revision's line could not be matched: it was wrong, or the ledger did not know what it was about. */
function matchCorrected(matching: Matching, sitting: Sitting, line: SettlementLine): void {
  const { reference } = line;
  const about = lineId(matching, line);
  const item = sitting.waiting.get(reference);
  if (line.type === 'payout') return;
  if (item === undefined) return stillUnknown(matching, sitting, line);
  const { revision } = matching.file;
  const listed = money(amountOf(line), sitting.currency);
  if (item.amount === listed.amount) {
    settle(sitting, item, about);
    const says = `${fileName(matching.file)} says ${formatMoney(listed)}, as the ledger does`;
    explain(sitting, 'amountDiffers', reference, says);
  } else {
    const explanation = `${fileName(matching.file)} says ${formatMoney(listed)}, the ledger ${formatMoney(item)}`;
    const amount = listed.amount - item.amount;
    dispute(sitting, item, { about, reference, orderId: line.orderId, amount, explanation, revision });
  }
  explain(sitting, 'missingInLedger', reference, `the ${nounOf(line)} reached the ledger after the file that lists it`);
  explain(sitting, 'missingInFile', reference, listingDate(matching, line, item));
}

/** The ledger still does not know of it: the break about that is about as much as the line is now. */
function stillUnknown(matching: Matching, sitting: Sitting, line: ChargeLine | RefundLine): void {
  const { file } = matching;
  const { reference, orderId } = line;
  if (openSince(sitting, 'missingInLedger', reference) === undefined) return;
  const about = lineId(matching, line);
  const listed = money(amountOf(line), sitting.currency);
  const explanation = `${fileName(file)} lists ${reference} with ${formatMoney(listed)}; the ledger has no ${nounOf(line)} for it yet`;
  const finding = { about, reference, orderId, amount: listed.amount, explanation, revision: file.revision };
  find(sitting, 'missingInLedger', finding);
}

/** The line was matched, and what it was matched with is posted: only a break can say that the correction differs. */
function changedAmount(matching: Matching, sitting: Sitting, line: SettlementLine, match: MatchRecord): void {
  const { reference } = line;
  const orderId = line.type === 'payout' ? undefined : line.orderId;
  const listed = money(amountOf(line), sitting.currency);
  const explanation = `${fileName(matching.file)} says ${formatMoney(listed)}; ${formatMoney(match)} was matched before`;
  const amount = listed.amount - match.amount;
  const { revision } = matching.file;
  find(sitting, 'amountDiffers', { about: lineId(matching, line), reference, orderId, amount, explanation, revision });
}

/** A revision in between had another amount: this one says again what was matched. */
function agreesAgain(matching: Matching, sitting: Sitting, line: SettlementLine, match: MatchRecord): void {
  const says = `${fileName(matching.file)} says ${formatMoney(match)} again, as it was matched`;
  explainOwn(matching, sitting, 'amountDiffers', line, says);
}

function compareDates(
  matching: Matching,
  sitting: Sitting,
  line: ChargeLine | RefundLine,
  earlier: ChargeLine | RefundLine,
): void {
  const { reference, orderId } = line;
  const [was, is] = [matching.pspDate(bookedAt(earlier)), matching.pspDate(bookedAt(line))];
  const about = lineId(matching, line);
  // A date that stays wrong stays wrong in the same words, while the line may have another amount.
  const known = openSince(sitting, 'dateDiffers', reference)?.explanation;
  const explanation = was === is ? known : datingProblem(matching, line, undefined);
  if (explanation !== undefined) {
    const { revision } = matching.file;
    find(sitting, 'dateDiffers', { about, reference, orderId, amount: amountOf(line), explanation, revision });
  } else {
    explainOwn(matching, sitting, 'dateDiffers', line, `${fileName(matching.file)} dates it ${is}`);
  }
}

/**
 * A fee that is not the posted one is a break about the difference; one that is may still not be the agreed one.
 * @param sale undefined as long as the ledger does not know it: then nothing was agreed
 */
function compareFees(
  matching: Matching,
  sitting: Sitting,
  line: ChargeLine,
  posted: MinorUnits,
  sale: Money | undefined,
): void {
  const { file } = matching;
  const { reference, orderId } = line;
  const about = lineId(matching, line);
  const says = `${fileName(file)} says that the PSP kept ${formatMoney(money(line.fee, sitting.currency))}`;
  const problem =
    line.fee === posted
      ? sale && feeProblem(matching, line, sale)
      : {
          amount: line.fee - posted,
          explanation: `${says}; ${formatMoney(money(posted, sitting.currency))} is posted`,
        };
  if (problem === undefined) explainOwn(matching, sitting, 'feeDiffers', line, `${says} again, as it is posted`);
  else find(sitting, 'feeDiffers', { about, reference, orderId, ...problem, revision: file.revision });
}

/** The new revision does not have a line that the earlier one had. */
function takeBack(matching: Matching, sitting: Sitting, line: SettlementLine, match: MatchRecord | undefined): void {
  const gone = `${fileName(matching.file)} no longer lists it`;
  for (const kind of overWithoutLine) explainOwn(matching, sitting, kind, line, gone);
  if (match === undefined) return;
  const { transactionId: about, orderId, amount } = match;
  const explanation = `${gone}; it was matched with a line of an earlier revision`;
  find(sitting, 'missingInFile', { about, reference: line.reference, orderId, amount, explanation });
}

/** Explains a break about a line of this very file. */
function explainOwn(
  matching: Matching,
  sitting: Sitting,
  kind: BreakKind,
  line: SettlementLine,
  explanation: string,
): void {
  if (openSince(sitting, kind, line.reference)?.about !== lineId(matching, line)) return;
  explain(sitting, kind, line.reference, explanation);
}

/** The first line of each reference. */
function firstListings(files: readonly SettlementFile[]): Map<string, SettlementLine> {
  const first = new Map<string, SettlementLine>();
  for (const { lines } of files)
    for (const line of lines) if (!first.has(line.reference)) first.set(line.reference, line);
  return first;
}
