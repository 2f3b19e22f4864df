/** The market of currencies: what they are worth in the sellers' currency, date by date, drawn from the dice alone. */
import { addDays, type BusinessDate } from '../domain/calendar.ts';
import type { Currency } from '../domain/currency.ts';
import { moved, type FxPolicy, type Rate } from '../domain/fx.ts';
import type { Policy } from '../domain/policy.ts';
import type { Dice } from './kernel/dice.ts';
import type { ForeignExchange, Scenario } from './scenario/scenario.ts';

/** The policy of a run, with the market that it needs. */
export function policyWithMarket({ policy, fx, clock }: Scenario, dice: Dice): Policy {
  if (fx === undefined) return policy;
  return { ...policy, fx: { sellers: fx.sellers, rateOn: createMarket(fx, clock.firstNight, dice) } };
}

/**
 * A currency has its first rate until the first business date, and from each date to the next it moves by as much as a draw
 * of that currency and date says.
 */
export function createMarket(
  { sellers, rates, drift }: ForeignExchange,
  first: BusinessDate,
  dice: Dice,
): FxPolicy['rateOn'] {
  /** The last date that was asked for, and its rate, per currency: dates are asked for in order, mostly. */
  const last = new Map<Currency, { readonly date: BusinessDate; readonly rate: Rate }>();
  return (currency, asked) => {
    const start = rates.get(currency);
    if (start === undefined) throw new Error(`the market has no rate from ${currency} to ${sellers}`);
    if (asked <= first) return start;
    const known = last.get(currency);
    let { date, rate } = known !== undefined && known.date <= asked ? known : { date: first, rate: start };
    while (date < asked) {
      date = addDays(date, 1);
      rate = moved(rate, driftOf(drift, dice.once('exchange rate', `${currency}/${date}`)));
    }
    last.set(currency, { date, rate });
    return rate;
  };
}

/** Parts per million from the most downwards to the most upwards, both included, each as likely as any other. */
function driftOf(most: number, draw: number): number {
  return Math.floor(draw * (2 * most + 1)) - most;
}
