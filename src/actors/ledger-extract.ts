/**
 * The ledger tells reconciliation which captures and paid refunds it has posted in a currency since it was last asked, in
 * the order in which it appended them.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { isAnswerTo, recordsIn, send, type At, type Effect, type Query, type RecordsRead } from '../domain/effects.ts';
import type { LedgerItem } from '../domain/ledger-item.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { LedgerTransactionRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly request: MessageOf<'LedgerExtractRequested'> | undefined;
  readonly items: readonly LedgerItem[];
}

export const ledgerExtract = setup({
  types: {
    context: {} as Context,
    events: {} as At<MessageOf<'LedgerExtractRequested'> | RecordsRead>,
    input: {} as ActorInput<undefined>,
    emitted: {} as Effect,
  },
  actions: {
    readPosted: emit(({ context }) => ({ type: 'read', queries: queriesFor(context) })),
    sendExtract: emit(({ context }) => {
      const { items } = context;
      const { currency, date, after } = requestOf(context);
      const message = { type: 'LedgerExtractSent', currency, date, items, upTo: after + items.length } as const;
      return send(addressOf.settlementNight(currency, date), message);
    }),
  },
  guards: {
    showsPosted: ({ context, event }) => event.type === 'RecordsRead' && isAnswerTo(queriesFor(context), event.body),
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'ledgerExtract',
  context: ({ input }) => ({ policy: input.policy, request: undefined, items: [] }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        LedgerExtractRequested: { target: 'readingPosted', actions: assign({ request: ({ event }) => event.body }) },
      },
    },
    readingPosted: {
      entry: 'readPosted',
      on: {
        RecordsRead: {
          guard: 'showsPosted',
          target: 'sent',
          actions: assign({ items: ({ event }) => recordsIn(event.body, 'transactions').map(ledgerItem) }),
        },
      },
      after: { storageTimeout: { target: 'readingPosted', reenter: true } },
    },
    sent: { type: 'final', entry: 'sendExtract' },
  },
});

function requestOf({ request }: Context): MessageOf<'LedgerExtractRequested'> {
  if (request === undefined) throw new Error('no extract has been asked for');
  return request;
}

/** The same date may be asked for again, with more behind it. */
function queriesFor(context: Context): Query[] {
  const { currency, after } = requestOf(context);
  return [{ table: 'transactions', group: `listed/${currency}`, after }];
}

function ledgerItem({ id, kind, orderId, pspReference, saleDate, postings }: LedgerTransactionRecord): LedgerItem {
  const [posting] = postings;
  if (orderId === undefined || pspReference === undefined || saleDate === undefined || posting === undefined) {
    throw new Error(`${id} is neither a capture nor a refund`);
  }
  const { amount, currency } = posting;
  const listed = kind === 'refundPaid' ? 'refund' : 'capture';
  return { kind: listed, transactionId: id, orderId, pspReference, saleDate, amount, currency };
}
