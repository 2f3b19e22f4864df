/** How the written form describes who trades with whom: buyers, sellers, baskets, and the money they use. */
import { z } from 'zod';
import { DAY_MS } from '../units/duration.ts';
import { amountRange, currencyCode, durationBetween, percentage } from './forms.ts';
import { complain, list, mapping, text, wholeNumber } from './leaf.ts';
import { distinct, evenWithErrors, fieldOf, sumToWhole } from './list-checks.ts';

export const buyers = mapping(
  {
    count: wholeNumber(1, 100_000_000, 'How many buyers there are; each checkout belongs to one of them.').default(
      1_000,
    ),
    patience: text(
      durationBetween(1, DAY_MS),
      'How long a buyer looks at a silent page before clicking Buy again.',
    ).prefault('8s'),
    clicks: wholeNumber(1, 100, 'How often a buyer clicks Buy at most, the first click included.').default(3),
  },
  'The buyers.',
).prefault({});

export const sellers = mapping(
  {
    count: wholeNumber(1, 1_000_000, 'How many sellers there are.').default(40),
    popularity: z
      .enum(['equal', 'zipf'], { error: 'equal or zipf' })
      .default('equal')
      .describe(
        '`equal`: every seller sells as much. `zipf`: the second sells half as much as the first, the third a third.',
      ),
  },
  'The sellers.',
).prefault({});

const basketShare = text(percentage, 'The share of baskets with this many sellers.');

export const baskets = mapping(
  {
    sellers: list(basketShare, 'a list of percentages')
      .superRefine(sumToWhole, evenWithErrors)
      .prefault(['100%'])
      .describe(
        'The shares of baskets with 1, 2, 3, ... sellers; each seller in a basket is a payment order of its own.',
      ),
  },
  'What buyers put into a basket.',
).prefault({});

const currencyShare = mapping(
  {
    code: text(currencyCode, 'An ISO 4217 code, which also says how many decimals an amount has.'),
    share: text(percentage, 'The share of checkouts that are paid in this currency.'),
    price: text(amountRange, 'What one order costs: an amount from this range.'),
  },
  'A currency that buyers pay in.',
).superRefine(({ code, price }, context) => {
  if (price.currency !== code) {
    complain(context, {
      path: ['price'],
      seen: `prices in ${price.currency}`,
      expected: `prices in ${code}, the currency's own code`,
    });
  } else if (price.lowest < 1) {
    complain(context, { path: ['price'], expected: 'a range that starts above zero' });
  }
});

export const currencies = list(currencyShare, 'a list of at least one currency')
  .superRefine(distinct('code'), evenWithErrors)
  .superRefine((items, context) => sumToWhole(sharesOf(items), context), evenWithErrors)
  .describe('The currencies that buyers pay in; their shares sum to 100%.');

export function sharesOf(items: readonly unknown[]): unknown[] {
  return items.map((item) => fieldOf(item, 'share'));
}
