/** Amounts of a report: integer minor units beside a currency's code, in the currency's own decimals. */
import { exponentOf, isCurrency } from '../../../domain/currency.ts';
import { formatMinorUnits } from '../../../domain/money.ts';
import { abbreviated, count } from './format.ts';

/** `1,234.56` for 123,456 minor units of EUR. Minor units as they are for a code that ISO 4217 does not have. */
export function amount(minor: number, code: string): string {
  return isCurrency(code) && Number.isSafeInteger(minor) ? formatMinorUnits(minor, code) : count(minor);
}

/** `1,234.56 EUR`; a space that does not break keeps the two together. */
export function priced(minor: number, code: string): string {
  return `${amount(minor, code)}\u00A0${code}`;
}

/** At most two decimals and a letter, `1.25M`: for an axis. */
export function briefAmount(minor: number, code: string): string {
  return abbreviated(minor / 10 ** (isCurrency(code) ? exponentOf(code) : 0));
}

/** The sum of amounts, exact even where a partial sum leaves the safe integers. */
export function exactTotal(amounts: readonly number[]): number {
  return Number(amounts.reduce((sum, each) => sum + BigInt(each), 0n));
}

/** Amounts in several currencies: `312.40 EUR`, `5,000 JPY`. */
export function pricedEach(money: Readonly<Record<string, number>>): string[] {
  return Object.entries(money).map(([code, minor]) => priced(minor, code));
}
