/** What can be said of one line of the PSP's file: its name, its amount, and whether its date and its fee are right. */
import type { BusinessDate, Instant } from './calendar.ts';
import { pspFeeOf, type PspFee } from './fees.ts';
import { formatMoney, money, type Money } from './money.ts';
import type { OpenItemRecord } from './night-records.ts';
import type { ChargeLine, RefundLine, SettlementFile, SettlementLine } from './settlement-file.ts';
import { find, type Finding, type Known, type Sitting } from './sitting.ts';

/** A file of the PSP and what it is matched with. */
export interface Matching extends Known {
  readonly file: SettlementFile;
  /** The revisions of the file before this one, oldest first; the last of them is the one that was matched. */
  readonly earlier: readonly SettlementFile[];
  /** Lines of earlier files that the ledger did not know, by their identity. */
  readonly earlierLines: ReadonlyMap<string, SettlementLine>;
  /** The fee that was agreed with the PSP. */
  readonly agreedFee: PspFee;
  /** The bank's value date on which a payout of this file should be on the statement. */
  readonly payoutDueOn: BusinessDate;
  /** The PSP's business date of an instant. */
  readonly pspDate: (instant: Instant) => BusinessDate;
}

/**
 * How far apart, in milliseconds, the clocks of the PSP and the platform may be, so that a sale around the cut-off has
 * another date on either side without anything being wrong.
 */
const clocksApartMs = 15 * 60_000;

/** `psp/EUR/2026-03-02/charge/ch_17_1_1` */
export function lineId({ fileId }: Pick<Matching, 'fileId'>, { type, reference }: SettlementLine): string {
  return `${fileId}/${type}/${reference}`;
}

/** Minor units, before any fee. */
export function amountOf(line: SettlementLine): number {
  return line.type === 'charge' ? line.gross : line.amount;
}

/** What the ledger calls it. */
export function nounOf({ type }: SettlementLine): string {
  return type === 'charge' ? 'capture' : type;
}

export function fileName({ date, revision }: Pick<SettlementFile, 'date' | 'revision'>): string {
  return revision === 1 ? `the file for ${date}` : `revision ${revision} of the file for ${date}`;
}

/** Why the file lists something that earlier files did not. */
export function listingDate(
  { file, earlier, pspDate }: Matching,
  line: ChargeLine | RefundLine,
  { date }: OpenItemRecord,
): string {
  if (earlier.length > 0) return `${fileName(file)} lists it`;
  const booked = pspDate(bookedAt(line));
  const made = line.type === 'charge' ? 'the sale' : 'the refund';
  if (booked <= date || booked > file.date) return `${fileName(file)} lists it; ${made} was made on ${date}`;
  const late = booked < file.date ? ` and listed it in the file for ${file.date}` : '';
  return `the PSP booked it on ${booked}${late}; ${made} was made on ${date}`;
}

/**
 * Why the line's date cannot be right, in a sentence; undefined when it can. A line may be listed in a later file than
 * the one of its date, but in no earlier one; and nothing is captured on a date before it was sold.
 */
export function datingProblem(
  { file, pspDate }: Matching,
  line: ChargeLine | RefundLine,
  item: OpenItemRecord | undefined,
): string | undefined {
  const booked = pspDate(bookedAt(line));
  const dated = `${fileName(file)} dates it ${booked}`;
  if (booked > file.date) return `${dated}, which is after the file's own date`;
  if (item === undefined || booked >= file.date) return undefined;
  if (pspDate(bookedAt(line) + clocksApartMs) >= item.date) return undefined;
  return `${dated}; by the ledger it is of ${item.date}`;
}

/**
 * A fee that is not the agreed one is a break. The agreed one is that of the sale: where the amounts differ, what is wrong
 * is the line's amount and not its fee; and as long as the ledger does not know the sale, nothing was agreed.
 * @param about the line's identity
 */
export function judgeFee(
  matching: Matching,
  sitting: Sitting,
  about: string,
  line: SettlementLine,
  item: OpenItemRecord,
): void {
  if (line.type !== 'charge') return;
  const { reference, orderId } = line;
  const problem = feeProblem(matching, line, item);
  if (problem !== undefined) find(sitting, 'feeDiffers', { about, reference, orderId, ...problem });
}

/** By how much the fee of a line is not the one that was agreed for the sale, and how; undefined when it is. */
export function feeProblem(
  { file, agreedFee }: Matching,
  { fee }: ChargeLine,
  sale: Money,
): Pick<Finding, 'amount' | 'explanation'> | undefined {
  const agreed = pspFeeOf(sale, agreedFee);
  if (agreed.amount === fee) return undefined;
  const kept = formatMoney(money(fee, file.currency));
  return { amount: fee - agreed.amount, explanation: `the PSP kept ${kept}; ${formatMoney(agreed)} was agreed` };
}

/** When the PSP captured it, or paid it back. */
export function bookedAt(line: ChargeLine | RefundLine): Instant {
  return line.type === 'charge' ? line.capturedAt : line.refundedAt;
}
