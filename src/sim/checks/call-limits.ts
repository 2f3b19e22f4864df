/** The calls that the policy limits: how many there may be, and how far apart. */
import type { Backoff } from '../../domain/backoff.ts';
import type { CallPolicy, Policy } from '../../domain/policy.ts';

/** The calls of one kind by one caller, since the caller's service was started. */
export interface Calls {
  /** Calls in all, and in the present round. */
  count: number;
  inRound: number;
  /** Whether something came back since the last one: what follows does not wait for the time-out. */
  answered: boolean;
  /** How long after the last call the one who was called wants to be left alone, in milliseconds. */
  notBeforeMs: number;
}

/** What the policy allows of one kind of call. */
export interface Limit {
  /** Calls in one round. */
  readonly perRound: number;
  /** Rounds between two starts; undefined where whoever waits may ask again and again, round by round. */
  readonly rounds: number | undefined;
  /** Milliseconds from the last call of a round to the next round; undefined where there is one round only. */
  readonly redriveMs: number | undefined;
  /** The shortest time, in milliseconds, to the next call of the same round. */
  wait(calls: Calls): number;
}

/** How a call is limited depends on what it is. */
export interface Limits {
  /** A buyer's, who has other things to do than to ask again. */
  readonly click: Limit;
  /** Of one service to another. */
  readonly between: Limit;
  /** For the file of a night. */
  readonly awaiting: Limit;
  /** To the PSP, to move money. */
  readonly request: Limit;
  /** To the PSP, about what became of a request. */
  readonly inquiry: Limit;
}

export function createLimits({ calls, psp, buyer, redrive }: Policy): Limits {
  const click: Limit = { perRound: buyer.clicks, rounds: 1, redriveMs: undefined, wait: () => buyer.patienceMs };
  const between: Limit = {
    perRound: calls.attempts,
    rounds: redrive.rounds,
    redriveMs: redrive.everyMs,
    wait: (made) => retryWait(calls, made),
  };
  // A night that waits for another one's file asks for it for as long as it waits.
  const awaiting: Limit = { ...between, rounds: undefined };
  // A request that follows the answer "not found" goes out at once; an inquiry always waits.
  const waitForPsp = (made: Calls): number => Math.max(made.notBeforeMs, retryWait(psp, made));
  const inquiry: Limit = { ...between, perRound: psp.attempts, wait: waitForPsp };
  const request: Limit = { ...inquiry, wait: (made) => (made.answered ? made.notBeforeMs : waitForPsp(made)) };
  return { click, between, awaiting, request, inquiry };
}

/** Instructions and inquiries about one payout are one budget. */
export const BANK_CALLS = 'the bank about the payout';

/** Requests and inquiries about one charge, its capture, or one refund are one budget; another caller makes each. */
export function pspCalls(key: string): string {
  return `the PSP about ${key}`;
}

function retryWait({ timeoutMs, backoff }: CallPolicy, { inRound, answered }: Calls): number {
  return (answered ? 0 : timeoutMs) + shortestBackoff(backoff, inRound);
}

/** The wait before the n-th retry with all of its jitter taken off, as the policy promises it. */
function shortestBackoff({ firstMs, maxMs, jitter }: Backoff, retry: number): number {
  const nominal = Math.min(maxMs, firstMs * 2 ** Math.min(retry - 1, 30));
  return Math.floor((nominal * (1_000_000 - jitter)) / 1_000_000);
}
