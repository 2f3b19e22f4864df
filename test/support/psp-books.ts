/** Charges, refunds, payouts and batches in euro at the PSP, for stories of its nights. */
import { businessDate, type BusinessDate } from '../../src/domain/calendar.ts';
import { currency } from '../../src/domain/currency.ts';
import type { RecordsRead } from '../../src/domain/effects.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type {
  ChargeRecord,
  PspPayoutRecord,
  PspRefundRecord,
  SettlementBatchRecord,
} from '../../src/domain/records.ts';

const EUR = currency('EUR');

/** A charge of the n-th checkout, captured at half past nine. */
export function capturedCharge(n: number, gross: number, fee: number, date = '2026-03-03'): ChargeRecord {
  const key = idempotencyKey(orderId(n, 1), 1);
  return {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId: orderId(n, 1),
    card: 'tok_1',
    status: 'captured',
    authorised: minorUnits(gross),
    fee: minorUnits(fee),
    capturedAt: Date.parse(`${date}T09:30:00Z`),
    businessDate: businessDate(date),
    ...money(gross, EUR),
  };
}

/** A refund of the n-th checkout's order, paid at three in the afternoon. */
export function paidRefund(n: number, amount: number, date = '2026-03-03'): PspRefundRecord {
  const id = refundId(orderId(n, 1), 1);
  return {
    id,
    reference: refundReference(id),
    orderId: orderId(n, 1),
    key: idempotencyKey(orderId(n, 1), 1),
    status: 'refunded',
    refundedAt: Date.parse(`${date}T15:00:00Z`),
    businessDate: businessDate(date),
    ...money(amount, EUR),
  };
}

/** The payout made on a day of March, of the batch of the day before. */
export function madePayout(day: number, amount: number): PspPayoutRecord {
  const date = dayOfMarch(day);
  return {
    id: `payout-EUR-${date}`,
    date,
    batches: [`EUR/${dayOfMarch(day - 1)}`],
    status: 'instructed',
    ...money(amount, EUR),
  };
}

/** The batch of a day of March; what is not given is zero, and it closes as it opened. */
export function filedBatch(
  day: number,
  sums: { readonly gross?: number; readonly refunded?: number; readonly fees?: number },
  rest: {
    readonly sequence?: number;
    readonly opening?: number;
    readonly closing?: number;
    readonly status?: 'paidOut';
  },
): SettlementBatchRecord {
  const date = dayOfMarch(day);
  return {
    id: `EUR/${date}`,
    currency: EUR,
    date,
    sequence: rest.sequence ?? day,
    opening: minorUnits(rest.opening ?? 0),
    gross: minorUnits(sums.gross ?? 0),
    refunded: minorUnits(sums.refunded ?? 0),
    fees: minorUnits(sums.fees ?? 0),
    paidOut: minorUnits(0),
    closing: minorUnits(rest.closing ?? rest.opening ?? 0),
    charges: 0,
    payouts: [],
    status: rest.status ?? 'filed',
  };
}

export interface PspBooks {
  readonly charges: readonly ChargeRecord[];
  readonly refunds: readonly PspRefundRecord[];
  readonly payouts: readonly PspPayoutRecord[];
  readonly batches: readonly SettlementBatchRecord[];
}

/** The answer to a read of the PSP's books; what is not given is empty. */
export function pspBooks(books: Partial<PspBooks>): RecordsRead['results'] {
  return [
    { table: 'charges', records: books.charges ?? [] },
    { table: 'pspRefunds', records: books.refunds ?? [] },
    { table: 'pspPayouts', records: books.payouts ?? [] },
    { table: 'settlementBatches', records: books.batches ?? [] },
  ];
}

function dayOfMarch(day: number): BusinessDate {
  return businessDate(`2026-03-${String(day).padStart(2, '0')}`);
}
