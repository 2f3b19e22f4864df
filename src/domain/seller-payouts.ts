/** The sellers' payouts: how they are named, and what is agreed about them. */
import type { BusinessDate } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { SellerId } from './ids.ts';
import type { MinorUnits, PartsPerMillion } from './money.ts';

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
