/** What the machine of a capture at the executor is made of: what it does, by which it decides, and how long it waits. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { amountForPsp } from '../domain/amount-for-psp.ts';
import {
  commit,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Resumed,
} from '../domain/effects.ts';
import { pspReference, type OrderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Luck, Policy } from '../domain/policy.ts';
import type { CaptureOrderRecord } from '../domain/executor-records.ts';
import {
  askedOnceMore,
  backoffOf,
  callsSince,
  deadLetter,
  hasCallsLeft,
  hasRoundsLeft,
  nextRound,
  oneMoreCall,
  type Calls,
} from './calling.ts';
import { pspCallAsked, pspCallEnded } from './psp-call.ts';

interface Context {
  readonly orderId: OrderId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly record: CaptureOrderRecord | undefined;
  /** The PSP may have captured: it was asked to and has not said, or nobody remembers whether it was. */
  readonly inDoubt: boolean;
  /** By mistake: the capture is asked for whether the authorisation is still good or not. */
  readonly forced: boolean;
  readonly calls: Calls;
  /** How long the PSP or the gateway wants to be left alone. */
  readonly retryAfterMs: number;
}

type Outcome = MessageOf<'CaptureAnswered' | 'CaptureNotified'>;
type Event = At<
  | Outcome
  | MessageOf<'ExecuteCapture' | 'CaptureNotFound' | 'PspRefused' | 'ChargeSettled'>
  | MessageOf<'PspCallGranted' | 'PspCallRefused'>
  | Acknowledged<'CaptureStored' | 'DoubtStored' | 'OutcomeStored' | 'DeadLetterStored'>
  | CommitRefused
  | Resumed
>;

export const captureOrderParts = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<CaptureOrderRecord>,
    emitted: {} as Effect,
  },
  actions: {
    // One of before a crash, which may become durable yet, is another one: it was asked for at another moment.
    storeCapture: emit(({ context }) => ({
      ...commit('CaptureStored', [{ op: 'insert', table: 'captureOrders', record: recordOf(context) }]),
      about: `${context.orderId} of ${recordOf(context).requestedAt}`,
    })),
    storeDoubt: emit(({ context }) => {
      const record = recordOf(context);
      return commit('DoubtStored', [{ op: 'advance', table: 'captureOrders', record, from: 'created' }]);
    }),
    storeOutcome: emit(({ context }) =>
      commit('OutcomeStored', [{ op: 'put', table: 'captureOrders', record: recordOf(context) }]),
    ),
    askGateway: emit(({ context: { orderId } }) => pspCallAsked(orderId, addressOf.captureOrder(orderId))),
    endCall: emit(({ context, event }) => pspCallEnded(context.orderId, event)),
    requestCapture: emit(({ context }) => {
      const { id: orderId, key, amount, currency } = recordOf(context);
      const asked = amountForPsp({ amount, currency }, context.policy.defects);
      const request = { type: 'CaptureRequested', orderId, key, amount: asked } as const;
      return send(addressOf.charge(key), context.forced ? { ...request, forced: true } : request);
    }),
    inquire: emit(({ context }) => {
      const { id: orderId, key } = recordOf(context);
      return send(addressOf.charge(key), { type: 'CaptureInquiry', orderId, key });
    }),
    reportOutcome: emit(({ context }) =>
      send(addressOf.orderSaga(context.orderId), {
        type: 'CaptureExecuted',
        orderId: context.orderId,
        outcome: outcomeOf(recordOf(context)),
      }),
    ),
    storeDeadLetter: emit(({ context }) => {
      const reason = 'the PSP has not answered about the capture';
      return deadLetter('executorDeadLetters', addressOf.captureOrder(context.orderId), context.calls, reason);
    }),
    createCapture: assign({
      record: ({ context, event }) => (event.type === 'ExecuteCapture' ? created(event) : context.record),
    }),
    settle: assign({ record: ({ context, event }) => settled(recordOf(context), event) }),
    force: assign({ forced: true }),
    beginCalls: assign({ calls: ({ event }) => callsSince(event.at), retryAfterMs: 0 }),
    countAsk: assign({ calls: ({ context }) => askedOnceMore(context.calls), retryAfterMs: 0 }),
    countCall: assign({ calls: ({ context }) => oneMoreCall(context.calls) }),
    beginRound: assign({ calls: ({ context }) => nextRound(context.calls) }),
    keepRetryAfter: assign({
      retryAfterMs: ({ event }) => ('retryAfterMs' in event.body ? event.body.retryAfterMs : 0),
    }),
    markUnknown: assign({
      inDoubt: true,
      record: ({ context }) => ({ ...recordOf(context), status: 'unknown' as const }),
    }),
    dispelDoubt: assign({ inDoubt: false }),
  },
  guards: {
    isExecuted: ({ context: { record } }) => record?.status === 'captured' || record?.status === 'refused',
    isUnknown: ({ context: { record } }) => record?.status === 'unknown',
    isCreated: ({ context: { record } }) => record?.status === 'created',
    isThrottled: ({ event }) => event.type === 'PspRefused' && event.body.status === 429,
    isNotOfDoubt: ({ event }) => event.type !== 'CommitRefused' || event.body.ack !== 'DoubtStored',
    isNewRound: ({ context }) => context.calls.made === 0,
    isInDoubt: ({ context }) => context.inDoubt,
    /** The file speaks of the charge that was to be captured, and not of another one. */
    isSettledCapture: ({ context: { record }, event }) =>
      record !== undefined && event.type === 'ChargeSettled' && event.body.reference === pspReference(record.key),
    /** The goods are on their way: the money is asked for all the same, as for a sale that was noted on paper. */
    expiredIsForced: ({ context, event }) =>
      context.policy.defects.has('capture-after-expiry') && !context.forced && tellsExpiry(event),
    isForcing: ({ context, event }) => context.forced && tellsExpiry(event),
    mayInquire: ({ context }) => context.inDoubt && hasCallsLeft(context.calls, context.policy.psp),
    mayCallAgain: ({ context }) => hasCallsLeft(context.calls, context.policy.psp),
    mayBeginRound: ({ context }) => hasRoundsLeft(context.calls, context.policy.redrive),
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    pspTimeout: ({ context }) => context.policy.psp.timeoutMs,
    backoff: ({ context: { policy, calls, luck, retryAfterMs } }) =>
      Math.max(backoffOf(policy.psp, calls, luck, 'capture'), retryAfterMs),
    redrive: ({ context }) => context.policy.redrive.everyMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

function recordOf({ orderId, record }: Context): CaptureOrderRecord {
  if (record === undefined) throw new Error(`the executor is to capture nothing of ${orderId} yet`);
  return record;
}

function created({ at, body: { orderId, key, amount } }: At<MessageOf<'ExecuteCapture'>>): CaptureOrderRecord {
  return { id: orderId, key, status: 'created', requestedAt: at, ...amount };
}

/** As the PSP answers it, or its file lists it. */
function settled(record: CaptureOrderRecord, event: Event): CaptureOrderRecord {
  switch (event.type) {
    case 'CaptureAnswered':
    case 'CaptureNotified':
      return event.body.outcome.status === 'captured'
        ? { ...record, status: 'captured' }
        : { ...record, status: 'refused', code: event.body.outcome.code };
    case 'ChargeSettled':
      return { ...record, status: 'captured' };
    default:
      return record;
  }
}

function tellsExpiry(event: Event): boolean {
  const isOutcome = event.type === 'CaptureAnswered' || event.type === 'CaptureNotified';
  return isOutcome && event.body.outcome.status === 'refused' && event.body.outcome.code === 'authorisation_expired';
}

function outcomeOf({ id, status, requestedAt, code }: CaptureOrderRecord): MessageOf<'CaptureExecuted'>['outcome'] {
  if (status === 'captured') return { status, requestedAt };
  if (status === 'refused' && code !== undefined) return { status, code };
  throw new Error(`the capture of ${id} has status ${status} and no outcome to report`);
}
