/**
 * All refunds of one charge at the PSP, one at a time: together they never exceed what was captured. A refund is named by
 * its id, which is its idempotency key: asked for again it gets the answer that is stored, and never a second payment.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  recordsIn,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type SentAt,
  type Write,
} from '../domain/effects.ts';
import { refundReference, type IdempotencyKey } from '../domain/ids.ts';
import type { Message, MessageOf, RefundOutcome } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ChargeRecord, PspRefundRecord, RefundTotalRecord } from '../domain/records.ts';

type Asked = SentAt<MessageOf<'RefundRequested' | 'RefundInquiry'>>;
type Event = Asked | At<RecordsRead | Acknowledged<'RefundStored'> | CommitRefused>;

interface Context {
  readonly key: IdempotencyKey;
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly charge: ChargeRecord | undefined;
  /** What is asked, the one that is being answered first. */
  readonly waiting: readonly Asked[];
  /** The transaction that stores what has been decided. */
  readonly writes: readonly Write[];
}

type Looking = { readonly context: Context; readonly event: Event };

export const chargeRefunds = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<ChargeRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readRefunds: emit(({ context: { key } }) => ({
      type: 'read',
      queries: [
        { table: 'refundTotals', group: key },
        { table: 'pspRefunds', group: `charge/${key}` },
      ],
    })),
    // What it is about is the refund: the order has others.
    storeRefund: emit(({ context }) => ({
      ...commit('RefundStored', context.writes),
      about: current(context).body.refundId,
    })),
    answer: emit((looking) => send(addressOf.refundOrder(current(looking.context).body.refundId), answerOf(looking))),
    takeNext: assign({ waiting: ({ context }) => context.waiting.slice(1) }),
  },
  guards: {
    isInTime: ({ context, event }) =>
      event.type === 'RefundRequested' && event.at - event.sentAt <= context.policy.requestValidMs,
    isNew: ({ context, event }) =>
      current(context).type === 'RefundRequested' && storedRefund({ context, event }) === undefined,
    isLast: ({ context }) => context.waiting.length === 1,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'chargeRefunds',
  context: ({ input }) => ({
    key: input.entity.slice('refunds-'.length) as IdempotencyKey,
    policy: input.policy,
    dates: input.dates,
    charge: input.record,
    waiting: [],
    writes: [],
  }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        RefundRequested: { guard: 'isInTime', target: 'readingRefunds', actions: assign({ waiting: enqueued }) },
        RefundInquiry: { target: 'readingRefunds', actions: assign({ waiting: enqueued }) },
      },
    },
    readingRefunds: {
      entry: 'readRefunds',
      on: {
        RefundRequested: { guard: 'isInTime', actions: assign({ waiting: enqueued }) },
        RefundInquiry: { actions: assign({ waiting: enqueued }) },
        RecordsRead: [
          { guard: 'isNew', target: 'storingRefund', actions: assign({ writes: decided }) },
          { guard: 'isLast', target: 'answered', actions: 'answer' },
          { target: 'readingRefunds', reenter: true, actions: ['answer', 'takeNext'] },
        ],
      },
      after: { storageTimeout: { target: 'readingRefunds', reenter: true } },
    },
    storingRefund: {
      entry: 'storeRefund',
      on: {
        RefundRequested: { guard: 'isInTime', actions: assign({ waiting: enqueued }) },
        RefundInquiry: { actions: assign({ waiting: enqueued }) },
        // What is answered is always what is stored, also when it was an earlier commit that stored it.
        RefundStored: 'readingRefunds',
        CommitRefused: 'readingRefunds',
      },
      after: { storageTimeout: { target: 'storingRefund', reenter: true } },
    },
    answered: { type: 'final' },
  },
});

function enqueued({ context, event }: { readonly context: Context; readonly event: Asked }): Context['waiting'] {
  return [...context.waiting, event];
}

function current({ key, waiting }: Context): Asked {
  const asked = waiting[0];
  if (asked === undefined) throw new Error(`nobody has asked about a refund of ${key}`);
  return asked;
}

function storedRefund({ context, event }: Looking): PspRefundRecord | undefined {
  if (event.type !== 'RecordsRead') throw new Error(`a refund of ${context.key} was looked for in a ${event.type}`);
  return recordsIn(event.body, 'pspRefunds').find(({ id }) => id === current(context).body.refundId);
}

/** A refusal is stored too: it is as final as a payment. */
function decided({ context, event }: { readonly context: Context; readonly event: At<RecordsRead> }): Write[] {
  const asked = current(context);
  if (asked.type !== 'RefundRequested') throw new Error(`an inquiry about ${asked.body.refundId} decides nothing`);
  const { refundId: id, orderId, amount } = asked.body;
  const total = recordsIn(event.body, 'refundTotals')[0];
  const refused = refusalOf(context.charge, total, asked.body);
  const refund = {
    id,
    reference: refundReference(id),
    orderId,
    key: context.key,
    refundedAt: event.at,
    businessDate: context.dates.psp(event.at),
    ...amount,
  };
  if (refused !== undefined) {
    return [{ op: 'insert', table: 'pspRefunds', record: { ...refund, status: 'refused', code: refused } }];
  }
  return [
    { op: 'insert', table: 'pspRefunds', record: { ...refund, status: 'refunded' } },
    totalWrite(total, { id: context.key, orderId, refunded: amount.amount, version: 1 }),
  ];
}

function refusalOf(
  charge: ChargeRecord | undefined,
  total: RefundTotalRecord | undefined,
  { amount: { amount, currency } }: MessageOf<'RefundRequested'>,
): string | undefined {
  if (charge?.status !== 'captured') return 'charge_not_captured';
  if (currency !== charge.currency) return 'currency_mismatch';
  if (amount <= 0) return 'amount_not_positive';
  return (total?.refunded ?? 0) + amount > charge.amount ? 'refund_exceeds_charge' : undefined;
}

/** The total with the new refund in it, on the version that was read: another writer makes the transaction stale. */
function totalWrite(before: RefundTotalRecord | undefined, first: RefundTotalRecord): Write {
  if (before === undefined) return { op: 'insert', table: 'refundTotals', record: first };
  const refunded = minorUnits(before.refunded + first.refunded);
  const record = { ...before, refunded, version: before.version + 1 };
  return { op: 'replace', table: 'refundTotals', record, version: before.version };
}

function answerOf(looking: Looking): Message {
  const asked = current(looking.context);
  const { refundId, orderId } = asked.body;
  const stored = storedRefund(looking);
  if (stored === undefined) return { type: 'RefundNotFound', refundId, orderId };
  const reused = asked.type === 'RefundRequested' && !sameBody(stored, asked.body);
  const outcome = reused ? ({ status: 'refused', code: 'idempotency_key_reused' } as const) : outcomeOf(stored);
  return { type: 'RefundAnswered', refundId, orderId, outcome };
}

function sameBody(stored: PspRefundRecord, { orderId, amount }: MessageOf<'RefundRequested'>): boolean {
  return stored.orderId === orderId && stored.amount === amount.amount && stored.currency === amount.currency;
}

function outcomeOf({ id, status, code, reference, refundedAt }: PspRefundRecord): RefundOutcome {
  if (status === 'refunded') return { status, reference, refundedAt };
  if (code === undefined) throw new Error(`${id} was refused and nobody says why`);
  return { status, code };
}
