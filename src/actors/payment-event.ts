/**
 * One checkout at the payment service: stores the payment event before anything else, has a saga bring each of its
 * orders to an end, and tells the buyer the outcome. A repeated Buy is the same payment event and never a second one.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Write,
} from '../domain/effects.ts';
import type { Instant } from '../domain/calendar.ts';
import type { CheckoutId, OrderId } from '../domain/ids.ts';
import type { Basket, CheckoutOutcome, MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { PaymentEventRecord } from '../domain/records.ts';

interface Context {
  readonly checkoutId: CheckoutId;
  readonly policy: Policy;
  readonly record: PaymentEventRecord | undefined;
  readonly basket: Basket | undefined;
  readonly receivedAt: Instant;
  /** Whether each order that is closed was paid. */
  readonly closed: Readonly<Record<OrderId, boolean>>;
}

type Event = At<
  MessageOf<'Buy' | 'OrderClosed'> | Acknowledged<'PaymentEventStored' | 'OutcomeStored'> | CommitRefused
>;

export const paymentEvent = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PaymentEventRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storePaymentEvent: emit(({ context }) => commit('PaymentEventStored', paymentEventWrites(context))),
    acceptBuy: emit(({ context: { checkoutId } }) =>
      send(addressOf.buyer(checkoutId), { type: 'BuyAccepted', checkoutId }),
    ),
    startOrders: emit(({ context }) => startOrders(context)),
    storeOutcome: emit(({ context }) =>
      commit('OutcomeStored', [
        {
          op: 'put',
          table: 'paymentEvents',
          record: { ...received(context), status: outcomeOf(context) },
        },
      ]),
    ),
    tellOutcome: emit(({ context }) => {
      const { checkoutId } = context;
      return send(addressOf.buyer(checkoutId), { type: 'CheckoutClosed', checkoutId, outcome: outcomeOf(context) });
    }),
  },
  guards: {
    isClosed: ({ context }) => context.record !== undefined && context.record.status !== 'received',
    isLastOrder: ({ context, event }) =>
      event.type === 'OrderClosed' &&
      Object.keys({ ...context.closed, [event.orderId]: true }).length === basketOf(context).orders.length,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'paymentEvent',
  context: ({ input }) => ({
    checkoutId: input.entity as CheckoutId,
    policy: input.policy,
    record: input.record,
    basket: undefined,
    receivedAt: 0,
    closed: {},
  }),
  initial: 'waitingForBuy',
  states: {
    waitingForBuy: {
      on: {
        Buy: [
          { guard: 'isClosed', target: 'closed' },
          {
            target: 'storingPaymentEvent',
            actions: assign({ basket: ({ event }) => event.basket, receivedAt: ({ event }) => event.at }),
          },
        ],
      },
    },
    storingPaymentEvent: {
      entry: 'storePaymentEvent',
      on: { PaymentEventStored: 'executingOrders', CommitRefused: 'executingOrders' },
      after: { storageTimeout: { target: 'storingPaymentEvent', reenter: true } },
    },
    executingOrders: {
      entry: ['acceptBuy', 'startOrders'],
      on: {
        Buy: { actions: 'acceptBuy' },
        OrderClosed: [
          { guard: 'isLastOrder', target: 'storingOutcome', actions: assign({ closed: withOrder }) },
          { actions: assign({ closed: withOrder }) },
        ],
      },
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'closed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    closed: { type: 'final', entry: 'tellOutcome' },
  },
});

function withOrder({ context, event }: { context: Context; event: At<MessageOf<'OrderClosed'>> }): Context['closed'] {
  return { ...context.closed, [event.orderId]: event.paid };
}

function basketOf({ checkoutId, basket }: Context): Basket {
  if (basket === undefined) throw new Error(`${checkoutId} has no basket yet`);
  return basket;
}

/** As it was stored, where it was stored before. */
function received(context: Context): PaymentEventRecord {
  if (context.record !== undefined) return context.record;
  const { buyerId, card, orders, total } = basketOf(context);
  return {
    id: context.checkoutId,
    buyerId,
    card,
    status: 'received',
    orderIds: orders.map((order) => order.orderId),
    total: total.amount,
    currency: total.currency,
    receivedAt: context.receivedAt,
  };
}

function paymentEventWrites(context: Context): Write[] {
  const { card, orders } = basketOf(context);
  const { checkoutId } = context;
  return [
    { op: 'insert', table: 'paymentEvents', record: received(context) },
    ...orders.map(({ orderId, sellerId, amount }): Write => ({
      op: 'insert',
      table: 'orderProgress',
      record: { id: orderId, checkoutId, sellerId, card, status: 'accepted', ...amount },
    })),
  ];
}

function startOrders(context: Context): Effect {
  const { card, orders } = basketOf(context);
  const { checkoutId } = context;
  return {
    type: 'send',
    deliveries: orders.map((order) => ({
      to: addressOf.orderSaga(order.orderId),
      message: { type: 'StartOrder', orderId: order.orderId, checkoutId, order, card },
    })),
  };
}

function outcomeOf(context: Context): CheckoutOutcome {
  if (context.record !== undefined && context.record.status !== 'received') return context.record.status;
  const paid = Object.values(context.closed);
  if (paid.every((order) => order)) return 'paid';
  return paid.some((order) => order) ? 'partlyPaid' : 'declined';
}
