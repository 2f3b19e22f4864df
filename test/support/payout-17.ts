/** One payout to a seller, of 90.00 EUR on Tuesday, as machines on benches and checks see it. */
import { businessDate } from '../../src/domain/calendar.ts';
import { currency } from '../../src/domain/currency.ts';
import { sellerId } from '../../src/domain/ids.ts';
import type { MessageOf } from '../../src/domain/messages.ts';
import { money } from '../../src/domain/money.ts';
import type { TransferStatus } from '../../src/domain/payout-messages.ts';
import type { SellerPayoutRecord, SellerTransferRecord } from '../../src/domain/payout-records.ts';
import type { PayoutPolicy } from '../../src/domain/seller-payouts.ts';

const EUR = currency('EUR');
export const seller = sellerId(3);
export const tuesday = businessDate('2026-03-03');
export const payoutId = 'payout-seller-3-EUR-2026-03-03';
export const ninety = money(9000, EUR);

/** Six in the morning in Amsterdam. */
export const runAt = Date.parse('2026-03-03T05:00:00Z');

/** Credits are held for a day, nothing is too little, and no payout comes back. */
export const payoutPolicy: PayoutPolicy = { holdMs: 86_400_000, minimum: {}, returned: 0 };

export const payout: SellerPayoutRecord = {
  id: payoutId,
  walletId: 'seller-3:EUR',
  sellerId: seller,
  date: tuesday,
  asOf: runAt,
  status: 'reserved',
  ...ninety,
};

export const transfer: SellerTransferRecord = {
  id: payoutId,
  sellerId: seller,
  status: 'inTransit',
  bookedAt: runAt + 7_200_000,
  // Two hours later it is still night in New York, and Tuesday.
  valueDate: tuesday,
  ...ninety,
};

export const payoutDue: MessageOf<'PayoutDue'> = {
  type: 'PayoutDue',
  payoutId,
  sellerId: seller,
  currency: EUR,
  date: tuesday,
  asOf: runAt,
};

export const instruct: MessageOf<'SellerTransferInstructed'> = {
  type: 'SellerTransferInstructed',
  payoutId,
  sellerId: seller,
  amount: ninety,
};

export function reports(status: TransferStatus): MessageOf<'SellerTransferReported'> {
  return { type: 'SellerTransferReported', payoutId, status };
}
