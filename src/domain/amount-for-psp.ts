/**
 * The amount as the PSP's interface takes it: a whole number of the currency's minor units, which is how the platform
 * keeps it. A team that keeps decimals converts them here, and this is where it goes wrong.
 */
import { exponentOf } from './currency.ts';
import type { Defects } from './defects.ts';
import { money, type Money } from './money.ts';

/** What the PSP is asked for, in the currency that is kept: the same amount, but for the mistakes about decimals. */
export function amountForPsp(kept: Money, defects: Defects): Money {
  if (defects.has('float-amounts')) return cutOffFloat(kept);
  if (defects.has('wrong-exponent')) return converted(kept, everyCurrencyHasCents);
  if (defects.has('exponent-from-locale')) return converted(kept, decimalsShownInLocale(kept));
  return kept;
}

/** A double has no 8.20: times 100 it is 819.9999999999999, of which 819 is left. */
function cutOffFloat({ amount, currency }: Money): Money {
  const unit = 10 ** exponentOf(currency);
  return money(Math.trunc((amount / unit) * unit), currency);
}

const everyCurrencyHasCents = 2;

/**
 * What a locale library (ICU 78) shows of currencies that have other decimals by ISO 4217: those that people use, which is
 * none.
 */
const shownWithoutDecimals: ReadonlySet<string> = new Set([
  ...['AFN', 'ALL', 'COP', 'HUF', 'IDR', 'IQD', 'IRR', 'KPW'],
  ...['LAK', 'LBP', 'MGA', 'MMK', 'PKR', 'SOS', 'SYP', 'YER'],
]);

function decimalsShownInLocale({ currency }: Money): number {
  return shownWithoutDecimals.has(currency) ? 0 : exponentOf(currency);
}

/** The decimal amount, in units of so many decimals. */
function converted({ amount, currency }: Money, decimals: number): Money {
  return money(Math.round((amount / 10 ** exponentOf(currency)) * 10 ** decimals), currency);
}
