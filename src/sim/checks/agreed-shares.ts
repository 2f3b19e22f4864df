/**
 * What the agreements make of an amount: a share of it, and what the PSP keeps of a charge. It is worked out here, in whole
 * numbers of any size, and not by the platform's or the PSP's own rule, so that a mistake in that rule does not hide in a check.
 */
import type { Currency } from '../../domain/currency.ts';
import type { PspFee } from '../../domain/fees.ts';
import type { PartsPerMillion } from '../../domain/money.ts';

/**
 * The share in minor units, a half of one rounded up.
 * @param amount minor units, a whole number that is not negative
 */
export function agreedShare(amount: number, rate: PartsPerMillion): number {
  return Number((2n * BigInt(amount) * BigInt(rate) + 1_000_000n) / 2_000_000n);
}

/**
 * A share of the charge and the fixed part of its currency, in minor units.
 * @param amount minor units, a whole number that is not negative
 */
export function agreedPspFee(amount: number, currency: Currency, { rate, fixed }: PspFee): number {
  return agreedShare(amount, rate) + (fixed[currency] ?? 0);
}
