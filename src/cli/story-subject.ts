/** Which order, checkout or payout an option such as `--story` asks for. */
import { checkoutId } from '../domain/ids.ts';
import { createDice } from '../sim/kernel/dice.ts';
import { nightPlan } from '../sim/nights.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { createBaskets } from '../sim/traffic/baskets.ts';
import { createCatalogue } from '../sim/traffic/catalogue.ts';
import { UserError } from './user-error.ts';

/**
 * The id that was asked for, when the run will have it.
 * @param option with which it was
 * @throws UserError when it is neither an order nor a checkout nor a payout to a seller, or one that the run will not have
 */
export function storySubject(option: string, asked: string, scenario: Scenario): string {
  if (asked.startsWith('payout-')) return payoutSubject(option, asked, scenario);
  const { checkouts, only } = scenario.traffic;
  const range =
    only === undefined
      ? `this run has checkout-1 to checkout-${checkouts}`
      : `this run has ${only.map(checkoutId).join(', ') || 'no checkouts'}`;
  const number = /^(?:checkout-([1-9]\d*)|order-([1-9]\d*)\.[1-9]\d*)$/.exec(asked)?.slice(1).find(Boolean);
  if (number === undefined) {
    const expected = 'an order such as order-17.1 or a checkout such as checkout-17';
    const payout = scenario.payouts === undefined ? '' : `, or ${aPayout}`;
    throw new UserError(`${option} ${asked}: expected ${expected}${payout}`, range);
  }
  const n = Number(number);
  if (n > checkouts || only?.includes(n) === false)
    throw new UserError(`${option} ${asked}: there is no such checkout`, range);
  if (asked === checkoutId(n)) return asked;
  const orders = ordersOf(n, scenario);
  if (orders.includes(asked)) return asked;
  throw new UserError(`${option} ${asked}: there is no such order`, `${checkoutId(n)} has ${orders.join(', ')}`);
}

/** What is in a basket follows from the seed alone, so it is known before the run. */
function ordersOf(n: number, scenario: Scenario): string[] {
  const dice = createDice(scenario.seed);
  const basketOf = createBaskets(scenario, createCatalogue(dice, scenario.sellers.count), dice);
  return basketOf(n).orders.map((order) => order.orderId);
}

const aPayout = 'a payout to a seller such as payout-seller-3-EUR-2026-03-03';

/** How much is paid out shows only during the run; whom, in what and when can be said before. */
function payoutSubject(option: string, asked: string, scenario: Scenario): string {
  const { payouts, sellers, currencies } = scenario;
  const refuse = (why: string, hint?: string): never => {
    throw new UserError(`${option} ${asked}: ${why}`, hint);
  };
  if (payouts === undefined) return refuse('this scenario pays no sellers out', 'one with a section `payouts` does');
  const [, seller, code, date] = /^payout-seller-([1-9]\d*)-([A-Z]{3})-(\d{4}-\d\d-\d\d)$/.exec(asked) ?? [];
  if (seller === undefined) return refuse(`expected ${aPayout}`);
  if (Number(seller) > sellers.count)
    return refuse('there is no such seller', `this run has seller-1 to seller-${sellers.count}`);
  const codes = currencies.map(({ currency }) => String(currency));
  if (!codes.some((each) => each === code))
    return refuse(`nothing is sold in ${code ?? ''}`, `this run has ${codes.join(', ')}`);
  const dates = nightPlan(scenario).flatMap(({ message }) =>
    message.type === 'PayoutRunDue' && message.currency === code ? [message.date] : [],
  );
  if (!dates.some((each) => each === date))
    return refuse('nobody is paid out on that date', `this run pays sellers out on ${dates.join(', ')}`);
  return asked;
}
