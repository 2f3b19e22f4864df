/**
 * Every order in another currency than the sellers' has a rate, the same as all others of its currency and date, keeps it,
 * and hands it on to its refunds.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Quote } from '../../domain/fx.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { spellRate, type Quotes } from './quotes.ts';

export interface QuotedRates {
  readonly hears: Hearing<Witness>;
}

export function createQuotedRates({ sellersPaidIn }: CheckSettings, quotes: Quotes): QuotedRates {
  /** By currency and date. */
  const rates = new Map<string, Quote>();
  return {
    hears: {
      written: {
        orderProgress(fact, witness) {
          if (fact.before === undefined) judgeFirst(fact, { sellersPaidIn, rates }, witness);
          else compareWithBefore(fact, fact.before.quote, witness);
        },
        refunds: (fact, witness) => compareWithSale(fact, quotes, witness),
      },
    },
  };
}

interface Market {
  readonly sellersPaidIn: Currency | undefined;
  readonly rates: Map<string, Quote>;
}

function judgeFirst(
  { at, after }: WrittenTo<'orderProgress'>,
  { sellersPaidIn, rates }: Market,
  witness: Witness,
): void {
  const { id, currency, quote } = after;
  const into = sellersPaidIn === currency ? undefined : sellersPaidIn;
  if (into === undefined && quote === undefined) return;
  witness.checked();
  if (quote?.currency !== into) {
    const has = quote === undefined ? 'has no rate' : `has the rate ${spellRate(currency, quote)}`;
    const sentence = `${id} in ${currency} ${has}, and its seller is paid in ${into ?? currency}`;
    return witness.violated({ at, concern: id, sentence });
  }
  if (quote === undefined) return;
  const key = `${currency}/${quote.date}`;
  const known = rates.get(key) ?? quote;
  rates.set(key, known);
  if (known.rate === quote.rate) return;
  const sentence = `${id} has the rate ${spellRate(currency, quote)} of ${quote.date}, and another order of that date ${spellRate(currency, known)}`;
  witness.violated({ at, concern: id, sentence });
}

function compareWithBefore(
  { at, after }: WrittenTo<'orderProgress'>,
  before: Quote | undefined,
  witness: Witness,
): void {
  const { quote } = after;
  if (quote === undefined && before === undefined) return;
  const { id, currency } = after;
  compare({ at, id, currency, name: id }, quote, before, witness);
}

function compareWithSale({ at, before, after }: WrittenTo<'refunds'>, quotes: Quotes, witness: Witness): void {
  const { id, orderId, currency, quote } = after;
  const sale = quotes.of(orderId);
  if (before !== undefined || (quote === undefined && sale === undefined)) return;
  compare({ at, id: orderId, currency, name: id }, quote, sale, witness);
}

interface Place {
  readonly at: Instant;
  readonly id: OrderId;
  readonly currency: Currency;
  readonly name: string;
}

function compare(
  { at, id, currency, name }: Place,
  quote: Quote | undefined,
  sale: Quote | undefined,
  witness: Witness,
): void {
  witness.checked();
  if (quote?.rate === sale?.rate && quote?.currency === sale?.currency) return;
  const spelt = (one: Quote | undefined): string => (one === undefined ? 'no rate' : spellRate(currency, one));
  const sentence = `${name} is to be converted at ${spelt(quote)}, and ${id} was accepted at ${spelt(sale)}`;
  witness.violated({ at, concern: id, sentence });
}
