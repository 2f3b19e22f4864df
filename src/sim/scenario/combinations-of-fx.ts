/** What makes no sense together about foreign exchange. */
import type { Currency } from '../../domain/currency.ts';
import { convert } from '../../domain/fx.ts';
import { money } from '../../domain/money.ts';
import { mostCheckouts } from './closed-traffic.ts';
import type { Combination } from './combination.ts';
import { startOf } from './timeline.ts';
import type { Complaint } from './written/leaf.ts';

/** Every other currency has a rate, no rate is for nothing, and the sellers' currency is one that has an account. */
export const ratesInUse: Combination<'fx' | 'currencies'> = {
  needs: ['fx', 'currencies'],
  complaints({ fx, currencies }) {
    if (fx === undefined) return [];
    const codes = currencies.map(({ code }) => code);
    const { sellers, rates } = fx;
    if (!codes.includes(sellers)) {
      const hint = 'sellers are paid from the account of their currency, which only sales in it bring about';
      return [
        { path: ['fx', 'sellers'], expected: `one of ${codes.join(', ')}, the currencies of the scenario`, hint },
      ];
    }
    const expected = `one rate for each of ${codes.filter((code) => code !== sellers).join(', ')}`;
    const unused = rates.flatMap(({ currency }, index): Complaint[] => {
      if (codes.includes(currency)) return [];
      return [{ path: ['fx', 'rates', index], seen: `a rate for ${currency}, in which nothing is sold`, expected }];
    });
    const missing = codes.filter((code) => code !== sellers && !rates.some(({ currency }) => currency === code));
    return missing.length === 0 ? unused : [...unused, noRate(missing, sellers, expected)];
  },
};

function noRate(missing: readonly Currency[], sellers: Currency, expected: string): Complaint {
  const seen = `no rate for ${missing.join(', ')}`;
  return { path: ['fx', 'rates'], seen, expected, hint: `add 1 ${missing[0] ?? ''} = ... ${sellers}` };
}

/** A least payout in a currency in which no seller is paid is a slip of the pen. */
export const leastPayoutsInUse: Combination<'fx' | 'payouts'> = {
  needs: ['fx', 'payouts'],
  complaints({ fx, payouts }) {
    const unused = Object.keys(payouts?.minimum ?? {}).filter((code) => fx !== undefined && code !== fx.sellers);
    if (fx === undefined || unused.length === 0) return [];
    const seen = `an amount in ${unused.join(', ')}, in which no seller is paid`;
    return [{ path: ['payouts', 'minimum'], seen, expected: `amounts in ${fx.sellers} alone` }];
  },
};

/** A rate that has grown tenfold still converts all that is sold to an exact total. */
export const exactConversions: Combination<'fx' | 'clock' | 'traffic' | 'baskets' | 'currencies'> = {
  needs: ['fx', 'clock', 'traffic', 'baskets', 'currencies'],
  complaints({ fx, clock, traffic, baskets, currencies }) {
    if (fx === undefined) return [];
    const checkouts = mostCheckouts(traffic, startOf(clock), clock.zone);
    const orders = checkouts * baskets.sellers.length;
    return currencies.flatMap(({ code, price }, index): Complaint[] => {
      const rate = fx.rates.find(({ currency }) => currency === code)?.rate;
      if (rate === undefined) return [];
      const converted = convert(money(price.highest, code), { currency: fx.sellers, rate, date: clock.start.date });
      if (Number.isSafeInteger(converted.amount * orders * 10)) return [];
      const expected = `prices of which ${orders} orders still have an exact total in ${fx.sellers}`;
      return [{ path: ['currencies', index, 'price'], expected }];
    });
  },
};
