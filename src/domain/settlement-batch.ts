/** One currency's business date at the PSP: what its batch lists, how that is stored, and the file that shows it. */
import type { BusinessDate } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { Write } from './effects.ts';
import { minorUnits } from './money.ts';
import type { ChargeRecord, PspPayoutRecord, PspRefundRecord, SettlementBatchRecord } from './records.ts';
import type { ChargeLine, PayoutLine, RefundLine, SettlementFile } from './settlement-file.ts';
import { withMore } from './with-more.ts';

export interface Night {
  readonly currency: Currency;
  readonly date: BusinessDate;
}

export interface Listed {
  readonly charges: readonly ChargeRecord[];
  readonly refunds: readonly PspRefundRecord[];
  /** All payouts of the currency. */
  readonly payouts: readonly PspPayoutRecord[];
  /** All batches of the currency, in the order of their dates. */
  readonly batches: readonly SettlementBatchRecord[];
}

/**
 * One transaction: the batch of the night, and the file's date on each charge and refund that it lists. What became
 * durable too late for the file of its own date is in it too.
 * @param unsettled the charges and refunds that no file has listed
 */
export function batchWrites({ currency, date }: Night, unsettled: Listed): Write[] {
  const charges = unsettled.charges.filter(({ businessDate }) => businessDate !== undefined && businessDate <= date);
  const refunds = unsettled.refunds.filter(({ businessDate }) => businessDate <= date);
  const payouts = unlistedPayouts(unsettled).filter((payout) => payout.date <= date);
  const previous = unsettled.batches.at(-1);
  const opening = previous?.closing ?? minorUnits(0);
  const gross = sumOf(charges);
  const refunded = sumOf(refunds);
  const fees = minorUnits(charges.reduce((sum, { fee }) => sum + fee, 0));
  const paidOut = sumOf(payouts);
  const record: SettlementBatchRecord = {
    id: `${currency}/${date}`,
    currency,
    date,
    sequence: (previous?.sequence ?? 0) + 1,
    opening,
    gross,
    refunded,
    fees,
    paidOut,
    closing: minorUnits(opening + gross - refunded - fees - paidOut),
    charges: charges.length,
    payouts: payouts.map(({ id }) => id),
    status: 'filed',
  };
  return [
    { op: 'insert', table: 'settlementBatches', record },
    ...charges.map((charge): Write => ({ op: 'put', table: 'charges', record: withMore(charge, { settledOn: date }) })),
    ...refunds.map((refund): Write => ({
      op: 'put',
      table: 'pspRefunds',
      record: withMore(refund, { settledOn: date }),
    })),
  ];
}

/**
 * The file of a night: charges first, then refunds, then payouts.
 * @param settled the charges and refunds that its batch lists
 */
export function fileOf({ date }: Night, settled: Listed): SettlementFile {
  const batch = settled.batches.find((stored) => stored.date === date);
  if (batch === undefined) throw new Error(`the file of ${date} has no batch`);
  const { currency, sequence, opening, closing } = batch;
  const payouts = settled.payouts.filter(({ id }) => batch.payouts.includes(id));
  const lines = [...settled.charges.map(chargeLine), ...settled.refunds.map(refundLine), ...payouts.map(payoutLine)];
  return { currency, date, sequence, revision: 1, lineCount: lines.length, opening, closing, lines };
}

function unlistedPayouts({ payouts, batches }: Listed): readonly PspPayoutRecord[] {
  const listed = new Set(batches.flatMap((batch) => batch.payouts));
  return payouts.filter(({ id }) => !listed.has(id));
}

function sumOf(records: readonly { readonly amount: number }[]): SettlementBatchRecord['gross'] {
  return minorUnits(records.reduce((sum, { amount }) => sum + amount, 0));
}

function chargeLine({ reference, orderId, capturedAt, amount, fee }: ChargeRecord): ChargeLine {
  if (capturedAt === undefined) throw new Error(`${reference} is settled and has no capture`);
  return { type: 'charge', reference, orderId, capturedAt, gross: amount, fee };
}

function refundLine({ reference, orderId, id, refundedAt, amount }: PspRefundRecord): RefundLine {
  return { type: 'refund', reference, orderId, refundId: id, refundedAt, amount };
}

function payoutLine({ id, amount }: PspPayoutRecord): PayoutLine {
  return { type: 'payout', reference: id, amount };
}
