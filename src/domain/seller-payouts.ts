/** The sellers' payouts: how they are named, what is agreed about them, and how much of a wallet can be paid out. */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { SellerId } from './ids.ts';
import { minorUnits, type MinorUnits, type PartsPerMillion } from './money.ts';
import type { CreditRecord } from './records.ts';

/** What is agreed with the sellers, and how often their banks send a payout back. */
export interface PayoutPolicy {
  /** How long a credit is held before it can be paid out. */
  readonly holdMs: number;
  /** Less than this is not paid out, in minor units per currency; a currency that is not listed has no minimum. */
  readonly minimum: Readonly<Record<string, MinorUnits>>;
  /** The share of payouts that the seller's bank returns. */
  readonly returned: PartsPerMillion;
}

/** A payout comes back so long after it was booked, in milliseconds: at the earliest, and at the latest. */
export const returnsWithinMs = { least: 3_600_000, most: 86_400_000 } as const;

/** A seller's payout of one currency on one date: `payout-seller-3-EUR-2026-03-03`. It is also the bank's reference. */
export function sellerPayoutId(seller: SellerId, currency: Currency, date: BusinessDate): string {
  return `payout-${seller}-${currency}-${date}`;
}

/** What the bank calls the line by which a payout comes back. */
export function returnReference(payoutId: string): string {
  return `return-${payoutId}`;
}

/** True of the reference of a line that is about a payout to a seller, and not about one of the PSP's. */
export function isSellerLine(reference: string): boolean {
  return /^(?:return-)?payout-seller-/.test(reference);
}

/** A run of one currency and date: `EUR/2026-03-03`. */
export function payoutRunId(currency: Currency, date: BusinessDate): string {
  return `${currency}/${date}`;
}

/**
 * What of a balance can be paid out: all but the credits that are still held, if that reaches the minimum.
 * @param credits all credits of the wallet
 * @param asOf the instant by which credits are judged
 */
export function availableOf(
  balance: number,
  credits: readonly Pick<CreditRecord, 'at' | 'amount'>[],
  asOf: Instant,
  { holdMs, minimum }: PayoutPolicy,
  currency: Currency,
): MinorUnits {
  const held = credits.reduce((sum, { at, amount }) => sum + (at > asOf - holdMs ? amount : 0), 0);
  const available = balance - held;
  return minorUnits(available >= Math.max(1, minimum[currency] ?? 0) ? available : 0);
}
