/**
 * Calling another service until it answers: call, wait, back off, call again. After a round of calls the work is parked
 * and taken up again in a new round; after the last round it is a dead letter, or merely listens where nobody keeps dead
 * letters. A time-out is indefinite: whatever holds these states goes on listening all the while, and leaves them on the
 * answer. A machine uses them so:
 *
 *   context    a `Caller`, whose calls are `noCalls` at first
 *   events     `Resumed`, and `Acknowledged<'DeadLetterStored'>` where dead letters are kept
 *   actions    ...callingActions<Context, Event>()
 *              callWallet:      emit(...)                                        the call itself, whatever its name
 *              storeDeadLetter: emit(({ context }) => deadLetter('sagaDeadLetters', address, context.calls, reason))
 *   guards     ...callingGuards
 *   delays     ...callingDelays
 *              backoff:         ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'crediting')
 *              storageTimeout   where dead letters are kept
 *   state      crediting: {
 *                entry: 'beginCalls',
 *                ...callingStates('callWallet'),              or ...listeningStates('callWallet'), without dead letters
 *                on: { SellerCredited: ... },
 *              }
 *
 * The state must be entered by an event from outside, which says when it came; a delay does not. To begin afresh on an
 * event of the machine's own: `Event: { target: 'crediting', reenter: true }`.
 */
import type { Address } from '../domain/addresses.ts';
import { backoffMs } from '../domain/backoff.ts';
import type { Instant } from '../domain/calendar.ts';
import { commit, type Effect } from '../domain/effects.ts';
import type { CallPolicy, Luck, Policy, Redrive } from '../domain/policy.ts';
import { assignShared, type Came } from './assign-shared.ts';

/** How far a caller has come. */
export interface Calls {
  /** When the calls began, or were begun afresh after a restart or by an operator. */
  readonly since: Instant;
  /** The present round, counted from 1. */
  readonly round: number;
  /** Calls made in the present round. */
  readonly made: number;
  /** How often leave for the next call was asked for, where a gateway gives leave, and no call has come of it yet. */
  readonly asked: number;
}

export const noCalls: Calls = { since: 0, round: 1, made: 0, asked: 0 };

/** No call yet, in the first round. */
export function callsSince(at: Instant): Calls {
  return { since: at, round: 1, made: 0, asked: 0 };
}

/** A call is made; leave for it, where it was asked for, was given. */
export function oneMoreCall({ since, round, made }: Calls): Calls {
  return { since, round, made: made + 1, asked: 0 };
}

/** Leave for the next call is asked for, and the call is not made yet. */
export function askedOnceMore({ since, round, made, asked }: Calls): Calls {
  return { since, round, made, asked: asked + 1 };
}

/** The round after this one; or this one once more, when it was broken off because leave for the next call was not given. */
function nextRound(calls: Calls): Calls {
  return isBrokenOff(calls) ? { ...calls, asked: 0 } : { ...calls, round: calls.round + 1, made: 0 };
}

/** All calls and rounds again, for one who may just have called. */
export function renewed(calls: Calls, at: Instant): Calls {
  return { since: at, round: 1, made: Math.min(1, calls.made), asked: 0 };
}

/** Leave is asked for as often in a row as there are calls in a round. */
export function hasCallsLeft({ made, asked }: Calls, policy: CallPolicy): boolean {
  return Math.max(made, asked) < policy.attempts;
}

function hasRoundsLeft(calls: Calls, redrive: Redrive): boolean {
  return isBrokenOff(calls) || calls.round < redrive.rounds;
}

function isBrokenOff({ asked }: Calls): boolean {
  return asked > 0;
}

/**
 * Milliseconds until the next call of a round.
 * @param what what is called for: each step of a machine, round and call has luck of its own
 */
export function backoffOf(policy: CallPolicy, { round, made, asked }: Calls, luck: Luck, what: string): number {
  const tries = made + asked;
  return backoffMs(policy.backoff, Math.max(1, tries), luck(`${what} ${round}.${tries}`));
}

/** What the context of a machine that calls holds, among other things. */
export interface Caller {
  readonly policy: Policy;
  readonly luck: Luck;
  readonly calls: Calls;
}

/** What a machine notes of its calls: that they begin, that one is made, that a further round of them begins. */
export function callingActions<Context extends Caller, Event extends Came>() {
  return {
    beginCalls: assignShared<Caller, Context, Event>({ calls: ({ event }) => callsSince(event.at) }),
    countCall: assignShared<Caller, Context, Event>({ calls: ({ context }) => oneMoreCall(context.calls) }),
    beginRound: assignShared<Caller, Context, Event>({ calls: ({ context }) => nextRound(context.calls) }),
  } as const;
}

/** By which a machine decides after a call without an answer. */
export const callingGuards = {
  mayCallAgain: ({ context }: { readonly context: Caller }) => hasCallsLeft(context.calls, context.policy.calls),
  mayBeginRound: ({ context }: { readonly context: Caller }) => hasRoundsLeft(context.calls, context.policy.redrive),
} as const;

/** How long a machine waits for an answer, and for its next round. */
export const callingDelays = {
  callTimeout: ({ context }: { readonly context: Caller }) => context.policy.calls.timeoutMs,
  redrive: ({ context }: { readonly context: Caller }) => context.policy.redrive.everyMs,
} as const;

/**
 * The commit of a dead letter, acknowledged as `DeadLetterStored`. It is dated by the beginning of the calls that were
 * in vain; one that is stored again for the same actor takes the place of the first.
 */
export function deadLetter(
  table: 'sagaDeadLetters' | 'executorDeadLetters' | 'payoutDeadLetters',
  id: Address,
  { since, round, made }: Calls,
  reason: string,
): Effect {
  const record = { id, at: since, reason: `${reason}: ${made} calls in the last of ${round} rounds` };
  return commit('DeadLetterStored', [{ op: 'put', table, record }]);
}

/**
 * The states of a caller whose work becomes a dead letter in the end.
 * @param call the action that makes the call
 * @param silent where else a call without an answer may lead to
 */
export function callingStates<Call extends string, const Silent extends readonly object[]>(
  call: Call,
  ...silent: Silent
) {
  return {
    initial: 'calling',
    states: {
      ...roundsOf(call, 'storingDeadLetter', silent),
      storingDeadLetter: {
        entry: 'storeDeadLetter',
        on: { DeadLetterStored: 'deadLettered', Resumed: { target: 'calling', actions: 'beginCalls' } },
        after: { storageTimeout: { target: 'storingDeadLetter', reenter: true } },
      },
      deadLettered: { on: { Resumed: { target: 'calling', actions: 'beginCalls' } } },
    },
  } as const;
}

/**
 * The states of a caller that only listens after its last round.
 * @param call the action that makes the call
 */
export function listeningStates<Call extends string>(call: Call) {
  return {
    initial: 'calling',
    states: {
      ...roundsOf(call, 'listening', []),
      listening: { on: { Resumed: { target: 'calling', actions: 'beginCalls' } } },
    },
  } as const;
}

function roundsOf<Call extends string, Last extends string, const Silent extends readonly object[]>(
  call: Call,
  last: Last,
  silent: Silent,
) {
  return {
    // An operator's word in the middle of the last round must not be lost: it gives the caller all of its calls again.
    calling: {
      entry: [call, 'countCall'],
      on: { Resumed: { actions: 'beginCalls' } },
      after: {
        callTimeout: [
          ...silent,
          { guard: 'mayCallAgain', target: 'backingOff' },
          { guard: 'mayBeginRound', target: 'parked' },
          { target: last },
        ],
      },
    },
    backingOff: { on: { Resumed: { actions: 'beginCalls' } }, after: { backoff: 'calling' } },
    parked: {
      on: { Resumed: { target: 'calling', actions: 'beginCalls' } },
      after: { redrive: { target: 'calling', actions: 'beginRound' } },
    },
  } as const;
}
