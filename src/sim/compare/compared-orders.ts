/** The orders of two runs side by side: which of them end differently, and how. */
import type { OrderId } from '../../domain/ids.ts';
import type { Fate } from './fate.ts';
import { isSameOrder, type Order } from './orders.ts';

export interface ComparedOrders {
  /** Orders that both runs have. */
  readonly both: number;
  /** Orders that came in one run alone: there the traffic is not the same. */
  readonly onlyInA: number;
  readonly onlyInB: number;
  /** Of those in both, how many end differently. */
  readonly differ: number;
  /** By the fates that they have, the most frequent first. */
  readonly changes: readonly { readonly a: string; readonly b: string; readonly orders: number }[];
  /** The first of them, in the order in which they came. */
  readonly first: readonly DifferingOrder[];
}

export interface DifferingOrder {
  readonly order: OrderId;
  readonly amount: number;
  readonly currency: string;
  readonly a: Fate;
  readonly b: Fate;
}

/** What became of the orders of one run. */
export interface Outcome {
  readonly orders: readonly Order[];
  readonly fates: ReadonlyMap<OrderId, Fate>;
}

/** More are counted, and not listed. */
const MOST_LISTED = 20;

export function comparedOrders(a: Outcome, b: Outcome): ComparedOrders {
  const ofB = new Map(b.orders.map((order) => [order.id, order]));
  const both = a.orders.filter((order) => {
    const other = ofB.get(order.id);
    return other !== undefined && isSameOrder(order, other);
  });
  const differing = both.flatMap((order): DifferingOrder[] => {
    const [one, other] = [a.fates.get(order.id), b.fates.get(order.id)];
    if (one === undefined || other === undefined || isSameFate(one, other)) return [];
    return [{ order: order.id, ...order.amount, a: one, b: other }];
  });
  return {
    both: both.length,
    onlyInA: a.orders.length - both.length,
    onlyInB: b.orders.length - both.length,
    differ: differing.length,
    changes: changesOf(differing),
    first: differing.slice(0, MOST_LISTED),
  };
}

/** Why an order was declined, or where it stands, is not what became of it. */
function isSameFate(one: Fate, other: Fate): boolean {
  return one.name === other.name && one.charged === other.charged && one.refunded === other.refunded;
}

function changesOf(differing: readonly DifferingOrder[]): ComparedOrders['changes'] {
  const changes = new Map<string, { a: string; b: string; orders: number }>();
  for (const { a, b } of differing) {
    const name = `${a.name} / ${b.name}`;
    const before = changes.get(name)?.orders ?? 0;
    changes.set(name, { a: a.name, b: b.name, orders: before + 1 });
  }
  return [...changes.values()].toSorted((one, other) => other.orders - one.orders);
}
