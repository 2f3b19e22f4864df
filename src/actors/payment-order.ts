/**
 * One payment order at the executor: stored, then charged at the PSP. A time-out says nothing about the charge, so its
 * outcome is unknown until the PSP has been asked; only a definite soft decline leads to another attempt, with a key of
 * its own that is stored before it is used.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { backoffMs } from '../domain/backoff.ts';
import { commit, send, type Acknowledged, type At, type CommitRefused, type Effect } from '../domain/effects.ts';
import { idempotencyKey, type OrderId } from '../domain/ids.ts';
import type { MessageOf, OrderOutcome } from '../domain/messages.ts';
import type { ActorInput, Luck, Policy } from '../domain/policy.ts';
import type { PaymentOrderRecord } from '../domain/records.ts';

interface Context {
  readonly orderId: OrderId;
  readonly policy: Policy;
  readonly luck: Luck;
  readonly record: PaymentOrderRecord | undefined;
  /** Calls to the PSP about the present attempt. */
  readonly calls: number;
}

type Event = At<
  | MessageOf<'ExecuteOrder' | 'ChargeAnswered' | 'ChargePending' | 'ChargeNotFound'>
  | Acknowledged<'OrderStored' | 'AttemptStored' | 'DoubtStored' | 'OutcomeStored'>
  | CommitRefused
>;
type Answered = { readonly context: Context; readonly event: At<MessageOf<'ChargeAnswered'>> };

export const paymentOrder = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PaymentOrderRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeOrder: emit(({ context }) =>
      commit('OrderStored', [{ op: 'insert', table: 'paymentOrders', record: recordOf(context) }]),
    ),
    storeAttempt: emit(({ context }) => {
      const record = recordOf(context);
      return {
        ...commit('AttemptStored', [{ op: 'put', table: 'paymentOrders', record }]),
        about: record.idempotencyKey,
      };
    }),
    storeDoubt: emit(({ context }) =>
      commit('DoubtStored', [{ op: 'put', table: 'paymentOrders', record: recordOf(context) }]),
    ),
    storeOutcome: emit(({ context }) =>
      commit('OutcomeStored', [{ op: 'put', table: 'paymentOrders', record: recordOf(context) }]),
    ),
    requestCharge: emit(({ context }) => {
      const { id: orderId, idempotencyKey: key, card, amount, currency } = recordOf(context);
      return send(addressOf.charge(key), { type: 'ChargeRequested', orderId, key, card, amount: { amount, currency } });
    }),
    inquire: emit(({ context }) => {
      const { id: orderId, idempotencyKey: key } = recordOf(context);
      return send(addressOf.charge(key), { type: 'ChargeInquiry', orderId, key });
    }),
    reportOutcome: emit(({ context }) => {
      const { id: orderId } = recordOf(context);
      return send(addressOf.orderSaga(orderId), { type: 'OrderExecuted', orderId, outcome: outcomeOf(context) });
    }),
    countCall: assign({ calls: ({ context }) => context.calls + 1 }),
    markUnknown: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'unknown' as const }) }),
  },
  guards: {
    isExecuted: ({ context }) => context.record?.status === 'captured' || context.record?.status === 'declined',
    isKnown: ({ context }) => context.record !== undefined,
    isAboutThisAttempt: ({ context, event }) => 'key' in event && event.key === context.record?.idempotencyKey,
    isPresentAttempt: ({ context, event }) => 'about' in event && event.about === context.record?.idempotencyKey,
    mayRequestAgain: ({ context, event }) =>
      'key' in event && event.key === context.record?.idempotencyKey && context.calls < context.policy.psp.attempts,
    isSoftWithRetriesLeft: ({ context, event }) =>
      event.type === 'ChargeAnswered' &&
      event.key === context.record?.idempotencyKey &&
      event.outcome.status === 'declined' &&
      event.outcome.kind === 'soft' &&
      recordOf(context).attempt <= context.policy.softDeclineRetries,
    mayCallAgain: ({ context }) => context.calls < context.policy.psp.attempts,
  },
  delays: {
    pspTimeout: ({ context }) => context.policy.psp.timeoutMs,
    backoff: ({ context }) =>
      backoffMs(
        context.policy.psp.backoff,
        context.calls,
        context.luck(`${recordOf(context).idempotencyKey} ${context.calls}`),
      ),
    softDeclineWait: ({ context }) => context.policy.softDeclineWaitMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'paymentOrder',
  context: ({ input }) => ({
    orderId: input.entity as OrderId,
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    calls: 0,
  }),
  initial: 'waitingForOrder',
  states: {
    waitingForOrder: {
      on: {
        ExecuteOrder: [
          { guard: 'isExecuted', target: 'executed' },
          { guard: 'isKnown', target: 'charging' },
          { target: 'storingOrder', actions: assign({ record: created }) },
        ],
      },
    },
    storingOrder: {
      entry: 'storeOrder',
      on: { OrderStored: 'charging', CommitRefused: 'charging' },
      after: { storageTimeout: { target: 'storingOrder', reenter: true } },
    },
    charging: {
      on: {
        ChargeAnswered: [
          {
            guard: 'isSoftWithRetriesLeft',
            target: 'waitingAfterSoftDecline',
            actions: assign({ calls: 0, record: nextAttempt }),
          },
          { guard: 'isAboutThisAttempt', target: 'storingOutcome', actions: assign({ record: settled }) },
        ],
      },
      initial: 'awaitingPsp',
      states: {
        awaitingPsp: {
          entry: ['requestCharge', 'countCall'],
          after: { pspTimeout: { target: 'captureUnknown', actions: 'markUnknown' } },
        },
        captureUnknown: {
          initial: 'storingDoubt',
          states: {
            storingDoubt: {
              entry: 'storeDoubt',
              on: { DoubtStored: 'backingOff' },
              after: { storageTimeout: { target: 'storingDoubt', reenter: true } },
            },
            backingOff: {
              after: { backoff: [{ guard: 'mayCallAgain', target: 'inquiring' }, { target: 'listening' }] },
            },
            inquiring: {
              entry: ['inquire', 'countCall'],
              on: {
                ChargePending: { guard: 'isAboutThisAttempt', target: 'backingOff' },
                ChargeNotFound: [
                  { guard: 'mayRequestAgain', target: '#paymentOrder.charging.awaitingPsp' },
                  { guard: 'isAboutThisAttempt', target: 'listening' },
                ],
              },
              after: { pspTimeout: 'backingOff' },
            },
            listening: {},
          },
        },
      },
    },
    waitingAfterSoftDecline: {
      after: { softDeclineWait: 'storingAttempt' },
    },
    storingAttempt: {
      entry: 'storeAttempt',
      on: { AttemptStored: { guard: 'isPresentAttempt', target: 'charging' } },
      after: { storageTimeout: { target: 'storingAttempt', reenter: true } },
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'executed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    executed: { type: 'final', entry: 'reportOutcome' },
  },
});

function recordOf({ orderId, record }: Context): PaymentOrderRecord {
  if (record === undefined) throw new Error(`${orderId} is not known to the executor yet`);
  return record;
}

function created({ event }: { event: At<MessageOf<'ExecuteOrder'>> }): PaymentOrderRecord {
  const { orderId, checkoutId, sellerId, card, amount, at } = event;
  const key = idempotencyKey(orderId, 1);
  return {
    id: orderId,
    eventId: checkoutId,
    sellerId,
    card,
    status: 'created',
    attempt: 1,
    idempotencyKey: key,
    requestedAt: at,
    ...amount,
  };
}

/** The sale is dated by the attempt that succeeds, so each is asked for at a time of its own: when the wait is over. */
function nextAttempt({ context, event }: Answered): PaymentOrderRecord {
  const record = recordOf(context);
  const attempt = record.attempt + 1;
  const requestedAt = event.at + context.policy.softDeclineWaitMs;
  return { ...record, status: 'created', attempt, idempotencyKey: idempotencyKey(record.id, attempt), requestedAt };
}

function settled({ context, event: { outcome } }: Answered): PaymentOrderRecord {
  return outcome.status === 'captured'
    ? { ...recordOf(context), status: 'captured', pspReference: outcome.reference }
    : { ...recordOf(context), status: 'declined', declineCode: outcome.code };
}

function outcomeOf(context: Context): OrderOutcome {
  const { id, status, pspReference, requestedAt, declineCode } = recordOf(context);
  if (status === 'captured' && pspReference !== undefined) return { status, pspReference, requestedAt };
  if (status === 'declined' && declineCode !== undefined) return { status, code: declineCode };
  throw new Error(`${id} has status ${status} and no outcome to report`);
}
