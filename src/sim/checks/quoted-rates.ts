/**
 * Every order in another currency than the sellers' has a rate: the market's of the business date on which its checkout was
 * received, by the clock that received it. It keeps this rate, and hands it on to its refunds.
 */
import { businessDates, type BusinessDate, type Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { FxPolicy, Quote } from '../../domain/fx.ts';
import type { CheckoutId, OrderId } from '../../domain/ids.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { spellRate, type Quotes } from './quotes.ts';

export interface QuotedRates {
  readonly hears: Hearing<Witness>;
}

export function createQuotedRates({ policy, currencies }: CheckSettings, quotes: Quotes): QuotedRates {
  const { fx, pspCalendar } = policy;
  const dateOf = businessDates(pspCalendar);
  const received = new Map<CheckoutId, BusinessDate>();
  const market: Market = { fx, currencies, received };
  return {
    hears: {
      written: {
        paymentEvents({ before, after: { id, currency, status, receivedAt } }) {
          if (fx === undefined || currency === fx.sellers) return;
          if (before === undefined) received.set(id, dateOf(receivedAt));
          // Its orders are stored with it, and are long known when it ends.
          if (status !== 'received') received.delete(id);
        },
        orderProgress(fact, witness) {
          if (fact.before === undefined) judgeFirst(fact, market, witness);
          else compareWithBefore(fact, fact.before.quote, witness);
        },
        refunds: (fact, witness) => compareWithSale(fact, quotes, witness),
      },
    },
  };
}

interface Market {
  readonly fx: FxPolicy | undefined;
  /** Those that have rates. */
  readonly currencies: readonly Currency[];
  /** The business date of each checkout that is going on. */
  readonly received: ReadonlyMap<CheckoutId, BusinessDate>;
}

function judgeFirst(
  { at, after }: WrittenTo<'orderProgress'>,
  { fx, currencies, received }: Market,
  witness: Witness,
): void {
  const { id, checkoutId, currency, quote } = after;
  const into = fx?.sellers === currency ? undefined : fx?.sellers;
  if (into === undefined && quote === undefined) return;
  witness.checked();
  if (quote?.currency !== into) {
    const has = quote === undefined ? 'has no rate' : `has the rate ${spellRate(currency, quote)}`;
    const sentence = `${id} in ${currency} ${has}, and its seller is paid in ${into ?? currency}`;
    return witness.violated({ at, concern: id, sentence });
  }
  if (fx === undefined || quote === undefined || !currencies.includes(currency)) return;
  const date = received.get(checkoutId) ?? quote.date;
  if (date !== quote.date) {
    const sentence = `${id} has the rate of ${quote.date}, and ${checkoutId} was received on ${date}`;
    return witness.violated({ at, concern: id, sentence });
  }
  const truth = { ...quote, rate: fx.rateOn(currency, date) };
  if (truth.rate === quote.rate) return;
  const sentence = `${id} has the rate ${spellRate(currency, quote)} of ${date}, and the market has ${spellRate(currency, truth)}`;
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
