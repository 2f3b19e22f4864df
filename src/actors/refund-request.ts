/** A buyer who wants money back, in the outside world: asks the shop, and asks again for the same refund when the page stays silent. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { send, type At, type Effect } from '../domain/effects.ts';
import type { RefundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';

interface Context {
  readonly refundId: RefundId;
  readonly policy: Policy;
  readonly wanted: MessageOf<'RefundWanted'> | undefined;
  readonly clicks: number;
}

export const refundRequest = setup({
  types: {
    context: {} as Context,
    events: {} as At<MessageOf<'RefundWanted' | 'RefundAccepted' | 'RefundClosed'>>,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    askForRefund: emit(({ context: { refundId, wanted } }) => {
      if (wanted === undefined) throw new Error(`nobody wants ${refundId}`);
      const { orderId, amount } = wanted;
      return send(addressOf.refundSaga(refundId), { type: 'RefundAsked', refundId, orderId, amount });
    }),
    countClick: assign({ clicks: ({ context }) => context.clicks + 1 }),
  },
  guards: {
    willAskAgain: ({ context }) => context.clicks < context.policy.buyer.clicks,
  },
  delays: {
    patience: ({ context }) => context.policy.buyer.patienceMs,
  },
}).createMachine({
  id: 'refundRequest',
  context: ({ input }) => ({
    refundId: input.entity as RefundId,
    policy: input.policy,
    wanted: undefined,
    clicks: 0,
  }),
  initial: 'content',
  states: {
    content: {
      on: { RefundWanted: { target: 'asking', actions: assign({ wanted: ({ event }) => event.body }) } },
    },
    asking: {
      entry: ['askForRefund', 'countClick'],
      on: { RefundAccepted: 'waitingForOutcome', RefundClosed: 'answered' },
      after: { patience: [{ guard: 'willAskAgain', target: 'asking', reenter: true }, { target: 'watching' }] },
    },
    waitingForOutcome: {
      on: { RefundClosed: 'answered' },
      after: { patience: [{ guard: 'willAskAgain', target: 'asking' }, { target: 'watching' }] },
    },
    watching: {
      on: { RefundClosed: 'answered' },
    },
    answered: { type: 'final' },
  },
});
