/** What the payment order's machine is made of: what it does, by which it decides, and how long it waits. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Resumed,
  type SentAt,
  type Write,
} from '../domain/effects.ts';
import type { Instant } from '../domain/calendar.ts';
import { pspReference, type OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates } from '../domain/policy.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';
import { backoffOf, deadLetter, hasCallsLeft, oneMoreCall, renewed } from './calling.ts';
import {
  askedAgain,
  chargeRequest,
  createdOrder,
  inDoubt,
  isOpen,
  leadsToNextAttempt,
  nextAttempt,
  outcomeOf,
  settledByFile,
  settledOrder,
} from './payment-order-records.ts';
import { completesAgain, findsNoOrder, leavesDoubtToWebhook, postCharge } from './payment-order-webhooks.ts';
import {
  pspCallActions,
  pspCallAsked,
  pspCallDelays,
  pspCallEnded,
  pspCallGuards,
  type PspCaller,
} from './psp-call.ts';

interface Context extends PspCaller {
  readonly orderId: OrderId;
  readonly dates: BusinessDates;
  /** As it is stored, or about to be. */
  readonly record: PaymentOrderRecord | undefined;
  /** Since when requests for an attempt stand. */
  readonly standing: { readonly attempt: number; readonly since: Instant } | undefined;
}

type Outcome = MessageOf<'ChargeAnswered' | 'ChargeNotified'>;
type Event =
  | SentAt<Outcome | MessageOf<'ExecuteOrder' | 'ChargePending' | 'ChargeNotFound' | 'PspRefused' | 'ChargeSettled'>>
  | SentAt<MessageOf<'PspCallGranted' | 'PspCallRefused'>>
  | At<Acknowledged<'OrderStored' | 'AttemptStored' | 'DoubtStored' | 'OutcomeStored' | 'DeadLetterStored'>>
  | At<CommitRefused | Resumed>;

export const paymentOrderParts = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PaymentOrderRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeOrder: emit(({ context }) =>
      store('OrderStored', { op: 'insert', table: 'paymentOrders', record: recordOf(context) }),
    ),
    storeAttempt: emit(({ context }) => {
      const record = recordOf(context);
      return store('AttemptStored', {
        op: 'advance',
        table: 'paymentOrders',
        record,
        from: { attempt: record.attempt - 1 },
      });
    }),
    storeDoubt: emit(({ context }) => {
      const record = recordOf(context);
      const from = { attempt: record.attempt, status: 'created' } as const;
      return store('DoubtStored', { op: 'advance', table: 'paymentOrders', record, from });
    }),
    storeOutcome: emit(({ context }) =>
      store('OutcomeStored', { op: 'put', table: 'paymentOrders', record: recordOf(context) }),
    ),
    storeDeadLetter: emit(({ context }) =>
      deadLetter(
        'executorDeadLetters',
        addressOf.paymentOrder(context.orderId),
        context.calls,
        `the PSP has not said what became of ${recordOf(context).idempotencyKey}`,
      ),
    ),
    askGateway: emit(({ context: { orderId } }) => pspCallAsked(orderId, addressOf.paymentOrder(orderId))),
    endCall: emit(({ context, event }) => pspCallEnded(context.orderId, event)),
    requestCharge: emit(({ context, event }) => {
      const { round, made } = context.calls;
      // Whoever trusts that the key makes it safe to ask sees no need to say since when.
      const isTrusting = context.policy.defects.has('key-expired-then-retry');
      const asOf = isTrusting ? undefined : standingAt(context, event.at).since;
      const request = chargeRequest(recordOf(context), asOf, round > 1 || made > 1, context.policy);
      return send(addressOf.charge(request.key), request);
    }),
    inquire: emit(({ context }) => {
      const { id: orderId, idempotencyKey: key } = recordOf(context);
      return send(addressOf.charge(key), { type: 'ChargeInquiry', orderId, key });
    }),
    reportOutcome: emit(({ context }) =>
      send(addressOf.orderSaga(context.orderId), {
        type: 'OrderExecuted',
        orderId: context.orderId,
        outcome: outcomeOf(recordOf(context)),
      }),
    ),
    /** It is the capture that the file is about, which is the business of another actor. */
    passSettlementOn: emit(({ context, event }) => {
      if (event.type !== 'ChargeSettled') throw new Error(`${event.type} settles nothing`);
      const { type, orderId, reference, amount, capturedAt } = event.body;
      return send(addressOf.captureOrder(context.orderId), { type, orderId, reference, amount, capturedAt });
    }),
    postCharge: emit(({ context }) => postCharge(recordOf(context), context.policy, context.dates)),
    takeNextAttempt: assign({
      record: ({ context, event }) =>
        isOutcome(event) ? nextAttempt(recordOf(context), context.policy, event.at) : context.record,
    }),
    createOrder: assign({
      record: ({ context, event }) =>
        event.type === 'ExecuteOrder' ? createdOrder(event, context.policy) : context.record,
    }),
    settle: assign({ record: ({ context, event }) => afterEvent(context, event) }),
    takeSilenceForDecline: assign({
      record: ({ context }) => {
        const { policy, calls } = context;
        return nextAttempt(recordOf(context), policy, calls.since + policy.psp.timeoutMs);
      },
    }),
    beginAnew: assign({
      record: ({ context, event }) => nextAttempt(recordOf(context), context.policy, event.at),
    }),
    takeWord: assign({ standing: ({ context, event }) => wordOf(context, event) }),
    keyRetry: assign({ record: ({ context }) => askedAgain(recordOf(context), context.policy) }),
    markUnknown: assign({ record: ({ context }) => inDoubt(recordOf(context), context.policy) }),
    ...pspCallActions<Context, Event>(),
    renewCalls: assign({ calls: ({ context, event }) => renewed(context.calls, event.at) }),
    countCall: assign({
      calls: ({ context }) => oneMoreCall(context.calls),
      standing: ({ context, event }) => standingAt(context, event.at),
    }),
  },
  guards: {
    isExecuted: ({ context: { record } }) => record !== undefined && !isOpen(record),
    isCaptured: ({ context: { record } }) => record?.status === 'captured',
    isAuthorised: ({ context: { record } }) => record?.status === 'authorised',
    isCreated: ({ context: { record } }) => record?.status === 'created',
    isInDoubt: ({ context: { record } }) => record?.status === 'unknown',
    isAboutThisAttempt: ({ context, event }) => isAboutThisAttempt(context, event),
    isAboutPresent: ({ context, event }) => isAboutPresent(context, event),
    isAboutAnother: ({ context, event }) => !isAboutPresent(context, event),
    isNotOfDoubt: ({ context, event }) =>
      event.type !== 'CommitRefused' || event.body.ack !== 'DoubtStored' || !isAboutPresent(context, event),
    leadsToNextAttempt: ({ context, event }) =>
      isAboutThisAttempt(context, event) &&
      isOutcome(event) &&
      leadsToNextAttempt(recordOf(context), event.body.outcome, context.policy),
    /** The file speaks of the charge that was asked for, and not of another one. */
    isSettledAttempt: ({ context: { record }, event }) =>
      record !== undefined &&
      isOpen(record) &&
      event.type === 'ChargeSettled' &&
      event.body.reference === pspReference(record.idempotencyKey),
    isThrottled: ({ context, event }) =>
      isAboutThisAttempt(context, event) && event.type === 'PspRefused' && event.body.status === 429,
    mayRequestAgain: ({ context, event }) =>
      isAboutThisAttempt(context, event) && hasCallsLeft(context.calls, context.policy.psp),
    timeoutIsFailure: ({ context: { policy, record } }) =>
      policy.defects.has('timeout-treated-as-failure') && (record?.attempt ?? 0) <= policy.softDeclineRetries,
    /** What was open when the executor went down may have been asked for, and is asked for again as another attempt. */
    isBegunAnew: ({ context: { policy, record } }) =>
      policy.defects.has('recovery-repeats-effect') &&
      record !== undefined &&
      isOpen(record) &&
      record.attempt <= policy.softDeclineRetries,
    unknownIsUnpaid: ({ context, event }) =>
      context.policy.defects.has('unknown-paid-again') &&
      isAboutThisAttempt(context, event) &&
      recordOf(context).attempt <= context.policy.softDeclineRetries,
    keyMakesItSafe: ({ context: { policy, record } }) =>
      policy.defects.has('key-expired-then-retry') && record?.status === 'unknown',
    leavesDoubtToWebhook: ({ context: { policy } }) => leavesDoubtToWebhook(policy),
    waitsForWebhook: ({ context: { policy, record } }) => record?.status === 'unknown' && leavesDoubtToWebhook(policy),
    findsNoOrder: ({ context: { policy, record } }) =>
      record !== undefined && isOpen(record) && findsNoOrder(record, policy),
    isMarkedFirst: ({ context, event }) =>
      context.policy.defects.has('webhook-marked-before-delivery') && isAboutThisAttempt(context, event),
    lateIsNewer: ({ context: { policy, record } }) =>
      policy.defects.has('late-webhook-overwrites-final') && record !== undefined && !isOpen(record),
    completesAgain: ({ context: { policy, record }, event }) =>
      record !== undefined && completesAgain(record, event.at, policy),
    isNewRound: ({ context }) => context.calls.made === 0,
    ...pspCallGuards,
    mayInquireAgain: ({ context }) =>
      recordOf(context).status === 'unknown' && hasCallsLeft(context.calls, context.policy.psp),
  },
  delays: {
    ...pspCallDelays,
    backoff: ({ context }) => {
      const { policy, calls, luck, retryAfterMs } = context;
      if (policy.defects.has('retry-without-backoff')) return 1;
      return Math.max(retryAfterMs, backoffOf(policy.psp, calls, luck, recordOf(context).idempotencyKey));
    },
    softDeclineWait: ({ context }) => context.policy.softDeclineWaitMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

function recordOf({ orderId, record }: Context): PaymentOrderRecord {
  if (record === undefined) throw new Error(`${orderId} is not known to the executor yet`);
  return record;
}

type OrderWrite = Extract<Write, { readonly table: 'paymentOrders' }>;

/**
 * A commit of before a crash may become durable after it. So no commit undoes what the actor does not know of, and none
 * is taken for an earlier one: it is about the attempt as this actor began it.
 */
function store(ack: string, write: OrderWrite): Effect {
  return { type: 'commit', ack, about: beginningOf(write.record), writes: [write] };
}

function beginningOf({ idempotencyKey, requestedAt }: PaymentOrderRecord): string {
  return `${idempotencyKey} of ${requestedAt}`;
}

function isAboutPresent(context: Context, event: Event): boolean {
  return 'about' in event.body && event.body.about === beginningOf(recordOf(context));
}

/**
 * A request is as old as what it rests upon, so that none is good for long after the first of them: by the time that the
 * PSP forgets the key, the PSP refuses them all. It rests upon there having been none before, when it is the first one; or
 * upon the PSP's word, by its own clock, that it knows of no such charge.
 */
function standingAt(context: Context, at: Instant): NonNullable<Context['standing']> {
  const { attempt } = recordOf(context);
  return context.standing?.attempt === attempt ? context.standing : { attempt, since: at };
}

function wordOf(context: Context, event: Event): Context['standing'] {
  if (event.type !== 'ChargeNotFound') return context.standing;
  return { attempt: recordOf(context).attempt, since: event.sentAt };
}

/** An order that has its outcome has no attempt that anything could be about. */
function isAboutThisAttempt({ record }: Context, event: Event): boolean {
  return record !== undefined && isOpen(record) && 'key' in event.body && event.body.key === record.idempotencyKey;
}

/** As an answer, a webhook or a settlement file tells it. */
function afterEvent(context: Context, event: Event): PaymentOrderRecord {
  const record = recordOf(context);
  switch (event.type) {
    case 'ChargeAnswered':
    case 'ChargeNotified':
      return settledOrder(record, event.body.outcome);
    case 'ChargeSettled':
      return settledByFile(record, event.body.reference);
    default:
      return record;
  }
}

function isOutcome(event: Event): event is SentAt<Outcome> {
  return event.type === 'ChargeAnswered' || event.type === 'ChargeNotified';
}
