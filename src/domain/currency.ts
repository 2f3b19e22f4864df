/**
 * Currencies and their minor units, from the ISO 4217 table (never from `Intl`, which rounds some currencies to the
 * units that people use rather than to those that the standard gives).
 */
import currencyCodes from 'currency-codes';

/** An ISO 4217 alphabetic code that has minor units, such as `EUR`, `JPY` or `KWD`. */
export type Currency = string & { readonly __brand: 'Currency' };

const exponents = new Map<string, number>();

/** Metals, bond units, drawing rights, the test code and "no currency": the standard gives them no minor unit. */
const withoutMinorUnit = /^X(?:A[GU]|B[A-D]|DR|P[DT]|SU|TS|UA|XX)$/;

/** True when `code` is an ISO 4217 code in upper case that has a minor unit. */
export function isCurrency(code: string): code is Currency {
  return /^[A-Z]{3}$/.test(code) && !withoutMinorUnit.test(code) && currencyCodes.code(code) !== undefined;
}

/**
 * The currency of an ISO 4217 code.
 * @throws RangeError when the code is not in the table, or is one that has no minor unit.
 */
export function currency(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`"${code}" is not an ISO 4217 code of a currency with minor units`);
  return code;
}

/** How many decimal digits the minor unit has: 0 for JPY, 2 for EUR, 3 for KWD. */
export function exponentOf(code: Currency): number {
  const known = exponents.get(code);
  if (known !== undefined) return known;
  const entry = currencyCodes.code(code);
  if (entry === undefined) throw new RangeError(`"${code}" is not an ISO 4217 currency code`);
  exponents.set(code, entry.digits);
  return entry.digits;
}
