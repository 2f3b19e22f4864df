/**
 * What the executor asks the PSP to do until the PSP has answered: a capture, or a refund. A call without an answer leaves
 * it in doubt whether it was done. That is stored, and from then on the PSP is asked about it before it is asked for it
 * again. A machine uses it so, beside what `psp-call.ts` says about calls:
 *
 *   context    a `Requester`, in doubt at first when there is a record of it
 *   events     `Acknowledged<'DoubtStored' | 'DeadLetterStored'>`, `CommitRefused`, `Resumed`
 *   actions    ...requestActions<Context, Event>() and not pspCallActions
 *              storeDoubt:      emit(...)      that it is in doubt, acknowledged as `DoubtStored`
 *              markUnknown:     assign({ inDoubt: true, record: ... })
 *              storeDeadLetter: emit(...)
 *   guards     ...requestGuards and not pspCallGuards
 *   delays     ...pspCallDelays, storageTimeout; `backoff` waits `retryAfterMs` at least
 *   state      refunding: {
 *                entry: 'beginCalls',
 *                on: { RefundAnswered: ... },
 *                ...requestStates('#refund.refunding', 'requestRefund', 'RefundNotFound'),
 *              }
 *
 * A machine that is woken by something takes it up with `takenUp('#refund.refunding')`.
 */
import { assignShared, type Came } from './assign-shared.ts';
import { callsSince, hasCallsLeft } from './calling.ts';
import { on } from './on.ts';
import { pspCallActions, pspCallGuards, pspCallStates, tellsThrottling, type PspCaller } from './psp-call.ts';

/** What the context of a machine that asks the PSP for something holds, among other things. */
export interface Requester extends PspCaller {
  readonly record: { readonly status: string } | undefined;
  /** The PSP may have done it: it was asked to and has not said, or nobody remembers whether it was. */
  readonly inDoubt: boolean;
}

interface Seen {
  readonly context: Requester;
  readonly event: Came;
}

/** What a machine notes of its calls, and of its doubt. */
export function requestActions<Context extends Requester, Event extends Came>() {
  return {
    ...pspCallActions<Context, Event>(),
    beginCalls: assignShared<Requester, Context, Event>({
      calls: ({ event }) => callsSince(event.at),
      retryAfterMs: 0,
    }),
    dispelDoubt: assignShared<Requester, Context, Event>({ inDoubt: false }),
  } as const;
}

/** By which a machine decides what to ask next. */
export const requestGuards = {
  ...pspCallGuards,
  isUnknown: ({ context }: Seen) => context.record?.status === 'unknown',
  isCreated: ({ context }: Seen) => context.record?.status === 'created',
  isInDoubt: ({ context }: Seen) => context.inDoubt,
  isNewRound: ({ context }: Seen) => context.calls.made === 0,
  isThrottled: ({ event }: Seen) => event.type === 'PspRefused' && tellsThrottling(event.body),
  isNotOfDoubt: ({ event }: Seen) => 'ack' in event.body && event.body.ack !== 'DoubtStored',
  mayInquire: ({ context }: Seen) => context.inDoubt && hasCallsLeft(context.calls, context.policy.psp),
} as const;

/** Where a request goes on of which nothing but its record is known: it may have been made, so it is asked about. */
export function takenUp<const Path extends string>(path: Path) {
  return [
    { guard: 'isUnknown', target: `${path}.inquiring` },
    { guard: 'isCreated', target: `${path}.storingDoubt`, actions: 'markUnknown' },
  ] as const;
}

/**
 * The states of a request, from the first call to the dead letter. Whatever holds them leaves them on the answer.
 * @param path the state that holds them, from the machine's id on
 * @param request the action that asks for it; `inquire` is the one that asks about it
 * @param notFound the message by which the PSP says that it knows of no such request
 */
export function requestStates<const Path extends string, const Request extends string, const NotFound extends string>(
  path: Path,
  request: Request,
  notFound: NotFound,
) {
  return {
    initial: 'requesting',
    states: { ...askingStates(path, request, notFound), ...waitingStates(path, notFound) },
  } as const;
}

function askingStates<const Path extends string, const Request extends string, const NotFound extends string>(
  path: Path,
  request: Request,
  notFound: NotFound,
) {
  const [requesting, inquiring] = [`${path}.requesting`, `${path}.inquiring`] as const;
  const [storingDoubt, backingOff] = [`${path}.storingDoubt`, `${path}.backingOff`] as const;
  const afterDoubt = [{ guard: 'isNewRound', target: inquiring }, { target: backingOff }] as const;
  return {
    requesting: pspCallStates(request, {
      backOff: backingOff,
      silent: { target: storingDoubt, actions: 'markUnknown' },
      answers: {
        PspRefused: [
          // Refused before anything was done: to be asked for again, and not about.
          { guard: 'isThrottled', target: backingOff, actions: 'keepRetryAfter' },
          { target: storingDoubt, actions: ['markUnknown', 'keepRetryAfter'] },
        ],
      },
    }),
    storingDoubt: {
      entry: 'storeDoubt',
      on: {
        DoubtStored: afterDoubt,
        // It is in doubt already, or an outcome from before a restart was stored after all: the PSP knows which.
        CommitRefused: [{ guard: 'isNotOfDoubt' }, ...afterDoubt],
      },
      after: { storageTimeout: { target: 'storingDoubt', reenter: true } },
    },
    inquiring: pspCallStates('inquire', {
      backOff: backingOff,
      silent: backingOff,
      answers: {
        ...on(notFound, [
          { guard: 'mayCallAgain', target: requesting, actions: 'dispelDoubt' },
          { target: backingOff, actions: 'dispelDoubt' },
        ]),
        PspRefused: { target: backingOff, actions: 'keepRetryAfter' },
      },
    }),
  } as const;
}

function waitingStates<const Path extends string, const NotFound extends string>(path: Path, notFound: NotFound) {
  /** A restart or an operator begins a new set of rounds. */
  const takeUpAfresh = [
    { guard: 'isInDoubt', target: `${path}.inquiring`, actions: 'beginCalls' },
    { target: `${path}.requesting`, actions: 'beginCalls' },
  ] as const;
  return {
    backingOff: {
      // The answer to an inquiry may come after it is no longer waited for.
      on: on(notFound, { actions: 'dispelDoubt' }),
      after: {
        backoff: [
          { guard: 'mayInquire', target: 'inquiring' },
          { guard: 'mayCallAgain', target: 'requesting' },
          { guard: 'mayBeginRound', target: 'parked' },
          { target: 'storingDeadLetter' },
        ],
      },
    },
    parked: {
      on: { Resumed: takeUpAfresh },
      after: {
        redrive: [
          { guard: 'isInDoubt', target: 'inquiring', actions: 'beginRound' },
          { target: 'requesting', actions: 'beginRound' },
        ],
      },
    },
    storingDeadLetter: {
      entry: 'storeDeadLetter',
      on: { DeadLetterStored: 'deadLettered', Resumed: takeUpAfresh },
      after: { storageTimeout: { target: 'storingDeadLetter', reenter: true } },
    },
    deadLettered: { on: { Resumed: takeUpAfresh } },
  } as const;
}
