/** How long to wait before trying again. */

export interface Backoff {
  /** Milliseconds before the first retry. */
  readonly firstMs: number;
  /** No wait is longer than this. */
  readonly maxMs: number;
  /** The random part of each wait, in parts per million: at 500,000 a wait is between half and all of its nominal length. */
  readonly jitter: number;
}

/**
 * The wait before the n-th retry (counted from 1): exponential, capped, with the jitter taken off. A whole number of
 * milliseconds, at least 1.
 * @param luck the random draw that decides the jitter, 0 inclusive to 1 exclusive
 */
export function backoffMs(backoff: Backoff, retry: number, luck: number): number {
  // The exponent is bounded so that the product stays far inside the safe integers.
  const nominal = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(retry - 1, 30));
  return Math.max(1, Math.floor(nominal - (nominal * backoff.jitter * luck) / 1_000_000));
}
