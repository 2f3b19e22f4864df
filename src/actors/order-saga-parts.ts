/** What an order's saga is made of: what it does, by which it decides, and how long it waits. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { LAPSE_GRACE_MS } from '../domain/authorisation.ts';
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
} from '../domain/effects.ts';
import type { OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates } from '../domain/policy.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import { withMore } from '../domain/with-more.ts';
import { backoffOf, callingActions, callingDelays, callingGuards, deadLetter, type Caller } from './calling.ts';
import { creditSeller, executeCapture, executeOrder, postSale, reportAuthorised, reportClosed } from './order-calls.ts';

interface Context extends Caller {
  readonly orderId: OrderId;
  readonly dates: BusinessDates;
  readonly record: OrderProgressRecord | undefined;
  /** How much longer the order waits for its dispatch. */
  readonly lapsesInMs: number;
}

type Event = At<
  | MessageOf<'StartOrder' | 'OrderExecuted' | 'OrderDispatched' | 'CaptureExecuted' | 'SellerCredited' | 'SalePosted'>
  | Acknowledged<'AuthorisationStored' | 'DispatchStored' | 'LapseStored'>
  | Acknowledged<'CaptureStored' | 'CreditStored' | 'PostingStored' | 'DeclineStored' | 'DeadLetterStored'>
  | CommitRefused
  | RecordsRead
  | Resumed
>;
type Seeing = { readonly context: Context; readonly event: Event };
type Status = OrderProgressRecord['status'];

export const orderSagaParts = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<OrderProgressRecord>,
    emitted: {} as Effect,
  },
  actions: {
    callExecutor: emit(({ context }) => executeOrder(recordOf(context))),
    callForCapture: emit(({ context }) => executeCapture(recordOf(context))),
    callWallet: emit(({ context }) => creditSeller(recordOf(context), context.policy)),
    callLedger: emit(({ context }) => postSale(recordOf(context), context.policy, context.dates)),
    storeAuthorisation: emit(({ context }) => advance('AuthorisationStored', context, 'accepted')),
    storeDispatch: emit(({ context }) => advance('DispatchStored', context, 'authorised')),
    storeLapse: emit(({ context }) => advance('LapseStored', context, dispatchedOr(context))),
    storeCapture: emit(({ context }) => store('CaptureStored', context)),
    storeCredit: emit(({ context }) => store('CreditStored', context)),
    storePosting: emit(({ context }) => store('PostingStored', context)),
    storeDecline: emit(({ context }) => store('DeclineStored', context)),
    readOrder: emit(({ context: { orderId } }) => ({
      type: 'read',
      queries: [{ table: 'orderProgress', group: orderId }],
    })),
    noteDispatch: emit(({ context: { orderId } }) =>
      send(addressOf.dispatch(orderId), { type: 'DispatchNoted', orderId }),
    ),
    reportAuthorised: emit(({ context }) => reportAuthorised(recordOf(context))),
    reportClosed: emit(({ context }) => reportClosed(recordOf(context))),
    storeDeadLetter: emit(({ context }) => {
      const address = addressOf.orderSaga(context.orderId);
      return deadLetter('sagaDeadLetters', address, context.calls, `the ${calledBy(context)} has not answered`);
    }),
    ...callingActions<Context, Event>(),
    keepRead: assign({ record: (seeing) => seen(seeing) }),
    planLapse: assign({
      lapsesInMs: ({ context, event }) => Math.max(0, (recordOf(context).expiresAt ?? 0) + LAPSE_GRACE_MS - event.at),
    }),
    markAuthorised: assign({ record: ({ context, event }) => authorised(recordOf(context), event) }),
    markDispatched: assign({ record: ({ context, event }) => dispatched(recordOf(context), event) }),
    markLapsed: assign({ record: ({ context }) => withStatus(context, 'lapsed') }),
    markCaptured: assign({ record: ({ context, event }) => captured(recordOf(context), event) }),
    markCredited: assign({ record: ({ context }) => withStatus(context, 'credited') }),
    markPosted: assign({ record: ({ context }) => withStatus(context, 'posted') }),
    markDeclined: assign({ record: ({ context }) => withStatus(context, 'declined') }),
  },
  guards: {
    isClosed: (seeing) => isIn(seeing, 'posted', 'declined', 'lapsed'),
    isAccepted: (seeing) => isIn(seeing, 'accepted'),
    isAuthorised: (seeing) => isIn(seeing, 'authorised'),
    isDispatched: (seeing) => isIn(seeing, 'dispatched'),
    isCaptured: (seeing) => isIn(seeing, 'captured'),
    isCredited: (seeing) => isIn(seeing, 'credited'),
    wasDispatched: (seeing) => isIn(seeing, 'dispatched', 'captured', 'credited'),
    tellsCapture: ({ context, event }) => awaits(context, 'accepted') && tells(event, 'OrderExecuted', 'captured'),
    tellsAuthorisation: ({ context, event }) =>
      awaits(context, 'accepted') && tells(event, 'OrderExecuted', 'authorised'),
    tellsDecline: ({ context, event }) => tellsDecline(context, event),
    tellsLateCapture: ({ context, event }) =>
      awaits(context, 'dispatched') && tells(event, 'CaptureExecuted', 'captured'),
    tellsRefusal: ({ context, event }) => awaits(context, 'dispatched') && tells(event, 'CaptureExecuted', 'refused'),
    executedIsPaid: ({ context, event }) =>
      context.policy.defects.has('credit-on-decline') && tellsDecline(context, event),
    creditsAhead: ({ context }) => context.policy.defects.has('credit-before-capture') && awaits(context, 'accepted'),
    sentIsPosted: ({ context }) => context.policy.defects.has('ledger-append-lost'),
    /** Not new and not closed: somebody must be at it. After a restart nobody is. */
    isTakenForInHand: ({ context: { policy, record } }) =>
      policy.defects.has('recovery-forgets-in-flight') &&
      (record?.status === 'captured' || record?.status === 'credited'),
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, recordOf(context).status),
    untilLapse: ({ context }) => context.lapsesInMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

function recordOf({ orderId, record }: Context): OrderProgressRecord {
  if (record === undefined) throw new Error(`${orderId} was started before its payment event was stored`);
  return record;
}

/** The order as it has just been read, or else as the saga knows it. */
function seen({ context, event }: Seeing): OrderProgressRecord | undefined {
  return event.type === 'RecordsRead' ? recordsIn(event.body, 'orderProgress')[0] : context.record;
}

function isIn(seeing: Seeing, ...statuses: readonly Status[]): boolean {
  const status = seen(seeing)?.status;
  return status !== undefined && statuses.includes(status);
}

function awaits({ record }: Context, status: Status): boolean {
  return record?.status === status;
}

function tells(event: Event, type: 'OrderExecuted' | 'CaptureExecuted', status: string): boolean {
  return event.type === type && event.body.outcome.status === status;
}

function tellsDecline(context: Context, event: Event): boolean {
  return awaits(context, 'accepted') && tells(event, 'OrderExecuted', 'declined');
}

function store(ack: string, context: Context): Effect {
  return commit(ack, [{ op: 'put', table: 'orderProgress', record: recordOf(context) }]);
}

/** An order lapses or is dispatched, and a commit of before a crash may have decided which. */
function advance(ack: string, context: Context, from: Status): Effect {
  return commit(ack, [{ op: 'advance', table: 'orderProgress', record: recordOf(context), from }]);
}

/** What a lapsed order was: its amount tells whether it had been dispatched. */
function dispatchedOr(context: Context): Status {
  return recordOf(context).authorised === undefined ? 'authorised' : 'dispatched';
}

function withStatus(context: Context, status: Status): OrderProgressRecord {
  return withMore(recordOf(context), { status });
}

function authorised(record: OrderProgressRecord, event: Event): OrderProgressRecord {
  if (event.type !== 'OrderExecuted' || event.body.outcome.status !== 'authorised') return record;
  const { pspReference, expiresAt } = event.body.outcome;
  return withMore(record, { status: 'authorised', pspReference, expiresAt });
}

/** From here on the order is of what was dispatched. */
function dispatched(record: OrderProgressRecord, event: Event): OrderProgressRecord {
  if (event.type !== 'OrderDispatched') return record;
  return withMore(record, { status: 'dispatched', authorised: record.amount, amount: event.body.amount.amount });
}

function captured(record: OrderProgressRecord, event: Event): OrderProgressRecord {
  if (event.type === 'CaptureExecuted' && event.body.outcome.status === 'captured')
    return withMore(record, { status: 'captured', saleAt: event.body.outcome.requestedAt });
  if (event.type !== 'OrderExecuted' || event.body.outcome.status !== 'captured') return record;
  const { pspReference, requestedAt: saleAt } = event.body.outcome;
  return withMore(record, { status: 'captured', pspReference, saleAt });
}

/** Who is to bring the order to its next step. */
function calledBy(context: Context): string {
  switch (recordOf(context).status) {
    case 'accepted':
    case 'dispatched':
      return 'executor';
    case 'captured':
      return 'wallet';
    default:
      return 'ledger';
  }
}
