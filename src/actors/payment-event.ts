/**
 * One checkout at the payment service: stores the payment event before anything else, has a saga bring each of its
 * orders to an end, or as far as to its authorisation, and tells the buyer the outcome. A repeated Buy is the same
 * payment event and never a second one. When it is woken it reads which of its orders are closed, and starts the others
 * again.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type Resumed,
  type Write,
} from '../domain/effects.ts';
import { withOrderAmounts } from '../domain/basket-parts.ts';
import type { Instant } from '../domain/calendar.ts';
import { quoteOf } from '../domain/fx.ts';
import type { CheckoutId, OrderId } from '../domain/ids.ts';
import type { Basket, CheckoutOutcome, MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { OrderProgressRecord, PaymentEventRecord } from '../domain/records.ts';
import { withMore } from '../domain/with-more.ts';

interface Context {
  readonly checkoutId: CheckoutId;
  readonly policy: Policy;
  readonly dates: BusinessDates;
  /** As it is stored, or about to be. */
  readonly record: PaymentEventRecord | undefined;
  /** Only of a checkout that is new: what is stored of it is enough for everything else. */
  readonly basket: Basket | undefined;
  /** What became of each order that the checkout need not wait for any more. */
  readonly closed: Closed;
}

type Ending = 'paid' | 'authorised' | 'declined';
type Closed = ReadonlyMap<OrderId, Ending>;

type Event = At<
  | MessageOf<'Buy' | 'OrderAuthorised' | 'OrderClosed'>
  | Acknowledged<'PaymentEventStored' | 'OutcomeStored'>
  | CommitRefused
  | RecordsRead
  | Resumed
>;

/** The saga of an order reports. */
const onEnding = [
  { guard: 'closesLastOrder', target: 'storingOutcome', actions: 'markClosed' },
  { actions: 'keepClosed' },
] as const;

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
    readOrders: emit(({ context: { checkoutId } }) => ({
      type: 'read',
      queries: [{ table: 'orderProgress', group: checkoutId }],
    })),
    startOrders: emit(({ context }) => startOpenOrders(context)),
    storeOutcome: emit(({ context }) =>
      commit('OutcomeStored', [{ op: 'put', table: 'paymentEvents', record: recordOf(context) }]),
    ),
    tellOutcome: emit(({ context }) => {
      const { id: checkoutId, status } = recordOf(context);
      if (status === 'received') throw new Error(`${checkoutId} has no outcome to tell`);
      return send(addressOf.buyer(checkoutId), { type: 'CheckoutClosed', checkoutId, outcome: status });
    }),
    receive: assign(({ context, event }) =>
      event.type === 'Buy'
        ? {
            record: received(event.body.checkoutId, event.body.basket, event.at),
            basket: withOrderAmounts(event.body.basket, context.policy),
          }
        : context,
    ),
    keepClosed: assign({ closed: ({ context, event }) => closedAfter(context, event) }),
    markClosed: assign({
      record: ({ context, event }) => withMore(recordOf(context), { status: outcomeOf(context, event) }),
    }),
  },
  guards: {
    isClosed: ({ context: { record } }) => record !== undefined && record.status !== 'received',
    isReceived: ({ context: { record } }) => record?.status === 'received',
    acceptsBeforeStoring: ({ context }) => context.policy.defects.has('ack-before-commit'),
    closesLastOrder: ({ context, event }) => {
      const closed = closedAfter(context, event);
      return recordOf(context).orderIds.every((id) => closed.has(id));
    },
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'paymentEvent',
  context: ({ input }) => ({
    checkoutId: input.entity as CheckoutId,
    policy: input.policy,
    dates: input.dates,
    record: input.record,
    basket: undefined,
    closed: new Map(),
  }),
  initial: 'waitingForBuy',
  states: {
    waitingForBuy: {
      on: {
        Buy: [
          { guard: 'isClosed', target: 'closed' },
          { guard: 'isReceived', target: 'readingOrders', actions: 'acceptBuy' },
          { guard: 'acceptsBeforeStoring', target: 'storingPaymentEvent', actions: ['receive', 'acceptBuy'] },
          { target: 'storingPaymentEvent', actions: 'receive' },
        ],
        Resumed: { guard: 'isReceived', target: 'readingOrders' },
        OrderAuthorised: { guard: 'isReceived', target: 'readingOrders', actions: 'keepClosed' },
        OrderClosed: { guard: 'isReceived', target: 'readingOrders', actions: 'keepClosed' },
      },
    },
    storingPaymentEvent: {
      entry: 'storePaymentEvent',
      on: {
        PaymentEventStored: { target: 'executingOrders', actions: 'acceptBuy' },
        CommitRefused: { target: 'executingOrders', actions: 'acceptBuy' },
      },
      after: { storageTimeout: { target: 'storingPaymentEvent', reenter: true } },
    },
    readingOrders: {
      entry: 'readOrders',
      on: {
        Buy: { actions: 'acceptBuy' },
        OrderAuthorised: { actions: 'keepClosed' },
        OrderClosed: { actions: 'keepClosed' },
        RecordsRead: [
          { guard: 'closesLastOrder', target: 'storingOutcome', actions: 'markClosed' },
          { target: 'executingOrders', actions: 'keepClosed' },
        ],
      },
      after: { storageTimeout: { target: 'readingOrders', reenter: true } },
    },
    executingOrders: {
      entry: 'startOrders',
      on: {
        Buy: { actions: 'acceptBuy' },
        OrderAuthorised: onEnding,
        OrderClosed: onEnding,
      },
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { Buy: { actions: 'acceptBuy' }, OutcomeStored: 'closed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    closed: { type: 'final', entry: 'tellOutcome' },
  },
});

function recordOf({ checkoutId, record }: Context): PaymentEventRecord {
  if (record === undefined) throw new Error(`${checkoutId} is not known yet`);
  return record;
}

function received(id: CheckoutId, { buyerId, card, orders, total }: Basket, receivedAt: Instant): PaymentEventRecord {
  return {
    id,
    buyerId,
    card,
    status: 'received',
    orderIds: orders.map((order) => order.orderId),
    total: total.amount,
    currency: total.currency,
    receivedAt,
  };
}

function paymentEventWrites(context: Context): Write[] {
  const { checkoutId, basket, policy, dates } = context;
  if (basket === undefined) throw new Error(`${checkoutId} has no basket to store`);
  const { card, orders } = basket;
  const event = recordOf(context);
  const quote = quoteOf(event.currency, dates.psp(event.receivedAt), policy.fx);
  const quoted = quote === undefined ? {} : { quote };
  return [
    { op: 'insert', table: 'paymentEvents', record: event },
    ...orders.map(({ orderId, sellerId, amount, captureLater }): Write => ({
      op: 'insert',
      table: 'orderProgress',
      record: {
        id: orderId,
        checkoutId,
        sellerId,
        card,
        status: 'accepted',
        ...amount,
        ...quoted,
        ...(captureLater && { captureLater }),
      },
    })),
  ];
}

function startOpenOrders(context: Context): Effect {
  const { checkoutId, closed } = context;
  const open = recordOf(context).orderIds.filter((id) => !closed.has(id));
  return {
    type: 'send',
    deliveries: open.map((orderId) => ({
      to: addressOf.orderSaga(orderId),
      message: { type: 'StartOrder', orderId, checkoutId },
    })),
  };
}

/** What is known to be closed once a saga has reported, or the orders have been read. */
function closedAfter({ closed }: Context, event: Event): Closed {
  switch (event.type) {
    case 'OrderAuthorised':
      return new Map(closed).set(event.body.orderId, 'authorised');
    case 'OrderClosed':
      return new Map(closed).set(event.body.orderId, event.body.paid ? 'paid' : 'declined');
    case 'RecordsRead': {
      const ended = recordsIn(event.body, 'orderProgress').flatMap((order) => {
        const ending = endingOf(order);
        return ending === undefined ? [] : [[order.id, ending] as const];
      });
      return new Map([...closed, ...ended]);
    }
    default:
      return closed;
  }
}

/** What was authorised stays so for its checkout, whatever becomes of it when it is to be captured. */
function endingOf({ status, captureLater }: OrderProgressRecord): Ending | undefined {
  if (status === 'declined') return status;
  if (captureLater === true) return status === 'accepted' ? undefined : 'authorised';
  return status === 'posted' ? 'paid' : undefined;
}

function outcomeOf(context: Context, event: Event): CheckoutOutcome {
  const closed = closedAfter(context, event);
  const endings = recordOf(context).orderIds.map((id) => closed.get(id));
  const kept = endings.filter((ending) => ending === 'paid' || ending === 'authorised').length;
  const enough = context.policy.defects.has('partial-success-as-full') ? 1 : endings.length;
  if (kept >= enough) return endings.includes('authorised') ? 'authorised' : 'paid';
  return kept > 0 ? 'partlyPaid' : 'declined';
}
