/** What the platform keeps of a sale, and what the PSP keeps of a charge. */
import type { Currency } from './currency.ts';
import { convert, type Quote } from './fx.ts';
import {
  add,
  minorUnits,
  money,
  shareOf,
  subtract,
  type MinorUnits,
  type Money,
  type PartsPerMillion,
} from './money.ts';

/** A PSP's price list: a share of the charge and a fixed part in the charge's currency. */
export interface PspFee {
  readonly rate: PartsPerMillion;
  /** Minor units a charge, per currency; a currency that is not listed has no fixed part. */
  readonly fixed: Readonly<Record<string, MinorUnits>>;
}

/** The PSP's fee for a charge, rounded half up. It may exceed a very small charge. */
export function pspFeeOf(charge: Money, fee: PspFee): Money {
  return add(shareOf(charge, fee.rate), money(fee.fixed[charge.currency] ?? 0, charge.currency));
}

export interface Allocation {
  readonly seller: Money;
  readonly platform: Money;
  /** The seller's part in the seller's currency, where that is another than the buyer's. */
  readonly converted?: Money;
}

/**
 * Divides a sale between seller and platform with the largest remainder, so that the two parts are the sale. The platform
 * keeps its part in the buyer's currency; the seller's part is converted.
 * @param rate the platform's share, 0 to 1,000,000 parts per million
 * @param quote at what rate; undefined where the seller is paid in the buyer's currency
 */
export function allocate(sale: Money, rate: PartsPerMillion, quote?: Quote): Allocation {
  if (rate < 0) throw new RangeError(`${rate} is not a share in parts per million`);
  // Of two remainders the larger one is half a unit at least: with the largest remainder the seller's part is rounded half up.
  const seller = shareOf(sale, 1_000_000 - rate);
  const platform = subtract(sale, seller);
  return quote === undefined ? { seller, platform } : { seller, platform, converted: convert(seller, quote) };
}

/** What the seller is to have, in the currency in which the seller is paid. */
export function owedToSeller({ seller, converted }: Allocation): Money {
  return converted ?? seller;
}

/**
 * What each side gives back of a refund. Shares are taken of all that has been given back so far, so that the parts of
 * several refunds add up to the parts of the sale, to the minor unit, when all of it is given back.
 * @param before what earlier refunds of the sale gave back, in minor units
 * @param quote that of the sale
 */
export function allocateRefund(refund: Money, before: MinorUnits, rate: PartsPerMillion, quote?: Quote): Allocation {
  const earlier = allocate(money(before, refund.currency), rate, quote);
  const all = allocate(money(before + refund.amount, refund.currency), rate, quote);
  const parts = { seller: subtract(all.seller, earlier.seller), platform: subtract(all.platform, earlier.platform) };
  if (all.converted === undefined || earlier.converted === undefined) return parts;
  return { ...parts, converted: subtract(all.converted, earlier.converted) };
}

/** The fixed parts of a price list, checked to be exact. */
export function fixedFees(entries: readonly Money[]): Readonly<Record<string, MinorUnits>> {
  const fees: Record<string, MinorUnits> = {};
  for (const { amount, currency } of entries) fees[currency satisfies Currency] = minorUnits(amount);
  return fees;
}
