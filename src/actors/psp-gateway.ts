/**
 * The executor's gateway to the PSP: a circuit breaker. After so many calls in a row without an answer the circuit opens,
 * and nobody calls for a while; then one call is let through as a probe. It is volatile: after a restart it is closed.
 */
import { assign, emit, setup } from 'xstate';
import type { Instant } from '../domain/calendar.ts';
import { send, type At, type Effect } from '../domain/effects.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';

interface Context {
  readonly policy: Policy;
  /** Calls in a row without an answer. */
  readonly failures: number;
  /** When the next probe may be let through. */
  readonly openUntil: Instant;
  /** The order whose call is the probe. */
  readonly probe: OrderId | undefined;
}

type Event = At<MessageOf<'PspCallAsked' | 'PspCallEnded'>>;

export const pspGateway = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    grantCall: emit(({ event }) =>
      send(askedIn(event).body.caller, { type: 'PspCallGranted', orderId: event.body.orderId }),
    ),
    refuseCall: emit(({ context, event }) =>
      send(askedIn(event).body.caller, {
        type: 'PspCallRefused',
        orderId: event.body.orderId,
        retryAfterMs: leftUntilProbe(context, event.at),
      }),
    ),
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    forgetFailures: assign({ failures: 0 }),
    setOpenTime: assign({ openUntil: ({ context, event }) => event.at + context.policy.breaker.openMs }),
    rememberProbe: assign({ probe: ({ event }) => event.body.orderId }),
  },
  guards: {
    isAnswered: ({ event }) => event.type === 'PspCallEnded' && event.body.answered,
    isLastFailure: ({ context }) => context.failures + 1 >= context.policy.breaker.failures,
    isProbeAnswered: ({ context, event }) =>
      event.type === 'PspCallEnded' && event.body.orderId === context.probe && event.body.answered,
    isProbe: ({ context, event }) => event.body.orderId === context.probe,
  },
  delays: {
    openTime: ({ context }) => context.policy.breaker.openMs,
  },
}).createMachine({
  id: 'pspGateway',
  context: ({ input }) => ({ policy: input.policy, failures: 0, openUntil: 0, probe: undefined }),
  initial: 'unused',
  states: {
    unused: {
      on: { PspCallAsked: { target: 'closed', actions: 'grantCall' } },
    },
    closed: {
      entry: 'forgetFailures',
      on: {
        PspCallAsked: { actions: 'grantCall' },
        PspCallEnded: [
          { guard: 'isAnswered', actions: 'forgetFailures' },
          { guard: 'isLastFailure', target: 'open', actions: 'setOpenTime' },
          { actions: 'countFailure' },
        ],
      },
    },
    // Calls that were granted before may still end now; they say nothing new.
    open: {
      on: { PspCallAsked: { actions: 'refuseCall' } },
      after: { openTime: 'halfOpen' },
    },
    halfOpen: {
      initial: 'waitingForProbe',
      states: {
        waitingForProbe: {
          on: { PspCallAsked: { target: 'probing', actions: ['grantCall', 'rememberProbe', 'setOpenTime'] } },
        },
        probing: {
          on: {
            PspCallAsked: { actions: 'refuseCall' },
            PspCallEnded: [
              { guard: 'isProbeAnswered', target: '#pspGateway.closed' },
              { guard: 'isProbe', target: '#pspGateway.open', actions: 'setOpenTime' },
            ],
          },
          // A probe that nobody reports on must not block the way for ever.
          after: { openTime: 'waitingForProbe' },
        },
      },
    },
  },
});

function askedIn(event: Event): At<MessageOf<'PspCallAsked'>> {
  if (event.type !== 'PspCallAsked') throw new Error(`nobody asked for a call: ${event.type}`);
  return event;
}

/** Milliseconds, at least 1 and at most the time for which the circuit stays open, however the clock was set meanwhile. */
function leftUntilProbe({ policy, openUntil }: Context, at: Instant): number {
  return Math.max(1, Math.min(policy.breaker.openMs, openUntil - at));
}
