/**
 * The ledger tells the bank's night which payouts to sellers, and which returns of them, it has posted in a currency
 * since it was last asked, in the order in which it appended them.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { isAnswerTo, recordsIn, send, type At, type Effect, type Query, type RecordsRead } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { PayoutItem } from '../domain/payout-messages.ts';
import { lineReferenceOf } from '../domain/payout-postings.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { LedgerTransactionRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly request: MessageOf<'PayoutExtractRequested'> | undefined;
  readonly items: readonly PayoutItem[];
}

export const payoutExtract = setup({
  types: {
    context: {} as Context,
    events: {} as At<MessageOf<'PayoutExtractRequested'> | RecordsRead>,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    readPosted: emit(({ context }) => ({ type: 'read', queries: queriesFor(context) })),
    sendExtract: emit(({ context }) => {
      const { items } = context;
      const { currency, date, after } = requestOf(context);
      const message = { type: 'PayoutExtractSent', currency, date, items, upTo: after + items.length } as const;
      return send(addressOf.bankNight(currency, date), message);
    }),
  },
  guards: {
    showsPosted: ({ context, event }) => event.type === 'RecordsRead' && isAnswerTo(queriesFor(context), event.body),
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'payoutExtract',
  context: ({ input }) => ({ policy: input.policy, dates: input.dates, request: undefined, items: [] }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        PayoutExtractRequested: { target: 'readingPosted', actions: assign({ request: ({ event }) => event.body }) },
      },
    },
    readingPosted: {
      entry: 'readPosted',
      on: {
        RecordsRead: {
          guard: 'showsPosted',
          target: 'sent',
          actions: assign({
            items: ({ context, event }) =>
              recordsIn(event.body, 'transactions').map((posted) => itemOf(posted, context)),
          }),
        },
      },
      after: { storageTimeout: { target: 'readingPosted', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendExtract' },
  },
});

function requestOf({ request }: Context): MessageOf<'PayoutExtractRequested'> {
  if (request === undefined) throw new Error('no extract of the payouts has been asked for');
  return request;
}

/** The same date may be asked for again, with more behind it. */
function queriesFor(context: Context): Query[] {
  const { currency, after } = requestOf(context);
  return [{ table: 'transactions', group: `payouts/${currency}`, after }];
}

/** A payout has still to travel; what came back is at the bank when the ledger hears of it. */
function itemOf(transaction: LedgerTransactionRecord, { policy, dates }: Context): PayoutItem {
  const { id, kind, at, postings } = transaction;
  const [posting] = postings;
  if (posting === undefined) throw new Error(`${id} moves nothing`);
  const { amount, currency } = posting;
  const isReturn = kind === 'sellerReturn';
  return {
    transactionId: id,
    reference: lineReferenceOf(transaction),
    dueOn: dates.bank(isReturn ? at : at + policy.bankTransitMs),
    amount: isReturn ? amount : minorUnits(-amount),
    currency,
  };
}
