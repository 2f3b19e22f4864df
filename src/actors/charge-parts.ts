/** What the machine of a charge at the PSP is made of: what it does, and by which it decides. */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import {
  commit,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type IssuerAnswered,
  type Resumed,
  type SentAt,
} from '../domain/effects.ts';
import type { IdempotencyKey, OrderId } from '../domain/ids.ts';
import type { Message, MessageOf } from '../domain/messages.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { announceCapture, captureOutcome, decisionOnCapture, type CaptureDecision } from './charge-capture.ts';
import {
  capturedCharge,
  decidedCharge,
  isSameRequest,
  outcomeOfCharge,
  registeredCharge,
  sentKeyOf,
} from './charge-records.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly record: ChargeRecord | undefined;
  /** The request for a capture, where there is one. */
  readonly capture: SentAt<MessageOf<'CaptureRequested'>> | undefined;
  /** How much longer the authorisation is good. */
  readonly lapsesInMs: number;
}

type Event =
  | SentAt<MessageOf<'ChargeRequested' | 'ChargeInquiry' | 'CaptureRequested' | 'CaptureInquiry'>>
  | At<IssuerAnswered | Acknowledged<'ChargeRegistered' | 'DecisionStored' | 'CaptureStored' | 'LapseStored'>>
  | At<CommitRefused | Resumed>;
type Asking = { readonly context: Context; readonly event: Event };

export const chargeParts = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<ChargeRecord>,
    emitted: {} as Effect,
  },
  actions: {
    registerCharge: emit(({ context }) =>
      commit('ChargeRegistered', [{ op: 'insert', table: 'charges', record: recordOf(context) }]),
    ),
    askIssuer: emit(({ context }) => {
      const { orderId, id: key } = recordOf(context);
      return { type: 'authorise', orderId, key };
    }),
    storeDecision: emit(({ context }) => store('DecisionStored', 'processing', recordOf(context))),
    storeCapture: emit(({ context }) => store('CaptureStored', recordOf(context).status, captured(context))),
    storeLapse: emit(({ context }) => store('LapseStored', recordOf(context).status, lapsed(context))),
    answer: emit((asking) => {
      const outcome = outcomeOfCharge(recordOf(asking.context));
      return reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome }));
    }),
    /** The answer to whoever has asked, and the webhook beside it. */
    announce: emit(({ context }) => announce(context)),
    announceCapture: emit(({ context }) => announceCapture(recordOf(context), context.capture?.body)),
    answerCapture: emit((asking) => answerCapture(asking)),
    answerPending: emit((asking) => reply(asking, (asked) => ({ type: 'ChargePending', ...asked }))),
    answerNotFound: emit((asking) => reply(asking, (asked) => ({ type: 'ChargeNotFound', ...asked }))),
    requestNewCharge: emit(({ event }) => requestNewCharge(event)),
    refuseReusedKey: emit((asking) => {
      const outcome = { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' } as const;
      return reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome }));
    }),
    register: assign({
      record: ({ context, event }) =>
        event.type === 'ChargeRequested' ? registeredCharge(event.body) : context.record,
    }),
    decide: assign({
      record: ({ context, event }) =>
        event.type === 'IssuerAnswered' ? decidedCharge(recordOf(context), event, context) : context.record,
    }),
    keepCapture: assign({
      capture: ({ context, event }) => (event.type === 'CaptureRequested' ? event : context.capture),
    }),
    markCaptured: assign({ record: ({ context }) => captured(context) }),
    markLapsed: assign({ record: ({ context }) => lapsed(context) }),
    planLapse: assign({
      lapsesInMs: ({ context, event }) => Math.max(0, (recordOf(context).expiresAt ?? 0) - event.at),
    }),
  },
  guards: {
    isStale: ({ context, event }) =>
      (event.type === 'ChargeRequested' || event.type === 'CaptureRequested') &&
      event.at - standsSince(event) > context.policy.requestValidMs,
    isForgotten: ({ context: { record }, event }) =>
      record?.keyExpiresAt !== undefined && event.at > record.keyExpiresAt,
    isUnkeyed: ({ context: { record }, event }) =>
      event.type === 'ChargeRequested' && event.body.unkeyed === true && record !== undefined,
    isReusedKey: ({ context, event }) =>
      event.type === 'ChargeRequested' && context.record !== undefined && !isSameRequest(context.record, event.body),
    isAuthorised: ({ context: { record } }) => record?.status === 'authorised',
    isDecided: ({ context: { record } }) => record !== undefined && record.status !== 'processing',
    isOfDecision: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'DecisionStored',
    isOfEnd: ({ event }) =>
      event.type === 'CommitRefused' && (event.body.ack === 'CaptureStored' || event.body.ack === 'LapseStored'),
    isProcessing: ({ context: { record } }) => record?.status === 'processing',
    isPossible: (asking) => decisionOf(asking) === 'possible',
    lapses: (asking) => decisionOf(asking) === 'lapses',
  },
  delays: {
    untilLapse: ({ context }) => context.lapsesInMs,
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

function recordOf({ record }: Pick<Context, 'record'>): ChargeRecord {
  if (record === undefined) throw new Error('the charge is not registered yet');
  return record;
}

/**
 * What is stored of it is still what it was: it is decided once, and ends once, by a capture or without one. A commit of
 * before a crash may be on its way still, with what was decided then, and is not taken for this one.
 */
function store(ack: string, from: ChargeRecord['status'], record: ChargeRecord): Effect {
  const { id, status, authorisedAt, capturedAt, amount, declineCode } = record;
  const about = `${id} ${status} ${authorisedAt ?? ''} ${capturedAt ?? ''} ${amount} ${declineCode ?? ''}`;
  return { type: 'commit', ack, about, writes: [{ op: 'advance', table: 'charges', record, from }] };
}

function captured(context: Context): ChargeRecord {
  const { capture } = context;
  if (capture === undefined) throw new Error('nobody has asked for the capture');
  return capturedCharge(recordOf(context), capture.body.amount.amount, capture.at, context);
}

function lapsed(context: Context): ChargeRecord {
  return { ...recordOf(context), status: 'lapsed' };
}

function decisionOf({ context, event }: Asking): CaptureDecision {
  if (event.type !== 'CaptureRequested') throw new Error(`${event.type} asks for no capture`);
  return decisionOnCapture(context.record, event);
}

function answerCapture(asking: Asking): Effect {
  const { context, event } = asking;
  if (event.type !== 'CaptureRequested' && event.type !== 'CaptureInquiry')
    throw new Error(`${event.type} asks about no capture`);
  const { orderId, key } = event.body;
  const decision = event.type === 'CaptureRequested' ? decisionOf(asking) : captureOutcome(context.record);
  const message: Message =
    decision === undefined || typeof decision === 'string'
      ? { type: 'CaptureNotFound', orderId, key }
      : { type: 'CaptureAnswered', orderId, key, outcome: decision };
  return send(addressOf.captureOrder(orderId), message);
}

/** A capture is as old as its message: the authorisation is captured once, whatever the PSP has forgotten. */
function standsSince(event: SentAt<MessageOf<'ChargeRequested' | 'CaptureRequested'>>): Instant {
  return 'asOf' in event.body && event.body.asOf !== undefined ? event.body.asOf : event.sentAt;
}

/** The request, handed on to the next charge with the same name: `order-17.1:1~2`. */
function requestNewCharge(event: Event): Effect {
  if (event.type !== 'ChargeRequested') throw new Error(`${event.type} asks for no charge`);
  const { type, orderId, card, amount, unkeyed, captureLater, asOf = event.sentAt } = event.body;
  const sentKey = sentKeyOf(event.body.key);
  const number = Number(event.body.key.slice(sentKey.length + 1) || '1');
  const key = `${sentKey}~${number + 1}` as IdempotencyKey;
  const request = { type, orderId, key, card, amount, asOf, ...(captureLater && { captureLater }) };
  return send(addressOf.charge(key), unkeyed === true ? { ...request, unkeyed } : request);
}

function announce(context: Context): Effect {
  const record = recordOf(context);
  const { orderId, idempotencyKey: key } = record;
  const to = addressOf.paymentOrder(orderId);
  const outcome = outcomeOfCharge(record);
  return {
    type: 'send',
    deliveries: [
      { to, message: { type: 'ChargeAnswered', orderId, key, outcome } },
      { to, message: { type: 'ChargeNotified', orderId, key, outcome } },
    ],
  };
}

type Asked = { readonly orderId: OrderId; readonly key: IdempotencyKey };

/** Answers whoever has just asked. */
function reply({ event }: Asking, message: (asked: Asked) => Message): Effect {
  if (!('key' in event.body)) throw new Error(`${event.type} asks for nothing`);
  const { orderId, key } = event.body;
  return send(addressOf.paymentOrder(orderId), message({ orderId, key: sentKeyOf(key) }));
}
