/**
 * One call from the executor to the PSP: the gateway is asked first, and hears how the call ended. A machine uses it so,
 * beside what `calling.ts` says about calls and rounds:
 *
 *   context    a `PspCaller`, whose `retryAfterMs` is 0 at first
 *   actions    ...pspCallActions<Context, Event>() and not callingActions
 *              askGateway:     emit(({ context }) => pspCallAsked(orderId, own address))
 *              endCall:        emit(({ context, event }) => pspCallEnded(orderId, event))
 *   guards     ...pspCallGuards and not callingGuards
 *   delays     ...pspCallDelays and not callingDelays; `backoff` waits `retryAfterMs` at least
 *   state      inquiring: pspCallStates('inquire', { backOff, silent, answers })
 *
 * To be refused by the gateway is no call: the PSP never heard of it. Whoever is refused again and again is parked, and
 * the round goes on from there; so an open circuit uses up nobody's calls, and nothing is given up untried.
 */
import { addressOf, type Address } from '../domain/addresses.ts';
import { send, type Effect } from '../domain/effects.ts';
import type { OrderId } from '../domain/ids.ts';
import { assignShared, type Came } from './assign-shared.ts';
import { askedOnceMore, callingActions, callingDelays, callingGuards, hasCallsLeft, type Caller } from './calling.ts';

/** What the context of a machine that calls the PSP holds, among other things. */
export interface PspCaller extends Caller {
  /** How long the PSP or the gateway wants to be left alone. */
  readonly retryAfterMs: number;
}

/** What a machine notes of its calls to the PSP. */
export function pspCallActions<Context extends PspCaller, Event extends Came>() {
  return {
    ...callingActions<Context, Event>(),
    countAsk: assignShared<PspCaller, Context, Event>({
      calls: ({ context }) => askedOnceMore(context.calls),
      retryAfterMs: 0,
    }),
    keepRetryAfter: assignShared<PspCaller, Context, Event>({ retryAfterMs: ({ event }) => retryAfterIn(event.body) }),
  } as const;
}

/** By which a machine decides after a call to the PSP. */
export const pspCallGuards = {
  ...callingGuards,
  mayCallAgain: ({ context }: { readonly context: Caller }) => hasCallsLeft(context.calls, context.policy.psp),
} as const;

/** How long a machine waits for the gateway, for the PSP, and for its next round. */
export const pspCallDelays = {
  ...callingDelays,
  pspTimeout: ({ context }: { readonly context: Caller }) => context.policy.psp.timeoutMs,
} as const;

/**
 * @param call the action that makes the call
 * @param ways where to go without a call or after one: `backOff` when there is none, `silent` when it has no answer, and
 * `answers` by the event that answers it
 */
export function pspCallStates<
  const Call extends string,
  const BackOff extends string,
  const Silent,
  const Answers extends object,
>(call: Call, ways: { readonly backOff: BackOff; readonly silent: Silent; readonly answers: Answers }) {
  return {
    initial: 'askingGateway',
    states: {
      askingGateway: {
        entry: ['askGateway', 'countAsk'],
        on: {
          PspCallGranted: 'awaitingPsp',
          PspCallRefused: { target: ways.backOff, actions: 'keepRetryAfter' },
        },
        // The gateway always answers, but a service that is slow may take its time.
        after: {
          callTimeout: [{ guard: 'mayCallAgain', target: 'askingGateway', reenter: true }, { target: ways.backOff }],
        },
      },
      awaitingPsp: {
        entry: ['countCall', call],
        exit: 'endCall',
        on: ways.answers,
        after: { pspTimeout: ways.silent },
      },
    },
  } as const;
}

/** @param caller the actor that hears whether it may call */
export function pspCallAsked(orderId: OrderId, caller: Address): Effect {
  return send(addressOf.pspGateway, { type: 'PspCallAsked', orderId, caller });
}

/** @param by the event that ended the call, a delay included */
export function pspCallEnded(orderId: OrderId, by: Ending): Effect {
  return send(addressOf.pspGateway, { type: 'PspCallEnded', orderId, answered: isAnswer(by) });
}

interface Ending {
  readonly type: string;
  /** Undefined for a delay. */
  readonly body?: object;
}

/** A PSP that throttles is well; one that fails, or says nothing, is not. */
function isAnswer({ type, body = {} }: Ending): boolean {
  switch (type) {
    case 'ChargeAnswered':
    case 'ChargeNotified':
    case 'ChargePending':
    case 'ChargeNotFound':
    case 'CaptureAnswered':
    case 'CaptureNotified':
    case 'CaptureNotFound':
    case 'RefundAnswered':
    case 'RefundNotFound':
      return true;
    case 'PspRefused':
      return tellsThrottling(body);
    default:
      return false;
  }
}

/** True when the PSP has refused a call before anything was done. */
export function tellsThrottling(told: object): boolean {
  return 'status' in told && told.status === 429;
}

function retryAfterIn(told: object): number {
  return 'retryAfterMs' in told && typeof told.retryAfterMs === 'number' ? told.retryAfterMs : 0;
}
