/** What the platform keeps of a sale, and what the PSP keeps of a charge. */
import type { Currency } from './currency.ts';
import { add, minorUnits, money, shareOf, split, type MinorUnits, type Money, type PartsPerMillion } from './money.ts';

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
}

/**
 * Divides a sale between seller and platform with the largest remainder, so that the two parts are the sale.
 * @param rate the platform's share, 0 to 1,000,000 parts per million
 */
export function allocate(sale: Money, rate: PartsPerMillion): Allocation {
  const [seller, platform] = split(sale, [1_000_000 - rate, rate]);
  if (seller === undefined || platform === undefined) throw new Error('a split into two parts gave fewer');
  return { seller, platform };
}

/**
 * What each side gives back of a refund. Shares are taken of all that has been given back so far, so that the parts of
 * several refunds add up to the parts of the sale, to the minor unit, when all of it is given back.
 * @param before what earlier refunds of the sale gave back, in minor units
 */
export function allocateRefund(refund: Money, before: MinorUnits, rate: PartsPerMillion): Allocation {
  const earlier = allocate(money(before, refund.currency), rate);
  const all = allocate(money(before + refund.amount, refund.currency), rate);
  return {
    seller: money(all.seller.amount - earlier.seller.amount, refund.currency),
    platform: money(all.platform.amount - earlier.platform.amount, refund.currency),
  };
}

/** The fixed parts of a price list, checked to be exact. */
export function fixedFees(entries: readonly Money[]): Readonly<Record<string, MinorUnits>> {
  const fees: Record<string, MinorUnits> = {};
  for (const { amount, currency } of entries) fees[currency satisfies Currency] = minorUnits(amount);
  return fees;
}
