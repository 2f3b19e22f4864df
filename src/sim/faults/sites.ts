/** Counts occurrences, so that the second call about an order is another site than the first. */
import { checkoutOf } from '../../domain/ids.ts';

/**
 * A checkout's counters leave memory when it is closed and none of its messages is under way any more: memory is bounded
 * by what is in flight. What still happens to the checkout later is counted on from the highest number so far, so that no
 * site is ever named twice.
 */
export interface Sites {
  /** The number of the next occurrence of an operation about a concern, counted from 1. */
  next(operation: string, concern: string): number;
  /** A message about a concern is under way. */
  departs(concern: string): void;
  /** A message about a concern has arrived and been acted upon, or is lost. */
  arrives(concern: string): void;
  /** The buyer has the answer. */
  close(checkout: string): void;
}

/** What is counted about the concerns of one checkout, which are let go of together. */
interface Owner {
  readonly name: string;
  readonly concerns: string[];
  underWay: number;
  closed: boolean;
}

/** How often each operation has occurred about one concern. */
interface Counters {
  readonly owner: Owner;
  readonly counts: Map<string, number>;
}

export function createSites(): Sites {
  const held = new Map<string, Counters>();
  const owners = new Map<string, Owner>();
  const countedBefore = new Map<string, number>();
  const ownerOf = (name: string): Owner => {
    let owner = owners.get(name);
    if (owner === undefined) owners.set(name, (owner = { name, concerns: [], underWay: 0, closed: false }));
    return owner;
  };
  const countersOf = (concern: string): Counters => {
    const known = held.get(concern);
    if (known !== undefined) return known;
    const owner = ownerOf(checkoutOf(concern) ?? concern);
    const counters = { owner, counts: new Map<string, number>() };
    owner.concerns.push(concern);
    held.set(concern, counters);
    return counters;
  };
  const release = ({ name, concerns }: Owner): void => {
    owners.delete(name);
    let highest = countedBefore.get(name) ?? 0;
    for (const concern of concerns) {
      for (const count of held.get(concern)?.counts.values() ?? []) highest = Math.max(highest, count);
      held.delete(concern);
    }
    if (highest > 0) countedBefore.set(name, highest);
  };

  return {
    next(operation, concern) {
      const { owner, counts } = countersOf(concern);
      const occurrence = (counts.get(operation) ?? countedBefore.get(owner.name) ?? 0) + 1;
      counts.set(operation, occurrence);
      return occurrence;
    },
    departs: (concern) => void (countersOf(concern).owner.underWay += 1),
    arrives(concern) {
      const { owner } = countersOf(concern);
      owner.underWay -= 1;
      if (owner.closed && owner.underWay === 0) release(owner);
    },
    close: (checkout) => void (ownerOf(checkout).closed = true),
  };
}
