/** How the written form describes sellers who are paid in one currency, whatever the buyer pays in. */
import { exchangeRatePattern, parseExchangeRate } from '../units/exchange-rate.ts';
import { parsePercentage } from '../units/percentage.ts';
import { refused } from '../units/parsed.ts';
import { currencyCode, percentage } from './forms.ts';
import { complain, list, mapping, text, type TextForm } from './leaf.ts';
import { distinct, evenWithErrors } from './list-checks.ts';

const MOST_DRIFT = 100_000;

const drift: TextForm<number> = {
  ...percentage,
  parse(written) {
    const share = parsePercentage(written);
    return share.ok && share.value > MOST_DRIFT ? refused('a percentage from 0% to 10%') : share;
  },
  examples: ['0.5%', '2%'],
};

const exchangeRate = text(
  {
    parse: parseExchangeRate,
    pattern: exchangeRatePattern,
    examples: ['1 USD = 0.92 EUR', '1 JPY = 0.0061 EUR'],
  },
  "What one unit of a currency is worth in the sellers' currency.",
);

const rates = list(exchangeRate, 'a list of rates such as [1 USD = 0.92 EUR, 1 JPY = 0.0061 EUR]')
  .superRefine(distinct('currency', 'item'), evenWithErrors)
  .describe('The rates on the first business date, one for each other currency that buyers pay in.');

export const fx = mapping(
  {
    sellers: text(currencyCode, 'The currency in which every seller is paid, one of those that buyers pay in.'),
    rates,
    drift: text(drift, 'How far a rate moves from one business date to the next at most.').prefault('1%'),
  },
  "Foreign exchange: the seller's share of a sale in another currency is converted at the rate of the date on which the order was created, and so is what a refund takes back. Sellers are paid in whatever the buyer pays in when left out.",
)
  .superRefine(({ sellers, rates: written }, context) => {
    for (const [index, { into }] of written.entries()) {
      if (into === sellers) continue;
      complain(context, { path: ['rates', index], expected: `a rate to ${sellers}, the sellers' currency` });
    }
  })
  .optional();
