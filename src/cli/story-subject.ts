/** Which order or checkout `--story` asks for. */
import { checkoutOf } from '../domain/ids.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { UserError } from './user-error.ts';

/**
 * The id that was asked for, when the run will have it. An order's own number within its checkout is known only after
 * the run.
 * @throws UserError when it is neither an order nor a checkout, or counts past the last checkout
 */
export function storySubject(asked: string, { traffic }: Scenario): string {
  const checkout = checkoutOf(asked);
  const range = `this run has checkout-1 to checkout-${traffic.checkouts}`;
  if (checkout === undefined) {
    throw new UserError(
      `--story ${asked}: expected an order such as order-17.1 or a checkout such as checkout-17`,
      range,
    );
  }
  const n = Number(checkout.slice('checkout-'.length));
  if (n < 1 || n > traffic.checkouts) throw new UserError(`--story ${asked}: there is no such checkout`, range);
  return asked;
}
