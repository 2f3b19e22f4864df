/**
 * One charge at the PSP, named by its idempotency key. The first request registers it and asks the card's issuer; a
 * repeated one gets the same answer, and one with another body is refused. The PSP's record is the truth of the charge,
 * told in the answer and once more in a webhook. A request whose key the PSP has forgotten, or that carries none, is taken
 * for a new one: the new charge has an actor and a record of its own, named by the key and a number, and speaks of itself
 * by the key alone.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
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
import { pspFeeOf } from '../domain/fees.ts';
import { pspReference, type IdempotencyKey, type OrderId } from '../domain/ids.ts';
import type { ChargeOutcome, Message, MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ChargeRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly record: ChargeRecord | undefined;
}

type Event =
  | SentAt<MessageOf<'ChargeRequested' | 'ChargeInquiry'>>
  | At<IssuerAnswered | Acknowledged<'ChargeRegistered' | 'DecisionStored'> | CommitRefused | Resumed>;
type Asking = { readonly context: Context; readonly event: Event };

export const charge = setup({
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
    storeDecision: emit(({ context }) =>
      commit('DecisionStored', [{ op: 'advance', table: 'charges', record: recordOf(context), from: 'processing' }]),
    ),
    answer: emit((asking) =>
      reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome: outcomeOf(asking.context) })),
    ),
    /** The answer to whoever has asked, and the webhook beside it. */
    announce: emit(({ context }) => announce(context)),
    answerPending: emit((asking) => reply(asking, (asked) => ({ type: 'ChargePending', ...asked }))),
    answerNotFound: emit((asking) => reply(asking, (asked) => ({ type: 'ChargeNotFound', ...asked }))),
    requestNewCharge: emit(({ event }) => requestNewCharge(event)),
    refuseReusedKey: emit((asking) => {
      const outcome = { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' } as const;
      return reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome }));
    }),
  },
  guards: {
    isStale: ({ context, event }) =>
      event.type === 'ChargeRequested' && event.at - (event.asOf ?? event.sentAt) > context.policy.requestValidMs,
    isForgotten: ({ context: { record }, event }) =>
      record?.keyExpiresAt !== undefined && event.at > record.keyExpiresAt,
    isUnkeyed: ({ context: { record }, event }) =>
      event.type === 'ChargeRequested' && event.unkeyed === true && record !== undefined,
    isReusedKey: ({ context, event }) =>
      event.type === 'ChargeRequested' && context.record !== undefined && !sameBody(context.record, event),
    isDecided: ({ context: { record } }) => record?.status === 'captured' || record?.status === 'declined',
    isOfDecision: ({ event }) => event.type === 'CommitRefused' && event.ack === 'DecisionStored',
    isProcessing: ({ context: { record } }) => record?.status === 'processing',
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'charge',
  context: ({ input }) => ({ policy: input.policy, dates: input.dates, record: input.record }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        ChargeRequested: [
          { guard: 'isStale' },
          { guard: 'isForgotten', target: 'handedOn' },
          { guard: 'isUnkeyed', target: 'handedOn' },
          { guard: 'isReusedKey', target: 'refused' },
          { guard: 'isDecided', target: 'answered' },
          { guard: 'isProcessing', target: 'processing.authorising', actions: 'answerPending' },
          { target: 'processing', actions: assign({ record: ({ event }) => registered(event) }) },
        ],
        ChargeInquiry: [
          { guard: 'isDecided', target: 'answered' },
          { guard: 'isProcessing', target: 'processing.authorising', actions: 'answerPending' },
          { target: 'notFound' },
        ],
        Resumed: { guard: 'isProcessing', target: 'processing.authorising' },
      },
    },
    processing: {
      on: {
        ChargeRequested: [
          { guard: 'isStale' },
          { guard: 'isUnkeyed', actions: 'requestNewCharge' },
          { guard: 'isReusedKey', actions: 'refuseReusedKey' },
          { actions: 'answerPending' },
        ],
        ChargeInquiry: { actions: 'answerPending' },
      },
      initial: 'registering',
      states: {
        registering: {
          entry: 'registerCharge',
          on: { ChargeRegistered: 'authorising', CommitRefused: 'authorising' },
          after: { storageTimeout: { target: 'registering', reenter: true } },
        },
        authorising: {
          entry: 'askIssuer',
          on: {
            IssuerAnswered: {
              target: 'storingDecision',
              actions: assign({ record: ({ context, event }) => decided(context, event) }),
            },
          },
        },
        storingDecision: {
          entry: 'storeDecision',
          on: {
            DecisionStored: '#charge.decided',
            CommitRefused: { guard: 'isOfDecision', target: '#charge.overtaken' },
          },
          after: { storageTimeout: { target: 'storingDecision', reenter: true } },
        },
      },
    },
    decided: { type: 'final', entry: 'announce' },
    // What an earlier commit has stored is the decision, and whoever asks again is told that one.
    overtaken: { type: 'final' },
    answered: { type: 'final', entry: 'answer' },
    refused: { type: 'final', entry: 'refuseReusedKey' },
    notFound: { type: 'final', entry: 'answerNotFound' },
    handedOn: { type: 'final', entry: 'requestNewCharge' },
  },
});

function recordOf({ record }: Context): ChargeRecord {
  if (record === undefined) throw new Error('the charge is not registered yet');
  return record;
}

function sameBody(record: ChargeRecord, { orderId, card, amount }: MessageOf<'ChargeRequested'>): boolean {
  return (
    record.orderId === orderId &&
    record.card === card &&
    record.amount === amount.amount &&
    record.currency === amount.currency
  );
}

function registered({ orderId, key, card, amount }: MessageOf<'ChargeRequested'>): ChargeRecord {
  const zero = minorUnits(0);
  return {
    id: key,
    idempotencyKey: sentKeyOf(key),
    reference: pspReference(key),
    orderId,
    card,
    status: 'processing',
    authorised: zero,
    fee: zero,
    ...amount,
  };
}

function decided(context: Context, { decision, at, keyForgottenAfterMs }: At<IssuerAnswered>): ChargeRecord {
  const expiry = keyForgottenAfterMs === undefined ? {} : { keyExpiresAt: at + keyForgottenAfterMs };
  const record = { ...recordOf(context), ...expiry };
  if (!decision.approved) {
    return { ...record, status: 'declined', declineCode: decision.code, declineKind: decision.kind };
  }
  return {
    ...record,
    status: 'captured',
    authorised: record.amount,
    fee: pspFeeOf(record, context.policy.pspFee).amount,
    capturedAt: at,
    businessDate: context.dates.psp(at),
  };
}

/** The request, handed on to the next charge with the same name: `order-17.1:1~2`. */
function requestNewCharge(event: Event): Effect {
  if (event.type !== 'ChargeRequested') throw new Error(`${event.type} asks for no charge`);
  const { type, orderId, card, amount, unkeyed, asOf = event.sentAt } = event;
  const sentKey = sentKeyOf(event.key);
  const number = Number(event.key.slice(sentKey.length + 1) || '1');
  const key = `${sentKey}~${number + 1}` as IdempotencyKey;
  const request = { type, orderId, key, card, amount, asOf };
  return send(addressOf.charge(key), unkeyed === true ? { ...request, unkeyed } : request);
}

/** The key as the executor knows it. */
function sentKeyOf(key: IdempotencyKey): IdempotencyKey {
  return key.replace(/~\d+$/, '') as IdempotencyKey;
}

function outcomeOf(context: Context): ChargeOutcome {
  const { id, status, reference, capturedAt, declineCode, declineKind } = recordOf(context);
  if (status === 'captured' && capturedAt !== undefined) return { status, reference, capturedAt };
  if (status === 'declined' && declineCode !== undefined && declineKind !== undefined) {
    return { status, code: declineCode, kind: declineKind };
  }
  throw new Error(`charge ${id} has status ${status} and no outcome to answer`);
}

function announce(context: Context): Effect {
  const { orderId, idempotencyKey: key } = recordOf(context);
  const to = addressOf.paymentOrder(orderId);
  const told = { orderId, key, outcome: outcomeOf(context) };
  return {
    type: 'send',
    deliveries: [
      { to, message: { type: 'ChargeAnswered', ...told } },
      { to, message: { type: 'ChargeNotified', ...told } },
    ],
  };
}

type Asked = { readonly orderId: OrderId; readonly key: IdempotencyKey };

/** Answers whoever has just asked. */
function reply({ event }: Asking, message: (asked: Asked) => Message): Effect {
  if (!('key' in event)) throw new Error(`${event.type} asks for nothing`);
  const { orderId, key } = event;
  return send(addressOf.paymentOrder(orderId), message({ orderId, key: sentKeyOf(key) }));
}
