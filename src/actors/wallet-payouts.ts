/** What a wallet does about payouts: takes what is available from the balance, once a date, and puts back what returns. */
import { addressOf } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import { recordsIn, send, type At, type Effect, type Query, type RecordsRead, type Write } from '../domain/effects.ts';
import { walletId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, type MinorUnits } from '../domain/money.ts';
import type { SellerPayoutRecord } from '../domain/payout-records.ts';
import type { Policy } from '../domain/policy.ts';
import type { CreditRecord, WalletRecord } from '../domain/records.ts';
import type { PayoutPolicy } from '../domain/seller-payouts.ts';

type Due = MessageOf<'PayoutDue'>;

/** What is to be read before a payout is made: all in one read, so that balance and credits are of the same instant. */
export function payoutQueries({ payoutId, sellerId, currency }: Due): Query[] {
  const group = walletId(sellerId, currency);
  return [
    { table: 'wallets', group },
    { table: 'credits', group },
    { table: 'sellerPayouts', group: payoutId },
  ];
}

/** The payout, if it was made before. */
export function madePayout({ payoutId }: Due, read: RecordsRead): SellerPayoutRecord | undefined {
  return recordsIn(read, 'sellerPayouts').find(({ id }) => id === payoutId);
}

/** The payout that is to be made; undefined when nothing is available. */
export function payoutOf(due: Due, read: RecordsRead, { payouts }: Policy): SellerPayoutRecord | undefined {
  const { payoutId: id, sellerId, currency, date, asOf } = due;
  const wallet = recordsIn(read, 'wallets')[0];
  if (wallet === undefined || payouts === undefined) return undefined;
  const amount = availableIn(wallet, recordsIn(read, 'credits'), asOf, payouts);
  if (amount === 0) return undefined;
  return { id, walletId: wallet.id, sellerId, date, asOf, status: 'reserved', amount, currency };
}

/**
 * All of a balance but the credits that are still held, if that reaches the minimum.
 * @param credits all credits of the wallet
 * @param asOf the instant by which credits are judged
 */
function availableIn(
  { balance, currency }: WalletRecord,
  credits: readonly CreditRecord[],
  asOf: Instant,
  { holdMs, minimum }: PayoutPolicy,
): MinorUnits {
  const held = credits.reduce((sum, { at, amount }) => sum + (at > asOf - holdMs ? amount : 0), 0);
  const available = balance - held;
  return minorUnits(available >= Math.max(1, minimum[currency] ?? 0) ? available : 0);
}

/** The payout is on its way; the run hears it, and the payout itself is started. */
export function reserved({ payoutId, currency, date }: Due): Effect {
  const answer = { type: 'PayoutAnswered', payoutId, currency, date, outcome: 'reserved' } as const;
  return {
    type: 'send',
    deliveries: [
      { to: addressOf.payoutRun(currency, date), message: answer },
      { to: addressOf.sellerPayout(payoutId), message: { type: 'StartPayout', payoutId } },
    ],
  };
}

/** The run hears that there is nothing to pay. */
export function nothingAvailable({ payoutId, currency, date }: Due): Effect {
  const message = { type: 'PayoutAnswered', payoutId, currency, date, outcome: 'nothingAvailable' } as const;
  return send(addressOf.payoutRun(currency, date), message);
}

/** What came back is in the wallet again. */
export function repaid({ payoutId, payout: { amount, currency } }: MessageOf<'RepaySeller'>): Effect {
  return send(addressOf.sellerPayout(payoutId), { type: 'SellerRepaid', payoutId, amount: { amount, currency } });
}

/** That it came back is stored once; what else the transaction writes stands and falls with that. */
export function returnWrites({ at, body: { payoutId: id, payout } }: At<MessageOf<'RepaySeller'>>): Write[] {
  const { walletId: wallet, amount, currency } = payout;
  return [
    { op: 'insert', table: 'payoutReturns', record: { id, walletId: wallet, at, amount, currency } },
    { op: 'put', table: 'sellerPayouts', record: { ...payout, status: 'returned' } },
  ];
}
