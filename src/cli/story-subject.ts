/** Which order or checkout an option such as `--story` asks for. */
import { checkoutId } from '../domain/ids.ts';
import { createDice } from '../sim/kernel/dice.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { createBaskets } from '../sim/traffic/baskets.ts';
import { createCatalogue } from '../sim/traffic/catalogue.ts';
import { UserError } from './user-error.ts';

/**
 * The id that was asked for, when the run will have it.
 * @param option with which it was
 * @throws UserError when it is neither an order nor a checkout, or one that the run will not have
 */
export function storySubject(option: string, asked: string, scenario: Scenario): string {
  const { checkouts, only } = scenario.traffic;
  const range =
    only === undefined
      ? `this run has checkout-1 to checkout-${checkouts}`
      : `this run has ${only.map(checkoutId).join(', ') || 'no checkouts'}`;
  const number = /^(?:checkout-([1-9]\d*)|order-([1-9]\d*)\.[1-9]\d*)$/.exec(asked)?.slice(1).find(Boolean);
  if (number === undefined) {
    throw new UserError(
      `${option} ${asked}: expected an order such as order-17.1 or a checkout such as checkout-17`,
      range,
    );
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
