/** Counts occurrences, so that the second call about an order is another site than the first. */
import { checkoutOf } from '../../domain/ids.ts';
import type { Site } from './site.ts';

export type Occurrence = Pick<Site, 'operation' | 'concern' | 'occurrence'>;

/**
 * A checkout's counters leave memory when it is closed and none of its messages is under way any more: memory is bounded
 * by what is in flight. What still happens to the checkout later is counted on from the highest number so far, so that no
 * site is ever named twice.
 */
export interface Sites {
  /** The next occurrence of an operation about a concern. */
  next(operation: string, concern: string): Occurrence;
  /** A message about a concern is under way. */
  departs(concern: string): void;
  /** A message about a concern has arrived and been acted upon, or is lost. */
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
  const countedBefore = new Map<string, number>();
  const ownerOf = (concern: string): string => checkoutOf(concern) ?? concern;
  const countersOf = (concern: string): Counters => {
    const owner = ownerOf(concern);
    let counters = held.get(owner);
    if (counters === undefined) held.set(owner, (counters = { counts: new Map(), underWay: 0, closed: false }));
    return counters;
  };
  const release = (owner: string, { counts }: Counters): void => {
    held.delete(owner);
    const highest = Math.max(countedBefore.get(owner) ?? 0, ...counts.values());
    if (highest > 0) countedBefore.set(owner, highest);
  };

  return {
    next(operation, concern) {
      const { counts } = countersOf(concern);
      const key = `${operation} ${concern}`;
      const occurrence = (counts.get(key) ?? countedBefore.get(ownerOf(concern)) ?? 0) + 1;
      counts.set(key, occurrence);
      return { operation, concern, occurrence };
    },
    departs: (concern) => void (countersOf(concern).underWay += 1),
    arrives(concern) {
      const counters = countersOf(concern);
      counters.underWay -= 1;
      if (counters.closed && counters.underWay === 0) release(ownerOf(concern), counters);
    },
    close: (checkout) => void (countersOf(checkout).closed = true),
  };
}
