/** Counts occurrences, so that the second call about an order is another site than the first. */
import { checkoutOf } from '../../domain/ids.ts';
import type { Site } from './verdict.ts';

export interface Sites {
  /** The site of the next occurrence of an operation about a concern. */
  next(operation: string, concern: string): Site;
  /** A checkout is closed: its counters leave memory, so that memory is bounded by what is in flight. */
  forget(checkout: string): void;
}

export function createSites(): Sites {
  const counters = new Map<string, Map<string, number>>();
  return {
    next(operation, concern) {
      const owner = checkoutOf(concern) ?? concern;
      let counts = counters.get(owner);
      if (counts === undefined) counters.set(owner, (counts = new Map<string, number>()));
      const key = `${operation} ${concern}`;
      const occurrence = (counts.get(key) ?? 0) + 1;
      counts.set(key, occurrence);
      return { operation, concern, occurrence };
    },
    forget: (checkout) => void counters.delete(checkout),
  };
}
