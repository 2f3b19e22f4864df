/** I3: a checkout is the sum of its orders, in money and in outcome. A checkout is forgotten when its payment event is final. */
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { CheckoutId, OrderId } from '../../domain/ids.ts';
import type { OrderProgressRecord, PaymentEventRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { parties } from './parties.ts';
import { buyerOf } from './whose.ts';

interface Checkout {
  event: PaymentEventRecord | undefined;
  /** When the payment event or the last of its orders was stored. */
  storedAt: Instant;
  readonly orders: Map<OrderId, OrderProgressRecord>;
  /** Whether the orders have been added up. */
  summed: boolean;
}

export const ordersSumToEvent: CheckMaker = () => {
  const checkouts: Checkouts = new Map();
  return {
    id: 'I3',
    name: 'orders-sum-to-event',
    statement:
      "A payment event's total is the sum of its orders, each of which is charged to the buyer's card and credited to its seller, and its outcome follows from theirs.",
    hears: [following(checkouts), parties()],
  };
};

type Checkouts = Map<CheckoutId, Checkout>;

function following(checkouts: Checkouts): Hearing<Witness> {
  return {
    sent: {
      BuyAccepted({ at, message }, witness) {
        const checkout = checkouts.get(message.checkoutId);
        if (checkout !== undefined) sumUp(at, checkout, witness);
      },
    },
    written: {
      orderProgress({ at, before, after }, witness) {
        // A record that changes after its checkout is final is for the check of transitions to judge.
        if (before !== undefined && !checkouts.has(after.checkoutId)) return;
        const checkout = checkoutOf(after.checkoutId, checkouts);
        if (!checkout.orders.has(after.id)) checkout.storedAt = at;
        checkout.orders.set(after.id, after);
        if (checkout.orders.size === checkout.event?.orderIds.length) sumUp(at, checkout, witness);
      },
      paymentEvents({ at, before, after }, witness) {
        if (before === undefined || checkouts.has(after.id)) checkoutOf(after.id, checkouts).event = after;
        if (before === undefined) checkoutOf(after.id, checkouts).storedAt = at;
        const checkout = checkouts.get(after.id);
        if (after.status === 'received' || checkout === undefined) return;
        sumUp(at, checkout, witness);
        checkOutcome(at, after, checkout.orders, witness);
        checkouts.delete(after.id);
      },
    },
  };
}

function checkoutOf(id: CheckoutId, checkouts: Checkouts): Checkout {
  let checkout = checkouts.get(id);
  if (checkout === undefined)
    checkouts.set(id, (checkout = { event: undefined, storedAt: 0, orders: new Map(), summed: false }));
  return checkout;
}

/** When the last order is stored, or at the latest when the buyer hears that all of them are. */
function sumUp(at: Instant, checkout: Checkout, witness: Witness): void {
  const { event, storedAt: since, orders, summed } = checkout;
  if (event === undefined || summed) return;
  checkout.summed = true;
  witness.checked();
  const { id, orderIds, total, currency } = event;
  let sum = 0;
  for (const order of orders.values()) if (order.currency === currency) sum += order.amount;
  const whole = orders.size === orderIds.length;
  if (whole && sum === total) return;
  const stored = whole
    ? `and its ${counted(orders.size, 'order')} sum to ${spell(sum, currency)}`
    : `over ${counted(orderIds.length, 'order')}, and ${orders.size} of ${spell(sum, currency)} in all are stored`;
  const sentence = `${id} totals ${spell(total, currency)} ${stored}`;
  // The orders are what is charged and paid.
  const whose = sum < total && whole ? `the sellers of ${id}` : buyerOf(id);
  witness.violated({ at, since, concern: id, sentence, whose, ...priced(total - sum, currency) });
}

function checkOutcome(
  at: Instant,
  { id, status, currency }: PaymentEventRecord,
  orders: ReadonlyMap<OrderId, OrderProgressRecord>,
  witness: Witness,
): void {
  witness.checked();
  const all = [...orders.values()];
  const paid = all.filter((order) => order.status === 'posted' || isHeld(order));
  const open = all.filter((order) => !isClosed(order) && !isHeld(order));
  const whole = all.some(isHeld) ? 'authorised' : 'paid';
  const expected = paid.length === 0 ? 'declined' : paid.length === all.length ? whole : 'partlyPaid';
  if (status === expected && open.length === 0) return;

  const contrary = status === 'declined' ? paid : all.filter((order) => !paid.includes(order));
  const orderStates = all.map((order) => `${order.id} of ${spell(order.amount, order.currency)} is ${order.status}`);
  const due =
    open.length === 0
      ? `${expected} was expected`
      : 'it was to stay received until each of them is posted, authorised or declined';
  const sentence = `${id} ended as ${status} while ${listed(orderStates)}; ${due}`;
  const amount = contrary.reduce((sum, order) => sum + order.amount, 0);
  const sellers = [...new Set(contrary.map(({ sellerId }) => sellerId))];
  const whose = status === 'declined' || sellers.length === 0 ? buyerOf(id) : listed(sellers);
  witness.violated({ at, concern: id, sentence, whose, ...priced(amount, currency) });
}

/** Authorised at the checkout, whatever became of it since. */
function isHeld({ captureLater, status }: OrderProgressRecord): boolean {
  return captureLater === true && status !== 'accepted' && status !== 'declined';
}
