/**
 * The capture of one order at the executor, when it was authorised before: stored, then asked of the PSP under the key of
 * the charge. A time-out says nothing about the capture, so the PSP is asked about it before it is asked for it again; only
 * the PSP itself ends it: its answer, its webhook or its settlement file.
 */
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
import type { ActorInput } from '../domain/policy.ts';
import type { CaptureOrderRecord } from '../domain/executor-records.ts';
import { backoffOf, deadLetter, noCalls } from './calling.ts';
import { pspCallAsked, pspCallDelays, pspCallEnded } from './psp-call.ts';
import { requestActions, requestGuards, requestStates, takenUp, type Requester } from './psp-request.ts';

interface Context extends Requester {
  readonly orderId: OrderId;
  readonly record: CaptureOrderRecord | undefined;
  /** By mistake: the capture is asked for whether the authorisation is still good or not. */
  readonly forced: boolean;
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

const takeUp = takenUp('#captureOrder.capturing');

/** What an answer or a webhook leads to. */
const onOutcome = [
  { guard: 'expiredIsForced', target: '#captureOrder.capturing.requesting', actions: 'force' },
  { guard: 'isForcing' },
  { target: '#captureOrder.storingOutcome', actions: 'settle' },
] as const;
const onSettled = { guard: 'isSettledCapture', target: '#captureOrder.storingOutcome', actions: 'settle' } as const;

export const captureOrder = setup({
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
    ...requestActions<Context, Event>(),
    markUnknown: assign({
      inDoubt: true,
      record: ({ context }) => ({ ...recordOf(context), status: 'unknown' as const }),
    }),
  },
  guards: {
    isExecuted: ({ context: { record } }) => record?.status === 'captured' || record?.status === 'refused',
    ...requestGuards,
    /** The file speaks of the charge that was to be captured, and not of another one. */
    isSettledCapture: ({ context: { record }, event }) =>
      record !== undefined && event.type === 'ChargeSettled' && event.body.reference === pspReference(record.key),
    /** The goods are on their way: the money is asked for all the same, as for a sale that was noted on paper. */
    expiredIsForced: ({ context, event }) =>
      context.policy.defects.has('capture-after-expiry') && !context.forced && tellsExpiry(event),
    isForcing: ({ context, event }) => context.forced && tellsExpiry(event),
  },
  delays: {
    ...pspCallDelays,
    backoff: ({ context: { policy, calls, luck, retryAfterMs } }) =>
      Math.max(backoffOf(policy.psp, calls, luck, 'capture'), retryAfterMs),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'captureOrder',
  context: ({ input }) => ({
    orderId: input.entity.replace('capture-', '') as OrderId,
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    inDoubt: input.record !== undefined,
    forced: false,
    calls: noCalls,
    retryAfterMs: 0,
  }),
  initial: 'waitingForCapture',
  states: {
    waitingForCapture: {
      on: {
        ExecuteCapture: [
          { guard: 'isExecuted', target: 'executed' },
          ...takeUp,
          { target: 'storingCapture', actions: 'createCapture' },
        ],
        // The ledger does not know it, so the saga may not either.
        ChargeSettled: [{ guard: 'isExecuted', target: 'executed' }, onSettled],
        Resumed: takeUp,
      },
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { CaptureStored: 'capturing', CommitRefused: 'overtaken' },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    capturing: {
      entry: 'beginCalls',
      on: {
        CaptureAnswered: onOutcome,
        CaptureNotified: onOutcome,
        ChargeSettled: onSettled,
        // Whoever is driven in the last call of the last round must not become a dead letter by it.
        Resumed: { actions: 'beginCalls' },
      },
      ...requestStates('#captureOrder.capturing', 'requestCapture', 'CaptureNotFound'),
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'executed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    executed: { type: 'final', entry: 'reportOutcome' },
    // An earlier commit has stored it: the next one who asks wakes the capture as it is stored.
    overtaken: { type: 'final' },
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
