/** The money table: what was captured, who has a claim to it, and where it is, per currency. */
import type { AccountName } from '../../domain/accounts.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Books } from './books.ts';
import type { Metrics } from './metrics.ts';
import type { MoneySummary } from './report.ts';

export function moneySummaries(
  { currencies, fx }: Scenario,
  metrics: Metrics,
  books: Books,
): Record<string, MoneySummary> {
  const captured = metrics.captured();
  const refunded = metrics.refunded();
  const declined = metrics.declined();
  const sellersPaid = metrics.sellersPaid();
  const lowestCash = metrics.lowestCash();
  const summaries: Record<string, MoneySummary> = {};
  for (const { currency } of currencies) {
    const balance = (account: AccountName): number => books[currency]?.[account] ?? 0;
    // Liabilities and income are credits, so their balances are negative; people read them as positive amounts.
    const credit = (account: AccountName): number => 0 - balance(account);
    summaries[currency] = {
      captured: captured[currency] ?? 0,
      refunded: refunded[currency] ?? 0,
      declined: declined[currency] ?? 0,
      platformFees: credit('platform_fee'),
      pspFees: balance('psp_fee'),
      sellersPayable: credit('seller:payable:pending') + credit('seller:payable:available'),
      sellersPaid: sellersPaid[currency] ?? 0,
      ...(fx === undefined ? {} : { exchanged: credit('fx:position') }),
      receivable: balance('psp:receivable'),
      inTransit: balance('psp:in_transit'),
      cash: balance('bank:cash'),
      lowestCash: lowestCash[currency] ?? 0,
    };
  }
  return summaries;
}
