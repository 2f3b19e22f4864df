/** Files of a week that begins on Monday, 2 March 2026, and what the ledger holds of the same sales. */
import { addDays, businessDate, instantOf, type BusinessDate } from '../../src/domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../../src/domain/ids.ts';
import type { LedgerItem } from '../../src/domain/ledger-item.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type { OpenItemRecord } from '../../src/domain/night-records.ts';
import {
  effectOf,
  type BankLine,
  type BankStatement,
  type ChargeLine,
  type PayoutLine,
  type RefundLine,
  type SettlementFile,
  type SettlementLine,
} from '../../src/domain/settlement-file.ts';
import { EUR } from './machine-bench.ts';

export const monday = businessDate('2026-03-02');
export const tuesday = businessDate('2026-03-03');
export const wednesday = businessDate('2026-03-04');
export const thursday = businessDate('2026-03-05');

/** Noon in Amsterdam, where the PSP is. */
export function noon(date: BusinessDate): number {
  return instantOf(date, 720, 'Europe/Amsterdam');
}

/** The n-th sale in a file, of 100.00 with a fee of 2.90, unless told otherwise. */
export function chargeLine(n: number, date: BusinessDate, rest: { gross?: number; fee?: number } = {}): ChargeLine {
  const order = orderId(n, 1);
  const { gross = 10_000, fee = 290 } = rest;
  const reference = pspReference(idempotencyKey(order, 1));
  const amounts = { gross: minorUnits(gross), fee: minorUnits(fee) };
  return { type: 'charge', reference, orderId: order, capturedAt: noon(date), ...amounts };
}

/** A refund of the n-th sale in a file. */
export function refundLine(n: number, date: BusinessDate, amount: number): RefundLine {
  const order = orderId(n, 1);
  const refund = refundId(order, 1);
  const names = { reference: refundReference(refund), orderId: order, refundId: refund };
  return { type: 'refund', ...names, refundedAt: noon(date), amount: minorUnits(amount) };
}

/** The payout that was made on a date. */
export function payoutLine(date: BusinessDate, amount: number): PayoutLine {
  return { type: 'payout', reference: `payout-EUR-${date}`, amount: minorUnits(amount) };
}

/** The n-th sale in the ledger. */
export function capture(n: number, saleDate: BusinessDate, amount = 10_000): LedgerItem {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  const names = { transactionId: `capture/${order}`, orderId: order, pspReference: reference };
  return { kind: 'capture', ...names, saleDate, ...money(amount, EUR) };
}

/** A paid refund of the n-th sale in the ledger. */
export function paidRefund(n: number, saleDate: BusinessDate, amount: number): LedgerItem {
  const order = orderId(n, 1);
  const id = refundId(order, 1);
  const names = { transactionId: `refundPaid/${id}`, orderId: order, pspReference: refundReference(id) };
  return { kind: 'refund', ...names, saleDate, ...money(amount, EUR) };
}

/** A capture or refund that waits for its line. */
export function waiting(item: LedgerItem): OpenItemRecord {
  const names = { id: item.transactionId, source: 'psp', reference: item.pspReference, orderId: item.orderId } as const;
  return { ...names, date: item.saleDate, status: 'open', ...money(item.amount, item.currency) };
}

/** The file of a date, which proves itself unless told otherwise. Monday's is number 1. */
export function fileOf(
  date: BusinessDate,
  lines: readonly SettlementLine[],
  rest: Partial<SettlementFile> = {},
): SettlementFile {
  const opening = rest.opening ?? minorUnits(0);
  const closing = minorUnits(lines.reduce<number>((sum, line) => sum + effectOf(line), opening));
  const sequence = sequenceOf(date);
  return { currency: EUR, date, sequence, revision: 1, lineCount: lines.length, opening, closing, lines, ...rest };
}

/** Files of consecutive dates from Monday on, each of which opens where the one before it closed. */
export function filesOf(...nights: readonly (readonly SettlementLine[])[]): SettlementFile[] {
  const files: SettlementFile[] = [];
  for (const [index, lines] of nights.entries()) {
    files.push(fileOf(addDays(monday, index), lines, { opening: files.at(-1)?.closing ?? minorUnits(0) }));
  }
  return files;
}

/** A payout as the bank shows it, booked on a date. */
export function bankLine(madeOn: BusinessDate, amount: number, valueDate: BusinessDate = madeOn): BankLine {
  return { reference: `payout-EUR-${madeOn}`, amount: minorUnits(amount), bookedAt: noon(valueDate), valueDate };
}

/** A payout as the PSP advised it, due at the bank on a date. */
export function advised(madeOn: BusinessDate, amount: number, due: BusinessDate = madeOn): OpenItemRecord {
  const reference = `payout-EUR-${madeOn}`;
  return { id: `payout/${reference}`, source: 'bank', reference, date: due, status: 'open', ...money(amount, EUR) };
}

/** The statement for a date, which proves itself unless told otherwise. Monday's is number 1. */
export function statementOf(
  date: BusinessDate,
  lines: readonly BankLine[],
  rest: Partial<BankStatement> = {},
): BankStatement {
  const opening = rest.opening ?? minorUnits(0);
  const closing = minorUnits(lines.reduce<number>((sum, line) => sum + line.amount, opening));
  const sequence = sequenceOf(date);
  return { currency: EUR, date, sequence, revision: 1, lineCount: lines.length, opening, closing, lines, ...rest };
}

function sequenceOf(date: BusinessDate): number {
  return Math.round((noon(date) - noon(monday)) / 86_400_000) + 1;
}
