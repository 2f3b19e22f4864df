/** Counts occurrences, so that the second call about an order is another site than the first. */
import { checkoutOf } from '../../domain/ids.ts';
import type { Site } from './verdict.ts';

/**
 * A checkout's counters leave memory when it is closed and none of its messages is under way any more: memory is bounded
 * by what is in flight, and a late message still gets a site of its own.
 */
export interface Sites {
  /** The site of the next occurrence of an operation about a concern. */
  next(operation: string, concern: string): Site;
  /** A message about a concern is under way. */
  departs(concern: string): void;
  /** A message about a concern has arrived and been acted upon. */
  arrives(concern: string): void;
  /** The buyer has the answer. */
  close(checkout: string): void;
}

interface Counters {
  readonly counts: Map<string, number>;
  underWay: number;
  closed: boolean;
}

export function createSites(): Sites {
  const held = new Map<string, Counters>();
  const countersOf = (concern: string): Counters => {
    const owner = checkoutOf(concern) ?? concern;
    let counters = held.get(owner);
    if (counters === undefined) held.set(owner, (counters = { counts: new Map(), underWay: 0, closed: false }));
    return counters;
  };

  return {
    next(operation, concern) {
      const { counts } = countersOf(concern);
      const key = `${operation} ${concern}`;
      const occurrence = (counts.get(key) ?? 0) + 1;
      counts.set(key, occurrence);
      return { operation, concern, occurrence };
    },
    departs: (concern) => void (countersOf(concern).underWay += 1),
    arrives(concern) {
      const counters = countersOf(concern);
      counters.underWay -= 1;
      if (counters.closed && counters.underWay === 0) held.delete(checkoutOf(concern) ?? concern);
    },
    close: (checkout) => void (countersOf(checkout).closed = true),
  };
}
