/**
 * Figures as findings cite them. A check reports an amount that is not exact instead of tripping over it, so nothing
 * here throws on a number.
 */
import type { Currency } from '../../domain/currency.ts';
import { formatMinorUnits, minorUnits, type Money } from '../../domain/money.ts';

/** `1,234.56 EUR`; an amount that is no whole number of minor units is given as it is. */
export function spell(amount: number, currency: Currency): string {
  return Number.isSafeInteger(amount)
    ? `${formatMinorUnits(amount, currency)} ${currency}`
    : `${amount} minor units of ${currency}`;
}

/** The size of a difference as a finding's money; nothing where it is zero or not exact. */
export function priced(difference: number, currency: Currency): { readonly money?: Money } {
  const size = Math.abs(difference);
  return Number.isSafeInteger(size) && size > 0 ? { money: { amount: minorUnits(size), currency } } : {};
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** A length of time in its two largest units: `2 h 5 min`, `3 s`, `250 ms`. */
export function spellDuration(ms: number): string {
  let rest = ms;
  const parts: string[] = [];
  for (const [unit, size] of durationUnits) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole} ${unit}`);
  }
  return parts.length === 0 ? '0 ms' : parts.slice(0, 2).join(' ');
}

const durationUnits = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;
