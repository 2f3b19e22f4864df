/**
 * One payment order at the payment service, from start to end: have it executed, have the seller credited, have the
 * ledger post it. Each step is stored before the next one begins.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { backoffMs } from '../domain/backoff.ts';
import { commit, send, type Acknowledged, type At, type Effect, type Write } from '../domain/effects.ts';
import { allocate, type Allocation } from '../domain/fees.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Luck, Policy } from '../domain/policy.ts';
import type { Sale } from '../domain/postings.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import { callingStates } from './calling.ts';

interface Context {
  readonly orderId: OrderId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly dates: BusinessDates;
  readonly record: OrderProgressRecord | undefined;
  readonly calls: number;
}

type Event = At<
  | MessageOf<'StartOrder' | 'OrderExecuted' | 'SellerCredited' | 'SalePosted'>
  | Acknowledged<'CaptureStored' | 'CreditStored' | 'PostingStored' | 'DeclineStored'>
>;

export const orderSaga = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<OrderProgressRecord>,
    emitted: {} as Effect,
  },
  actions: {
    callExecutor: emit(({ context }) => {
      const { id: orderId, checkoutId, sellerId, card, amount, currency } = recordOf(context);
      const order = { orderId, checkoutId, sellerId, card, amount: { amount, currency } };
      return send(addressOf.paymentOrder(orderId), { type: 'ExecuteOrder', ...order });
    }),
    callWallet: emit(({ context }) => {
      const { id: orderId, sellerId, currency } = recordOf(context);
      const amount = allocationOf(context).seller;
      return send(addressOf.wallet(sellerId, currency), { type: 'CreditSeller', orderId, sellerId, amount });
    }),
    callLedger: emit(({ context }) => {
      const sale = saleOf(context);
      return send(addressOf.ledgerTransaction(sale.orderId), { type: 'PostSale', orderId: sale.orderId, sale });
    }),
    storeCapture: emit(({ context }) => commit('CaptureStored', [progressWrite(context)])),
    storeCredit: emit(({ context }) => commit('CreditStored', [progressWrite(context)])),
    storePosting: emit(({ context }) => commit('PostingStored', [progressWrite(context)])),
    storeDecline: emit(({ context }) => commit('DeclineStored', [progressWrite(context)])),
    reportClosed: emit(({ context }) => {
      const { id: orderId, checkoutId, status } = recordOf(context);
      return send(addressOf.paymentEvent(checkoutId), {
        type: 'OrderClosed',
        orderId,
        checkoutId,
        paid: status === 'posted',
      });
    }),
    countCall: assign({ calls: ({ context }) => context.calls + 1 }),
    forgetCalls: assign({ calls: 0 }),
    markCredited: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'credited' as const }) }),
    markPosted: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'posted' as const }) }),
    markDeclined: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'declined' as const }) }),
  },
  guards: {
    isClosed: ({ context }) => context.record?.status === 'posted' || context.record?.status === 'declined',
    wasCaptured: ({ context }) => context.record?.status === 'captured',
    wasCredited: ({ context }) => context.record?.status === 'credited',
    isCaptured: ({ event }) => event.type === 'OrderExecuted' && event.outcome.status === 'captured',
    mayCallAgain: ({ context }) => context.calls < context.policy.calls.attempts,
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    backoff: ({ context }) =>
      backoffMs(
        context.policy.calls.backoff,
        context.calls,
        context.luck(`${recordOf(context).status} ${context.calls}`),
      ),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'orderSaga',
  context: ({ input }) => ({
    orderId: input.entity as OrderId,
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    calls: 0,
  }),
  initial: 'waitingForStart',
  states: {
    waitingForStart: {
      on: {
        StartOrder: [
          { guard: 'isClosed', target: 'closed' },
          { guard: 'wasCredited', target: 'posting' },
          { guard: 'wasCaptured', target: 'crediting' },
          { target: 'executing' },
        ],
      },
    },
    executing: {
      ...callingStates('callExecutor'),
      on: {
        OrderExecuted: [
          {
            guard: 'isCaptured',
            target: 'storingCapture',
            actions: assign({ record: captured }),
          },
          { target: 'storingDecline', actions: 'markDeclined' },
        ],
      },
      exit: 'forgetCalls',
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { CaptureStored: 'crediting' },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    crediting: {
      ...callingStates('callWallet'),
      on: { SellerCredited: { target: 'storingCredit', actions: 'markCredited' } },
      exit: 'forgetCalls',
    },
    storingCredit: {
      entry: 'storeCredit',
      on: { CreditStored: 'posting' },
      after: { storageTimeout: { target: 'storingCredit', reenter: true } },
    },
    posting: {
      ...callingStates('callLedger'),
      on: { SalePosted: { target: 'storingPosting', actions: 'markPosted' } },
      exit: 'forgetCalls',
    },
    storingPosting: {
      entry: 'storePosting',
      on: { PostingStored: 'closed' },
      after: { storageTimeout: { target: 'storingPosting', reenter: true } },
    },
    storingDecline: {
      entry: 'storeDecline',
      on: { DeclineStored: 'closed' },
      after: { storageTimeout: { target: 'storingDecline', reenter: true } },
    },
    closed: { type: 'final', entry: 'reportClosed' },
  },
});

function recordOf({ orderId, record }: Context): OrderProgressRecord {
  if (record === undefined) throw new Error(`${orderId} was started before its payment event was stored`);
  return record;
}

function progressWrite(context: Context): Write {
  return { op: 'put', table: 'orderProgress', record: recordOf(context) };
}

function captured({
  context,
  event,
}: {
  context: Context;
  event: At<MessageOf<'OrderExecuted'>>;
}): OrderProgressRecord {
  const { outcome } = event;
  if (outcome.status !== 'captured')
    throw new Error(`${context.orderId} was declined and cannot be stored as captured`);
  return { ...recordOf(context), status: 'captured', pspReference: outcome.pspReference, saleAt: outcome.requestedAt };
}

function allocationOf(context: Context): Allocation {
  const { amount, currency } = recordOf(context);
  return allocate({ amount, currency }, context.policy.platformFee);
}

/** The sale belongs to the PSP's business date on which the charge was asked for; the PSP may book it a date later. */
function saleOf(context: Context): Sale {
  const { id: orderId, sellerId, amount, currency, pspReference, saleAt } = recordOf(context);
  if (pspReference === undefined || saleAt === undefined) throw new Error(`${orderId} has no capture to post`);
  return {
    orderId,
    sellerId,
    amount: { amount, currency },
    allocation: allocationOf(context),
    pspReference,
    saleDate: context.dates.psp(saleAt),
  };
}
