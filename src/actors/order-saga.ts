/**
 * One payment order at the payment service, from start to end: have it executed, have the seller credited, have the
 * ledger post it. Each step is stored before the next one begins, so that a saga which is woken goes on where its record
 * says it was.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { bookingDate } from '../domain/booking-date.ts';
import { commit, send, type Acknowledged, type At, type Effect, type Resumed, type Write } from '../domain/effects.ts';
import { allocate, owedToSeller, type Allocation } from '../domain/fees.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Luck, Policy } from '../domain/policy.ts';
import type { Sale } from '../domain/postings.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import {
  backoffOf,
  callingStates,
  callsSince,
  deadLetter,
  hasCallsLeft,
  hasRoundsLeft,
  nextRound,
  noCalls,
  oneMoreCall,
  type Calls,
} from './calling.ts';

interface Context {
  readonly orderId: OrderId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly dates: BusinessDates;
  readonly record: OrderProgressRecord | undefined;
  readonly calls: Calls;
}

type Event = At<
  | MessageOf<'StartOrder' | 'OrderExecuted' | 'SellerCredited' | 'SalePosted'>
  | Acknowledged<'CaptureStored' | 'CreditStored' | 'PostingStored' | 'DeclineStored' | 'DeadLetterStored'>
  | Resumed
>;

/** Where an order that is woken goes on. */
const goOn = [
  { guard: 'isTakenForInHand' },
  { guard: 'creditsAhead', target: 'executing', actions: 'callWallet' },
  { guard: 'isAccepted', target: 'executing' },
  { guard: 'isCaptured', target: 'crediting' },
  { guard: 'isCredited', target: 'posting' },
] as const;

/** What an answer leads to, whether the order was waiting for it or is woken by it. */
const onExecuted = [
  { guard: 'tellsCapture', target: 'storingCapture', actions: 'markCaptured' },
  { guard: 'executedIsPaid', target: 'storingDecline', actions: ['markDeclined', 'callWallet'] },
  { guard: 'tellsDecline', target: 'storingDecline', actions: 'markDeclined' },
] as const;
const onCredited = { guard: 'isCaptured', target: 'storingCredit', actions: 'markCredited' } as const;
const onPosted = { guard: 'isCredited', target: 'storingPosting', actions: 'markPosted' } as const;

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
      const { id: orderId, sellerId } = recordOf(context);
      const amount = owedToSeller(allocationOf(context));
      return send(addressOf.wallet(sellerId, amount.currency), { type: 'CreditSeller', orderId, sellerId, amount });
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
    storeDeadLetter: emit(({ context }) => {
      const address = addressOf.orderSaga(context.orderId);
      return deadLetter('sagaDeadLetters', address, context.calls, `the ${calledBy(context)} has not answered`);
    }),
    beginCalls: assign({ calls: ({ event }) => callsSince(event.at) }),
    countCall: assign({ calls: ({ context }) => oneMoreCall(context.calls) }),
    beginRound: assign({ calls: ({ context }) => nextRound(context.calls) }),
    markCaptured: assign({ record: ({ context, event }) => captured(recordOf(context), event) }),
    markCredited: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'credited' as const }) }),
    markPosted: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'posted' as const }) }),
    markDeclined: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'declined' as const }) }),
  },
  guards: {
    isClosed: ({ context: { record } }) => record?.status === 'posted' || record?.status === 'declined',
    isAccepted: ({ context: { record } }) => record?.status === 'accepted',
    isCaptured: ({ context: { record } }) => record?.status === 'captured',
    isCredited: ({ context: { record } }) => record?.status === 'credited',
    tellsCapture: ({ context: { record }, event }) =>
      record?.status === 'accepted' && event.type === 'OrderExecuted' && event.outcome.status === 'captured',
    tellsDecline: ({ context, event }) => tellsDecline(context, event),
    executedIsPaid: ({ context, event }) =>
      context.policy.defects.has('credit-on-decline') && tellsDecline(context, event),
    creditsAhead: ({ context: { policy, record } }) =>
      policy.defects.has('credit-before-capture') && record?.status === 'accepted',
    sentIsPosted: ({ context }) => context.policy.defects.has('ledger-append-lost'),
    /** Not new and not closed: somebody must be at it. After a restart nobody is. */
    isTakenForInHand: ({ context: { policy, record } }) =>
      policy.defects.has('recovery-forgets-in-flight') &&
      (record?.status === 'captured' || record?.status === 'credited'),
    mayCallAgain: ({ context }) => hasCallsLeft(context.calls, context.policy.calls),
    mayBeginRound: ({ context }) => hasRoundsLeft(context.calls, context.policy.redrive),
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, recordOf(context).status),
    redrive: ({ context }) => context.policy.redrive.everyMs,
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
    calls: noCalls,
  }),
  initial: 'waitingForStart',
  states: {
    waitingForStart: {
      on: {
        StartOrder: [{ guard: 'isClosed', target: 'closed' }, ...goOn],
        Resumed: goOn,
        OrderExecuted: [...onExecuted, ...goOn],
        SellerCredited: [onCredited, ...goOn],
        SalePosted: [onPosted, ...goOn],
      },
    },
    executing: {
      entry: 'beginCalls',
      ...callingStates('callExecutor'),
      on: { OrderExecuted: onExecuted },
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { CaptureStored: 'crediting' },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    crediting: {
      entry: 'beginCalls',
      ...callingStates('callWallet'),
      on: { SellerCredited: onCredited },
    },
    storingCredit: {
      entry: 'storeCredit',
      on: { CreditStored: 'posting' },
      after: { storageTimeout: { target: 'storingCredit', reenter: true } },
    },
    posting: {
      entry: 'beginCalls',
      ...callingStates('callLedger', {
        guard: 'sentIsPosted',
        target: '#orderSaga.storingPosting',
        actions: 'markPosted',
      }),
      on: { SalePosted: onPosted },
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

function captured(record: OrderProgressRecord, event: Event): OrderProgressRecord {
  if (event.type !== 'OrderExecuted' || event.outcome.status !== 'captured') return record;
  const { pspReference, requestedAt: saleAt } = event.outcome;
  return { ...record, status: 'captured', pspReference, saleAt };
}

function tellsDecline({ record }: Context, event: Event): boolean {
  return record?.status === 'accepted' && event.type === 'OrderExecuted' && event.outcome.status === 'declined';
}

/** Who is to bring the order to its next step. */
function calledBy(context: Context): string {
  switch (recordOf(context).status) {
    case 'accepted':
      return 'executor';
    case 'captured':
      return 'wallet';
    default:
      return 'ledger';
  }
}

function allocationOf(context: Context): Allocation {
  const { amount, currency, quote } = recordOf(context);
  return allocate({ amount, currency }, context.policy.platformFee, quote);
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
    saleDate: bookingDate(saleAt, context.policy, context.dates),
  };
}
