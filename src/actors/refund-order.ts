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
import type { ActorInput, Luck, Policy } from '../domain/policy.ts';
import type { RefundOrderRecord } from '../domain/executor-records.ts';
import { withMore } from '../domain/with-more.ts';
import {
  askedOnceMore,
  backoffOf,
  callsSince,
  deadLetter,
  hasCallsLeft,
  hasRoundsLeft,
  nextRound,
  noCalls,
  oneMoreCall,
  type Calls,
} from './calling.ts';
import { pspCallAsked, pspCallEnded, pspCallStates } from './psp-call.ts';

interface Context {
  readonly refundId: RefundId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly record: RefundOrderRecord | undefined;
  /** The PSP may have paid: it was asked to and has not said, or nobody remembers whether it was. */
  readonly inDoubt: boolean;
  readonly calls: Calls;
  /** How long the PSP or the gateway wants to be left alone. */
  readonly retryAfterMs: number;
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

/** What a refund is taken up with that nothing but its record is known of: it may have been asked for, so it is asked about. */
const takeUp = [
  { guard: 'isUnknown', target: '#refundOrder.paying.inquiring' },
  { guard: 'isCreated', target: '#refundOrder.paying.storingDoubt', actions: 'markUnknown' },
] as const;
const afterDoubt = [
  { guard: 'isNewRound', target: '#refundOrder.paying.inquiring' },
  { target: '#refundOrder.paying.backingOff' },
] as const;
/** A restart or an operator begins a new set of rounds. */
const takeUpAfresh = [
  { guard: 'isInDoubt', target: '#refundOrder.paying.inquiring', actions: 'beginCalls' },
  { target: '#refundOrder.paying.requesting', actions: 'beginCalls' },
] as const;

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
    isExecuted: ({ context: { record } }) => record?.status === 'refunded' || record?.status === 'refused',
    isUnknown: ({ context: { record } }) => record?.status === 'unknown',
    isCreated: ({ context: { record } }) => record?.status === 'created',
    isThrottled: ({ event }) => event.type === 'PspRefused' && event.body.status === 429,
    isNotOfDoubt: ({ event }) => event.type !== 'CommitRefused' || event.body.ack !== 'DoubtStored',
    isNewRound: ({ context }) => context.calls.made === 0,
    isInDoubt: ({ context }) => context.inDoubt,
    mayInquire: ({ context }) => context.inDoubt && hasCallsLeft(context.calls, context.policy.psp),
    mayCallAgain: ({ context }) => hasCallsLeft(context.calls, context.policy.psp),
    mayBeginRound: ({ context }) => hasRoundsLeft(context.calls, context.policy.redrive),
  },
  delays: {
    callTimeout: ({ context }) => context.policy.calls.timeoutMs,
    pspTimeout: ({ context }) => context.policy.psp.timeoutMs,
    backoff: ({ context: { policy, calls, luck, retryAfterMs } }) =>
      Math.max(backoffOf(policy.psp, calls, luck, 'refund'), retryAfterMs),
    redrive: ({ context }) => context.policy.redrive.everyMs,
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
      initial: 'requesting',
      states: {
        requesting: pspCallStates('requestRefund', {
          backOff: '#refundOrder.paying.backingOff',
          silent: { target: '#refundOrder.paying.storingDoubt', actions: 'markUnknown' },
          answers: {
            PspRefused: [
              // Refused before anything was done: to be asked for again, and not about.
              { guard: 'isThrottled', target: '#refundOrder.paying.backingOff', actions: 'keepRetryAfter' },
              { target: '#refundOrder.paying.storingDoubt', actions: ['markUnknown', 'keepRetryAfter'] },
            ],
          },
        }),
        storingDoubt: {
          entry: 'storeDoubt',
          on: {
            DoubtStored: afterDoubt,
            // It is in doubt already, or an outcome from before a restart was stored after all: the PSP knows which.
            CommitRefused: [{ guard: 'isNotOfDoubt' }, ...afterDoubt],
          },
          after: { storageTimeout: { target: 'storingDoubt', reenter: true } },
        },
        inquiring: pspCallStates('inquire', {
          backOff: '#refundOrder.paying.backingOff',
          silent: '#refundOrder.paying.backingOff',
          answers: {
            RefundNotFound: [
              { guard: 'mayCallAgain', target: '#refundOrder.paying.requesting', actions: 'dispelDoubt' },
              { target: '#refundOrder.paying.backingOff', actions: 'dispelDoubt' },
            ],
            PspRefused: { target: '#refundOrder.paying.backingOff', actions: 'keepRetryAfter' },
          },
        }),
        backingOff: {
          // The answer to an inquiry may come after the refund has stopped waiting for it.
          on: { RefundNotFound: { actions: 'dispelDoubt' } },
          after: {
            backoff: [
              { guard: 'mayInquire', target: 'inquiring' },
              { guard: 'mayCallAgain', target: 'requesting' },
              { guard: 'mayBeginRound', target: 'parked' },
              { target: 'storingDeadLetter' },
            ],
          },
        },
        parked: {
          on: { Resumed: takeUpAfresh },
          after: {
            redrive: [
              { guard: 'isInDoubt', target: 'inquiring', actions: 'beginRound' },
              { target: 'requesting', actions: 'beginRound' },
            ],
          },
        },
        storingDeadLetter: {
          entry: 'storeDeadLetter',
          on: { DeadLetterStored: 'deadLettered', Resumed: takeUpAfresh },
          after: { storageTimeout: { target: 'storingDeadLetter', reenter: true } },
        },
        deadLettered: {
          on: { Resumed: takeUpAfresh },
        },
      },
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
