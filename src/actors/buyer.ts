/** The buyer of one checkout, in the outside world: clicks Buy, and clicks again for the same payment event when the page stays silent. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { send, type At, type Effect } from '../domain/effects.ts';
import type { CheckoutId } from '../domain/ids.ts';
import type { Basket, MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';

interface Context {
  readonly checkoutId: CheckoutId;
  readonly policy: Policy;
  readonly basket: Basket | undefined;
  readonly clicks: number;
}

export const buyer = setup({
  types: {
    context: {} as Context,
    events: {} as At<MessageOf<'BuyerArrived' | 'BuyAccepted' | 'CheckoutClosed'>>,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    clickBuy: emit(({ context: { checkoutId, basket } }) => {
      if (basket === undefined) throw new Error(`${checkoutId} has no basket to buy`);
      return send(addressOf.paymentEvent(checkoutId), { type: 'Buy', checkoutId, basket });
    }),
    countClick: assign({ clicks: ({ context }) => context.clicks + 1 }),
  },
  guards: {
    willClickAgain: ({ context }) => context.clicks < context.policy.buyer.clicks,
  },
  delays: {
    patience: ({ context }) => context.policy.buyer.patienceMs,
  },
}).createMachine({
  id: 'buyer',
  context: ({ input }) => ({
    checkoutId: input.entity as CheckoutId,
    policy: input.policy,
    basket: undefined,
    clicks: 0,
  }),
  initial: 'away',
  states: {
    away: {
      on: { BuyerArrived: { target: 'buying', actions: assign({ basket: ({ event }) => event.body.basket }) } },
    },
    buying: {
      entry: ['clickBuy', 'countClick'],
      on: { BuyAccepted: 'waitingForOutcome', CheckoutClosed: 'answered' },
      after: { patience: [{ guard: 'willClickAgain', target: 'buying', reenter: true }, { target: 'watching' }] },
    },
    waitingForOutcome: {
      on: { CheckoutClosed: 'answered' },
      after: { patience: [{ guard: 'willClickAgain', target: 'buying' }, { target: 'watching' }] },
    },
    watching: {
      on: { CheckoutClosed: 'answered' },
    },
    answered: { type: 'final' },
  },
});
