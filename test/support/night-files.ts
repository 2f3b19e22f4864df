/** Nights' files as the PSP and the bank make them: one after the other from Monday, 2 March 2026, each proving itself. */
import { addDays, businessDate } from '../../src/domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../../src/domain/ids.ts';
import { minorUnits } from '../../src/domain/money.ts';
import {
  effectOf,
  type BankStatement,
  type ChargeLine,
  type PayoutLine,
  type RefundLine,
  type SettlementFile,
  type SettlementLine,
} from '../../src/domain/settlement-file.ts';
import { EUR } from './machine-bench.ts';

const monday = businessDate('2026-03-02');
const noon = Date.parse('2026-03-02T12:00:00Z');

/** The charge of the n-th checkout's only order. */
export function chargeLine(n: number, gross: number, fee: number): ChargeLine {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return {
    type: 'charge',
    reference,
    orderId: order,
    capturedAt: noon,
    gross: minorUnits(gross),
    fee: minorUnits(fee),
  };
}

/** The first refund of the n-th checkout's only order. */
export function refundLine(n: number, amount: number): RefundLine {
  const order = orderId(n, 1);
  const refund = refundId(order, 1);
  const names = { reference: refundReference(refund), orderId: order, refundId: refund };
  return { type: 'refund', ...names, refundedAt: noon, amount: minorUnits(amount) };
}

export function payoutLine(reference: string, amount: number): PayoutLine {
  return { type: 'payout', reference, amount: minorUnits(amount) };
}

/** The files of consecutive dates, each of which opens where the one before it closed. */
export function fileChain(...nights: readonly (readonly SettlementLine[])[]): SettlementFile[] {
  let opening = minorUnits(0);
  return nights.map((lines, index) => {
    const closing = minorUnits(lines.reduce<number>((sum, line) => sum + effectOf(line), opening));
    const numbers = { sequence: index + 1, revision: 1, lineCount: lines.length };
    const file = { currency: EUR, date: addDays(monday, index), ...numbers, opening, closing, lines };
    opening = closing;
    return file;
  });
}

/** Monday's statement, with an entry for each of these amounts: payouts of the days from Sunday on. */
export function statementOf(...amounts: readonly number[]): BankStatement {
  const lines = amounts.map((amount, index) => ({
    reference: `payout-EUR-${addDays(monday, index - 1)}`,
    amount: minorUnits(amount),
    bookedAt: noon,
    valueDate: monday,
  }));
  const numbers = { sequence: 1, revision: 1, lineCount: lines.length, opening: minorUnits(0) };
  const closing = minorUnits(amounts.reduce((sum, amount) => sum + amount, 0));
  return { currency: EUR, date: monday, ...numbers, closing, lines };
}
