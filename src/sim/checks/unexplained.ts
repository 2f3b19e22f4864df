/** What an account holds that nothing explains: where it comes from, and since when. */
import type { Instant } from '../../domain/calendar.ts';

export interface Unexplained {
  /** An order, or else a payout. */
  readonly cause: string;
  readonly since: Instant;
}

/** Of several, the one that came first. */
export function earlier(first: Unexplained | undefined, other: Unexplained): Unexplained {
  return first === undefined || other.since < first.since ? other : first;
}
