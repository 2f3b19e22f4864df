/**
 * The rates at which sales are converted, as the payment service stored them with the orders, and what an amount is worth at
 * one of them: worked out here, and not by the platform's own rule. A quote is kept for as long as its order may be refunded.
 */
import { exponentOf, type Currency } from '../../domain/currency.ts';
import { rateDecimals, type Quote } from '../../domain/fx.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { Hearing } from '../hearing.ts';
import { formatExchangeRate } from '../scenario/units/exchange-rate.ts';

export interface Quotes {
  readonly hears: Hearing;
  /** The first that was stored with the order; undefined where its seller is paid in the buyer's currency. */
  of(id: OrderId): Quote | undefined;
}

export function createQuotes(): Quotes {
  const quotes = new Map<OrderId, Quote>();
  return {
    hears: {
      written: {
        orderProgress({ before, after }) {
          if (before === undefined && after.quote !== undefined) quotes.set(after.id, after.quote);
        },
      },
    },
    of: (id) => quotes.get(id),
  };
}

/**
 * Minor units of the quote's currency: of the two whole numbers next to the exact worth the nearer one, or the even one.
 * @param amount minor units, a whole number that is not negative
 */
export function worthOf(amount: number, currency: Currency, quote: Quote): number {
  const unit = 10n ** BigInt(exponentOf(currency) + rateDecimals - exponentOf(quote.currency));
  const exact = BigInt(amount) * BigInt(quote.rate);
  const below = exact / unit;
  const [toBelow, toAbove] = [exact - below * unit, (below + 1n) * unit - exact];
  const isBelow = toBelow === toAbove ? below % 2n === 0n : toBelow < toAbove;
  return Number(isBelow ? below : below + 1n);
}

/** `1 USD = 0.92 EUR` */
export function spellRate(currency: Currency, { rate, currency: into }: Quote): string {
  return formatExchangeRate(currency, rate, into);
}
