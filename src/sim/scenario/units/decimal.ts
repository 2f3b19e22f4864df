/** Decimal numbers without a sign, exact to the last digit: they are never floats on the way to an integer. */

export interface Decimal {
  /** All digits, read as one integer. */
  readonly digits: bigint;
  /** How many of them stand after the point. */
  readonly decimals: number;
}

/** The part of a regular expression that matches a decimal. */
export const decimalPattern = '\\d+(?:\\.\\d+)?';

const wholeDecimal = new RegExp(`^${decimalPattern}$`);

/** Digits with at most one point between them; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  if (!wholeDecimal.test(text) || text.length > 40) return undefined;
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), decimals: fraction.length };
}

/** The decimal times a whole factor, where that is a safe integer: `inexact` when it has a fraction, else `large`. */
export function timesWhole(decimal: Decimal, factor: number): number | 'inexact' | 'large' {
  const divisor = 10n ** BigInt(decimal.decimals);
  const product = decimal.digits * BigInt(factor);
  if (product % divisor !== 0n) return 'inexact';
  const result = Number(product / divisor);
  return Number.isSafeInteger(result) ? result : 'large';
}

/**
 * An integer divided by a power of ten, written without trailing zeros: 29,000 by 10^4 is `2.9`.
 * @param value a safe integer, not negative
 */
export function formatScaled(value: number, decimals: number): string {
  if (decimals === 0) return String(value);
  const digits = String(value).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`;
}
