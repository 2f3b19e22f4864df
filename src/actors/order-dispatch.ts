/**
 * The seller of an order that is captured later, in the outside world: dispatches what was packed, and says so again, with
 * the same amount, until the platform has noted it.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { send, type At, type Effect, type Resumed } from '../domain/effects.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput } from '../domain/policy.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  listeningStates,
  noCalls,
  type Caller,
} from './calling.ts';

interface Context extends Caller {
  readonly orderId: OrderId;
  readonly packed: MessageOf<'OrderPacked'> | undefined;
}

type Event = At<MessageOf<'OrderPacked' | 'DispatchNoted' | 'DispatchClosed'> | Resumed>;

export const orderDispatch = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    tellPlatform: emit(({ context: { orderId, packed } }) => {
      if (packed === undefined) throw new Error(`${orderId} is not packed`);
      return send(addressOf.orderSaga(orderId), { type: 'OrderDispatched', orderId, amount: packed.amount });
    }),
    ...callingActions<Context, Event>(),
  },
  guards: {
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'dispatch'),
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
