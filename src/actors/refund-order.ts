/**
 * One refund at the executor: stored, then asked of the PSP under the refund's own id. A time-out says nothing about the
 * refund, so the PSP is asked about it before it is asked for it again; only the PSP's own answer ends it.
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
import type { RefundId } from '../domain/ids.ts';
import type { MessageOf, RefundOutcome } from '../domain/messages.ts';
import type { ActorInput } from '../domain/policy.ts';
import type { RefundOrderRecord } from '../domain/executor-records.ts';
import { withMore } from '../domain/with-more.ts';
import { backoffOf, deadLetter, noCalls } from './calling.ts';
import { pspCallAsked, pspCallDelays, pspCallEnded } from './psp-call.ts';
import { requestActions, requestGuards, requestStates, takenUp, type Requester } from './psp-request.ts';

interface Context extends Requester {
  readonly refundId: RefundId;
  readonly record: RefundOrderRecord | undefined;
}

type Event = At<
  | MessageOf<
      'ExecuteRefund' | 'PspCallGranted' | 'PspCallRefused' | 'RefundAnswered' | 'RefundNotFound' | 'PspRefused'
    >
  | Acknowledged<'RefundStored' | 'DoubtStored' | 'OutcomeStored' | 'DeadLetterStored'>
  | CommitRefused
  | Resumed
>;
type Answered = { readonly context: Context; readonly event: At<MessageOf<'RefundAnswered'>> };

const takeUp = takenUp('#refundOrder.paying');

export const refundOrder = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<RefundOrderRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeRefund: emit(({ context }) =>
      commit('RefundStored', [{ op: 'insert', table: 'refundOrders', record: recordOf(context) }]),
    ),
    storeDoubt: emit(({ context }) => {
      const record = recordOf(context);
      return commit('DoubtStored', [{ op: 'advance', table: 'refundOrders', record, from: 'created' }]);
    }),
    storeOutcome: emit(({ context }) =>
      commit('OutcomeStored', [{ op: 'put', table: 'refundOrders', record: recordOf(context) }]),
    ),
    askGateway: emit(({ context }) => pspCallAsked(recordOf(context).orderId, addressOf.refundOrder(context.refundId))),
    endCall: emit(({ context, event }) => pspCallEnded(recordOf(context).orderId, event)),
    requestRefund: emit(({ context }) => {
      const { id: refundId, orderId, key, amount, currency } = recordOf(context);
      const asked = amountForPsp({ amount, currency }, context.policy.defects);
      const message = { type: 'RefundRequested', refundId, orderId, key, amount: asked } as const;
      return send(addressOf.chargeRefunds(key), message);
    }),
    inquire: emit(({ context }) => {
      const { id: refundId, orderId, key } = recordOf(context);
      return send(addressOf.chargeRefunds(key), { type: 'RefundInquiry', refundId, orderId, key });
    }),
    reportOutcome: emit(({ context }) => {
      const { id: refundId, orderId } = recordOf(context);
      const message = { type: 'RefundExecuted', refundId, orderId, outcome: outcomeOf(context) } as const;
      return send(addressOf.refundSaga(refundId), message);
    }),
    storeDeadLetter: emit(({ context }) => {
      const reason = 'the PSP has not answered about the refund';
      return deadLetter('executorDeadLetters', addressOf.refundOrder(context.refundId), context.calls, reason);
    }),
    ...requestActions<Context, Event>(),
    markUnknown: assign({
      inDoubt: true,
      record: ({ context }) => ({ ...recordOf(context), status: 'unknown' as const }),
    }),
  },
  guards: {
    isExecuted: ({ context: { record } }) => record?.status === 'refunded' || record?.status === 'refused',
    ...requestGuards,
  },
  delays: {
    ...pspCallDelays,
    backoff: ({ context: { policy, calls, luck, retryAfterMs } }) =>
      Math.max(backoffOf(policy.psp, calls, luck, 'refund'), retryAfterMs),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'refundOrder',
  context: ({ input }) => ({
    refundId: input.entity as RefundId,
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    inDoubt: input.record !== undefined,
    calls: noCalls,
    retryAfterMs: 0,
  }),
  initial: 'waitingForRefund',
  states: {
    waitingForRefund: {
      on: {
        ExecuteRefund: [
          { guard: 'isExecuted', target: 'executed' },
          ...takeUp,
          { target: 'storingRefund', actions: assign({ record: created }) },
        ],
        Resumed: takeUp,
      },
    },
    storingRefund: {
      entry: 'storeRefund',
      on: { RefundStored: 'paying', CommitRefused: 'paying' },
      after: { storageTimeout: { target: 'storingRefund', reenter: true } },
    },
    paying: {
      entry: 'beginCalls',
      on: {
        RefundAnswered: { target: 'storingOutcome', actions: assign({ record: settled }) },
        // Whoever is driven in the last call of the last round must not become a dead letter by it.
        Resumed: { actions: 'beginCalls' },
      },
      ...requestStates('#refundOrder.paying', 'requestRefund', 'RefundNotFound'),
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'executed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    executed: { type: 'final', entry: 'reportOutcome' },
  },
});

function recordOf({ refundId, record }: Context): RefundOrderRecord {
  if (record === undefined) throw new Error(`${refundId} is not known to the executor yet`);
  return record;
}

function created({ event }: { readonly event: At<MessageOf<'ExecuteRefund'>> }): RefundOrderRecord {
  const { refundId, orderId, key, amount } = event.body;
  return { id: refundId, orderId, key, status: 'created', ...amount };
}

function settled({
  context,
  event: {
    body: { outcome },
  },
}: Answered): RefundOrderRecord {
  const record = recordOf(context);
  return outcome.status === 'refunded'
    ? withMore(record, { status: 'refunded', pspReference: outcome.reference, refundedAt: outcome.refundedAt })
    : withMore(record, { status: 'refused', code: outcome.code });
}

function outcomeOf(context: Context): RefundOutcome {
  const { id, status, pspReference, refundedAt, code } = recordOf(context);
  if (status === 'refunded' && pspReference !== undefined && refundedAt !== undefined) {
    return { status, reference: pspReference, refundedAt };
  }
  if (status === 'refused' && code !== undefined) return { status, code };
  throw new Error(`${id} has status ${status} and no outcome to report`);
}
