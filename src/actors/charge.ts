/**
 * One charge at the PSP, named by its idempotency key. The first request registers it and asks the card's issuer; a
 * repeated one gets the same answer, and one with another body is refused. The PSP's record is the truth of the charge.
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

type Event = At<
  | MessageOf<'ChargeRequested' | 'ChargeInquiry'>
  | IssuerAnswered
  | Acknowledged<'ChargeRegistered' | 'DecisionStored'>
  | CommitRefused
>;
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
      commit('DecisionStored', [{ op: 'put', table: 'charges', record: recordOf(context) }]),
    ),
    answer: emit((asking) =>
      reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome: outcomeOf(asking.context) })),
    ),
    answerPending: emit((asking) => reply(asking, (asked) => ({ type: 'ChargePending', ...asked }))),
    answerNotFound: emit((asking) => reply(asking, (asked) => ({ type: 'ChargeNotFound', ...asked }))),
    refuseReusedKey: emit((asking) => {
      const outcome = { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' } as const;
      return reply(asking, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome }));
    }),
  },
  guards: {
    isReusedKey: ({ context, event }) =>
      event.type === 'ChargeRequested' && context.record !== undefined && !sameBody(context.record, event),
    isDecided: ({ context }) => context.record !== undefined && context.record.status !== 'processing',
    isUnknown: ({ context }) => context.record === undefined,
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
          { guard: 'isReusedKey', target: 'refused' },
          { guard: 'isDecided', target: 'decided' },
          { target: 'processing', actions: assign({ record: registered }) },
        ],
        ChargeInquiry: [
          { guard: 'isUnknown', target: 'notFound' },
          { guard: 'isDecided', target: 'decided' },
          { target: 'processing', actions: 'answerPending' },
        ],
      },
    },
    processing: {
      on: {
        ChargeRequested: [{ guard: 'isReusedKey', actions: 'refuseReusedKey' }, { actions: 'answerPending' }],
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
          on: { IssuerAnswered: { target: 'storingDecision', actions: assign({ record: decided }) } },
        },
        storingDecision: {
          entry: 'storeDecision',
          on: { DecisionStored: '#charge.decided' },
          after: { storageTimeout: { target: 'storingDecision', reenter: true } },
        },
      },
    },
    decided: { type: 'final', entry: 'answer' },
    refused: { type: 'final', entry: 'refuseReusedKey' },
    notFound: { type: 'final', entry: 'answerNotFound' },
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

function registered({ event }: { event: At<MessageOf<'ChargeRequested'>> }): ChargeRecord {
  const { orderId, key, card, amount } = event;
  const zero = minorUnits(0);
  return {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId,
    card,
    status: 'processing',
    authorised: zero,
    fee: zero,
    ...amount,
  };
}

function decided({ context, event }: { context: Context; event: At<IssuerAnswered> }): ChargeRecord {
  const record = recordOf(context);
  const { decision, at } = event;
  if (!decision.approved)
    return { ...record, status: 'declined', declineCode: decision.code, declineKind: decision.kind };
  return {
    ...record,
    status: 'captured',
    authorised: record.amount,
    fee: pspFeeOf(record, context.policy.pspFee).amount,
    capturedAt: at,
    businessDate: context.dates.psp(at),
  };
}

function outcomeOf(context: Context): ChargeOutcome {
  const { id, status, reference, capturedAt, declineCode, declineKind } = recordOf(context);
  if (status === 'captured' && capturedAt !== undefined) return { status, reference, capturedAt };
  if (status === 'declined' && declineCode !== undefined && declineKind !== undefined) {
    return { status, code: declineCode, kind: declineKind };
  }
  throw new Error(`charge ${id} has status ${status} and no outcome to answer`);
}

type Asked = { readonly orderId: OrderId; readonly key: IdempotencyKey };

/** Answers whoever has just asked, and the order whose charge it is when nobody has. */
function reply({ context, event }: Asking, message: (asked: Asked) => Message): Effect {
  const asked = 'key' in event ? event : { orderId: recordOf(context).orderId, key: recordOf(context).id };
  return send(addressOf.paymentOrder(asked.orderId), message({ orderId: asked.orderId, key: asked.key }));
}
