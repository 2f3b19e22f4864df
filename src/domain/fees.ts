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

/** The fixed parts of a price list, checked to be exact. */
export function fixedFees(entries: readonly Money[]): Readonly<Record<string, MinorUnits>> {
  const fees: Record<string, MinorUnits> = {};
  for (const { amount, currency } of entries) fees[currency satisfies Currency] = minorUnits(amount);
  return fees;
}
