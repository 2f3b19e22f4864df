/**
 * The seller of an order that is captured later, in the outside world: dispatches what was packed, and says so again, with
 * the same amount, until the platform has noted it.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { send, type At, type Effect, type Resumed } from '../domain/effects.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Luck, Policy } from '../domain/policy.ts';
import {
  backoffOf,
  callsSince,
  hasCallsLeft,
  hasRoundsLeft,
  listeningStates,
  nextRound,
  noCalls,
  oneMoreCall,
  type Calls,
} from './calling.ts';

interface Context {
  readonly orderId: OrderId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly packed: MessageOf<'OrderPacked'> | undefined;
  readonly calls: Calls;
}

export const orderDispatch = setup({
  types: {
    context: {} as Context,
    events: {} as At<MessageOf<'OrderPacked' | 'DispatchNoted' | 'DispatchClosed'> | Resumed>,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    tellPlatform: emit(({ context: { orderId, packed } }) => {
      if (packed === undefined) throw new Error(`${orderId} is not packed`);
      return send(addressOf.orderSaga(orderId), { type: 'OrderDispatched', orderId, amount: packed.amount });
    }),
    beginCalls: assign({ calls: ({ event }) => callsSince(event.at) }),
    countCall: assign({ calls: ({ context }) => oneMoreCall(context.calls) }),
    beginRound: assign({ calls: ({ context }) => nextRound(context.calls) }),
  },
  guards: {
    mayCallAgain: ({ context }) => hasCallsLeft(context.calls, context.policy.calls),
    mayBeginRound: ({ context }) => hasRoundsLeft(context.calls, context.policy.redrive),
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'dispatch'),
    redrive: ({ context }) => context.policy.redrive.everyMs,
  },
}).createMachine({
  id: 'orderDispatch',
  context: ({ input }) => ({
    orderId: input.entity.replace('dispatch-', '') as OrderId,
    policy: input.policy,
    luck: input.luck,
    packed: undefined,
    calls: noCalls,
  }),
  initial: 'waitingForGoods',
  states: {
    waitingForGoods: {
      on: { OrderPacked: { target: 'telling', actions: assign({ packed: ({ event }) => event.body }) } },
    },
    telling: {
      entry: 'beginCalls',
      ...listeningStates('tellPlatform'),
      on: { DispatchNoted: 'dispatched', DispatchClosed: 'dispatched' },
    },
    dispatched: { type: 'final' },
  },
});
