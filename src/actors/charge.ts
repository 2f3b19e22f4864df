/**
 * One charge at the PSP, named by its idempotency key. The first request registers it and asks the card's issuer; a
 * repeated one gets the same answer, and one with another body is refused. The PSP's record is the truth of the charge.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { commit, send, type Acknowledged, type At, type CommitRefused, type Effect, type IssuerAnswered } from '../domain/effects.ts';
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
  /** Whom to answer. */
  readonly asked: { readonly orderId: OrderId; readonly key: IdempotencyKey } | undefined;
}

type Event = At<
  | MessageOf<'ChargeRequested' | 'ChargeInquiry'>
  | IssuerAnswered
  | Acknowledged<'ChargeRegistered' | 'DecisionStored'>
  | CommitRefused
>;
type Asking = { readonly event: At<MessageOf<'ChargeRequested' | 'ChargeInquiry'>> };

export const charge = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<ChargeRecord>,
    emitted: {} as Effect,
  },
  actions: {
    registerCharge: emit(({ context }) => commit('ChargeRegistered', { op: 'insert', table: 'charges', record: recordOf(context) })),
    askIssuer: emit(({ context }) => {
      const { orderId, id: key } = recordOf(context);
      return { type: 'authorise', orderId, key };
    }),
    storeDecision: emit(({ context }) => commit('DecisionStored', { op: 'put', table: 'charges', record: recordOf(context) })),
    answer: emit(({ context }) => reply(context, (asked) => ({ type: 'ChargeAnswered', ...asked, outcome: outcomeOf(context) }))),
    answerPending: emit(({ context }) => reply(context, (asked) => ({ type: 'ChargePending', ...asked }))),
    answerNotFound: emit(({ context }) => reply(context, (asked) => ({ type: 'ChargeNotFound', ...asked }))),
    refuseReusedKey: emit(({ context }) =>
      reply(context, (asked) => ({
        type: 'ChargeAnswered',
        ...asked,
        outcome: { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' },
      })),
    ),
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
  context: ({ input }) => ({ policy: input.policy, dates: input.dates, record: input.record, asked: undefined }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        ChargeRequested: [
          { guard: 'isReusedKey', target: 'refused', actions: assign({ asked: askedBy }) },
          { guard: 'isDecided', target: 'decided', actions: assign({ asked: askedBy }) },
          { target: 'processing', actions: assign({ asked: askedBy, record: registered }) },
        ],
        ChargeInquiry: [
          { guard: 'isUnknown', target: 'notFound', actions: assign({ asked: askedBy }) },
          { guard: 'isDecided', target: 'decided', actions: assign({ asked: askedBy }) },
        ],
      },
    },
    processing: {
      on: {
        ChargeRequested: [
          { guard: 'isReusedKey', actions: [assign({ asked: askedBy }), 'refuseReusedKey'] },
          { actions: [assign({ asked: askedBy }), 'answerPending'] },
        ],
        ChargeInquiry: { actions: [assign({ asked: askedBy }), 'answerPending'] },
      },
      initial: 'registering',
      states: {
        registering: {
          entry: 'registerCharge',
          on: { ChargeRegistered: 'authorising' },
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

function askedBy({ event: { orderId, key } }: Asking): Context['asked'] {
  return { orderId, key };
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
  return { id: key, idempotencyKey: key, reference: pspReference(key), orderId, card, status: 'processing', authorised: zero, fee: zero, ...amount };
}

function decided({ context, event }: { context: Context; event: At<IssuerAnswered> }): ChargeRecord {
  const record = recordOf(context);
  const { decision, at } = event;
  if (!decision.approved) return { ...record, status: 'declined', declineCode: decision.code, declineKind: decision.kind };
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

type Asked = NonNullable<Context['asked']>;

function reply({ asked }: Context, message: (asked: Asked) => Message): Effect {
  if (asked === undefined) throw new Error('nobody has asked about the charge');
  return send(addressOf.paymentOrder(asked.orderId), message(asked));
}
