/**
 * One refund at the payment service, from start to end: reserve the amount, have the PSP pay it back, have the seller
 * debited, have the ledger post it. Each step is stored before the next one begins; what is reserved for an order's
 * refunds never exceeds the order.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type Resumed,
  type Write,
} from '../domain/effects.ts';
import { orderOfRefund, type RefundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates } from '../domain/policy.ts';
import type { RefundBalanceRecord, RefundRecord } from '../domain/records.ts';
import { withMore } from '../domain/with-more.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  callingStates,
  deadLetter,
  noCalls,
  type Caller,
} from './calling.ts';
import { acceptRefund, debitSeller, executeRefund, postRefund, reportClosed } from './refund-calls.ts';
import {
  decidedRefund,
  decisionOn,
  givingBackWrites,
  orderAtHand,
  reservingWrites,
  type Decision,
  type OrderAtHand,
} from './refund-rules.ts';

interface Context extends Caller {
  readonly refundId: RefundId;
  readonly dates: BusinessDates;
  readonly record: RefundRecord | undefined;
  readonly asked: MessageOf<'RefundAsked'> | undefined;
  /** What is reserved for the refunds of the order, as it was last read. */
  readonly balance: RefundBalanceRecord | undefined;
}

type Event = At<
  | MessageOf<'RefundAsked' | 'RefundExecuted' | 'SellerDebited' | 'RefundPosted'>
  | Acknowledged<
      'RefundStored' | 'RefusalStored' | 'PaymentStored' | 'DebitStored' | 'PostingStored' | 'DeadLetterStored'
    >
  | CommitRefused
  | RecordsRead
  | Resumed
>;
type Executed = { readonly context: Context; readonly event: At<MessageOf<'RefundExecuted'>> };
type Asking = { readonly context: Context; readonly event: Event };

export const refundSaga = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<RefundRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readOrder: emit(({ context: { refundId } }) => {
      const group = orderOfRefund(refundId);
      return {
        type: 'read',
        queries: [
          { table: 'orderProgress', group },
          { table: 'refundBalances', group },
          { table: 'refunds', group },
        ],
      };
    }),
    storeReservation: emit(({ context }) =>
      commit('RefundStored', reservingWrites(recordOf(context), context.balance, context.policy.defects)),
    ),
    storeRefusal: emit(({ context }) =>
      commit('RefusalStored', [{ op: 'insert', table: 'refunds', record: recordOf(context) }]),
    ),
    storeRefusalOfPsp: emit(({ context }) =>
      commit('RefusalStored', givingBackWrites(recordOf(context), context.balance)),
    ),
    storePayment: emit(({ context }) => commit('PaymentStored', [refundWrite(context)])),
    storeDebit: emit(({ context }) => commit('DebitStored', [refundWrite(context)])),
    storePosting: emit(({ context }) => commit('PostingStored', [refundWrite(context)])),
    acceptRefund: emit(({ context }) => acceptRefund(context.refundId)),
    callExecutor: emit(({ context }) => executeRefund(recordOf(context))),
    callWallet: emit(({ context }) => debitSeller(recordOf(context), context.policy, context.dates)),
    callLedger: emit(({ context }) => postRefund(recordOf(context), context.policy, context.dates)),
    reportClosed: emit(({ context: { refundId, record } }) =>
      reportClosed(refundId, record?.status === 'posted' ? 'refunded' : 'refused'),
    ),
    storeDeadLetter: emit(({ context }) => {
      const reason = `nobody has answered about the refund, which is ${recordOf(context).status}`;
      return deadLetter('sagaDeadLetters', addressOf.refundSaga(context.refundId), context.calls, reason);
    }),
    ...callingActions<Context, Event>(),
    markDebited: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'debited' as const }) }),
    markPosted: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'posted' as const }) }),
  },
  guards: {
    isClosed: ({ context: { record } }) => record?.status === 'posted' || record?.status === 'refused',
    wasDebited: ({ context }) => context.record?.status === 'debited',
    wasPaid: ({ context }) => context.record?.status === 'paid',
    wasAccepted: ({ context }) => context.record?.status === 'accepted',
    isRefused: (asking) => atHand(asking).refund?.status === 'refused',
    isStored: (asking) => atHand(asking).refund !== undefined,
    isPossible: (asking) => decision(asking) === 'possible',
    isTooMuch: (asking) => decision(asking) === 'tooMuch',
    isNever: (asking) => decision(asking) === 'never',
    paidIsEnough: ({ context }) => context.policy.defects.has('compensation-lost'),
    isPaid: ({ event }) => event.type === 'RefundExecuted' && event.body.outcome.status === 'refunded',
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, recordOf(context).status),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'refundSaga',
  context: ({ input }) => ({
    refundId: input.entity as RefundId,
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    asked: undefined,
    balance: undefined,
    calls: noCalls,
  }),
  initial: 'waitingForRefund',
  states: {
    waitingForRefund: {
      on: {
        RefundAsked: [
          { guard: 'isClosed', target: 'closed' },
          { guard: 'wasDebited', target: 'refunding.posting' },
          { guard: 'wasPaid', target: 'refunding.debiting' },
          { guard: 'wasAccepted', target: 'refunding.executing' },
          { target: 'readingOrder', actions: assign({ asked: ({ event }) => event.body }) },
        ],
        Resumed: [
          { guard: 'wasDebited', target: 'refunding.posting' },
          { guard: 'wasPaid', target: 'refunding.debiting' },
          { guard: 'wasAccepted', target: 'refunding.executing' },
        ],
      },
    },
    readingOrder: {
      entry: 'readOrder',
      on: {
        RecordsRead: [
          { guard: 'isRefused', target: 'closed', actions: assign({ record: (asking) => atHand(asking).refund }) },
          { guard: 'isStored', target: 'refunding', actions: assign({ record: (asking) => atHand(asking).refund }) },
          {
            guard: 'isPossible',
            target: 'reserving',
            actions: assign({ record: newRefund, balance: (asking) => atHand(asking).balance }),
          },
          { guard: 'isTooMuch', target: 'refusing', actions: assign({ record: newRefund }) },
          { guard: 'isNever', target: 'closed' },
          { target: 'unanswered' },
        ],
      },
      after: { storageTimeout: { target: 'readingOrder', reenter: true } },
    },
    // Refused: another refund of the order was stored meanwhile, or this one was, by an earlier commit.
    reserving: {
      entry: 'storeReservation',
      on: { RefundStored: 'refunding', CommitRefused: 'readingOrder' },
      after: { storageTimeout: { target: 'reserving', reenter: true } },
    },
    refusing: {
      entry: 'storeRefusal',
      on: { RefusalStored: 'closed', CommitRefused: 'readingOrder' },
      after: { storageTimeout: { target: 'refusing', reenter: true } },
    },
    refunding: {
      entry: 'acceptRefund',
      on: { RefundAsked: { actions: 'acceptRefund' } },
      initial: 'executing',
      states: {
        executing: {
          entry: 'beginCalls',
          ...callingStates('callExecutor'),
          on: {
            RefundExecuted: [
              { guard: 'isPaid', target: 'storingPayment', actions: assign({ record: executed }) },
              { target: 'readingBalance', actions: assign({ record: executed }) },
            ],
          },
        },
        storingPayment: {
          entry: 'storePayment',
          on: { PaymentStored: [{ guard: 'paidIsEnough', target: 'posting' }, { target: 'debiting' }] },
          after: { storageTimeout: { target: 'storingPayment', reenter: true } },
        },
        debiting: {
          entry: 'beginCalls',
          ...callingStates('callWallet'),
          on: { SellerDebited: { target: 'storingDebit', actions: 'markDebited' } },
        },
        storingDebit: {
          entry: 'storeDebit',
          on: { DebitStored: 'posting' },
          after: { storageTimeout: { target: 'storingDebit', reenter: true } },
        },
        posting: {
          entry: 'beginCalls',
          ...callingStates('callLedger'),
          on: { RefundPosted: { target: 'storingPosting', actions: 'markPosted' } },
        },
        storingPosting: {
          entry: 'storePosting',
          on: { PostingStored: '#refundSaga.closed' },
          after: { storageTimeout: { target: 'storingPosting', reenter: true } },
        },
        readingBalance: {
          entry: 'readOrder',
          on: {
            RecordsRead: [
              { guard: 'isRefused', target: '#refundSaga.closed' },
              { target: 'givingBack', actions: assign({ balance: (asking) => atHand(asking).balance }) },
            ],
          },
          after: { storageTimeout: { target: 'readingBalance', reenter: true } },
        },
        givingBack: {
          entry: 'storeRefusalOfPsp',
          on: { RefusalStored: '#refundSaga.closed', CommitRefused: 'readingBalance' },
          after: { storageTimeout: { target: 'givingBack', reenter: true } },
        },
      },
    },
    // The order is under way: the buyer hears nothing, and asks again.
    unanswered: { type: 'final' },
    closed: { type: 'final', entry: 'reportClosed' },
  },
});

function recordOf({ refundId, record }: Context): RefundRecord {
  if (record === undefined) throw new Error(`${refundId} is not known to the payment service yet`);
  return record;
}

function askedOf({ refundId, asked }: Context): MessageOf<'RefundAsked'> {
  if (asked === undefined) throw new Error(`nobody has asked for ${refundId}`);
  return asked;
}

function refundWrite(context: Context): Write {
  return { op: 'put', table: 'refunds', record: recordOf(context) };
}

function atHand({ context, event }: Asking): OrderAtHand {
  if (event.type !== 'RecordsRead') throw new Error(`a ${event.type} does not say what is stored`);
  return orderAtHand(event.body, context.refundId);
}

function decision(asking: Asking): Decision {
  return decisionOn(atHand(asking), askedOf(asking.context), asking.context.policy.defects);
}

function newRefund(asking: Asking): RefundRecord {
  return decidedRefund(atHand(asking), askedOf(asking.context), decision(asking));
}

function executed({
  context,
  event: {
    body: { outcome },
  },
}: Executed): RefundRecord {
  const record = recordOf(context);
  return outcome.status === 'refunded'
    ? withMore(record, { status: 'paid', pspReference: outcome.reference, refundedAt: outcome.refundedAt })
    : withMore(record, { status: 'refused', reason: outcome.code });
}
