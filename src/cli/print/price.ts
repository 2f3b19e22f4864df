/** Money per currency, in words. */
import { currency } from '../../domain/currency.ts';
import { formatMinorUnits } from '../../domain/money.ts';

/** `12.30 EUR and 500 JPY`; empty where there is none. */
export function price(money: Readonly<Record<string, number>>): string {
  return Object.entries(money)
    .filter(([, amount]) => amount !== 0)
    .map(([code, amount]) => `${formatMinorUnits(amount, currency(code))} ${code}`)
    .join(' and ');
}

/** `, 12.30 EUR`, to go on with; empty where there is none. */
export function priced(money: Readonly<Record<string, number>>): string {
  const text = price(money);
  return text === '' ? '' : `, ${text}`;
}
