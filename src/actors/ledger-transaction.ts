/**
 * One request to post at the ledger: a sale, a refund, a night's file or a statement becomes balanced transactions that
 * are appended together, once. A repeated request is confirmed again and appends nothing; a file is confirmed only when
 * the ledger holds that it was posted, whatever else holds one of its transactions.
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
  type Write,
} from '../domain/effects.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import { requestIdOf, transactionsOf, type PostingRequest } from '../domain/posting-requests.ts';
import type { LedgerTransactionRecord, PostedRequestRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  readonly record: PostedRequestRecord | undefined;
  readonly request: At<PostingRequest> | undefined;
  /** Transactions that are still to be appended by themselves, since they could not be appended together. */
  readonly left: readonly LedgerTransactionRecord[];
  /** Those that were appended by themselves, not counting what the ledger had already. */
  readonly appended: number;
}

type Event = At<
  | PostingRequest
  | Acknowledged<'TransactionsAppended' | 'TransactionAppended' | 'RequestStored'>
  | CommitRefused
  | RecordsRead
>;

/** What a request leads to, by what is stored. */
const onRequest = [
  { guard: 'isPosted', target: 'posted', actions: 'keepRequest' },
  { target: 'appending', actions: 'keepRequest' },
] as const;

export const ledgerTransaction = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PostedRequestRecord>,
    emitted: {} as Effect,
  },
  actions: {
    keepRequest: assign({ request: ({ context, event }) => requestIn(event) ?? context.request }),
    appendAll: emit(({ context }) => commit('TransactionsAppended', allWrites(requestOf(context), context.policy))),
    readRequest: emit(({ context }) => ({
      type: 'read',
      queries: [{ table: 'postedRequests', group: requestIdOf(requestOf(context), context.policy) }],
    })),
    appendNext: emit(({ context }) => {
      const record = nextOf(context);
      return { ...commit('TransactionAppended', [{ op: 'insert', table: 'transactions', record }]), about: record.id };
    }),
    storeRequest: emit(({ context }) => {
      const request = requestOf(context);
      const record = { id: requestIdOf(request, context.policy), at: request.at, transactions: context.appended };
      return commit('RequestStored', [{ op: 'insert', table: 'postedRequests', record }]);
    }),
    confirm: emit(({ context }) => confirmation(requestOf(context).body)),
    takeAll: assign({ left: ({ context }) => transactionsOf(requestOf(context), context.policy) }),
    takeNext: assign({ left: ({ context }) => context.left.slice(1) }),
    countAppended: assign({ appended: ({ context }) => context.appended + 1 }),
  },
  guards: {
    isPosted: ({ context }) => context.record !== undefined,
    isOfAFile: ({ context }) => ['PostFile', 'PostStatement'].includes(requestOf(context).type),
    isKnown: ({ event }) => event.type === 'RecordsRead' && recordsIn(event.body, 'postedRequests').length > 0,
    isNext: ({ context, event }) => 'about' in event.body && event.body.about === context.left[0]?.id,
    isLast: ({ context, event }) =>
      'about' in event.body && event.body.about === context.left[0]?.id && context.left.length === 1,
    isOfRequest: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'RequestStored',
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'ledgerTransaction',
  context: ({ input }) => ({
    policy: input.policy,
    record: input.record,
    request: undefined,
    left: [],
    appended: 0,
  }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        PostSale: onRequest,
        PostRefund: onRequest,
        PostFile: onRequest,
        PostStatement: onRequest,
      },
    },
    appending: {
      entry: 'appendAll',
      on: {
        TransactionsAppended: 'posted',
        // Nobody else appends what a sale or a refund leads to: if it is there, this request was posted before.
        CommitRefused: [{ guard: 'isOfAFile', target: 'readingRequest' }, { target: 'posted' }],
      },
      after: { storageTimeout: { target: 'appending', reenter: true } },
    },
    readingRequest: {
      entry: 'readRequest',
      on: {
        RecordsRead: [
          { guard: 'isKnown', target: 'posted' },
          { target: 'appendingWhatIsMissing', actions: 'takeAll' },
        ],
      },
      after: { storageTimeout: { target: 'readingRequest', reenter: true } },
    },
    // Another file has led to one of the transactions before. That one stays as it is; the others are appended.
    appendingWhatIsMissing: {
      entry: 'appendNext',
      on: {
        TransactionAppended: [
          { guard: 'isLast', target: 'storingRequest', actions: 'countAppended' },
          { guard: 'isNext', target: 'appendingWhatIsMissing', reenter: true, actions: ['countAppended', 'takeNext'] },
        ],
        CommitRefused: [
          { guard: 'isLast', target: 'storingRequest' },
          { guard: 'isNext', target: 'appendingWhatIsMissing', reenter: true, actions: 'takeNext' },
        ],
      },
      after: { storageTimeout: { target: 'appendingWhatIsMissing', reenter: true } },
    },
    storingRequest: {
      entry: 'storeRequest',
      on: { RequestStored: 'posted', CommitRefused: { guard: 'isOfRequest', target: 'posted' } },
      after: { storageTimeout: { target: 'storingRequest', reenter: true } },
    },
    posted: { type: 'final', entry: 'confirm' },
  },
});

function requestIn(event: Event): At<PostingRequest> | undefined {
  switch (event.type) {
    case 'PostSale':
    case 'PostRefund':
    case 'PostFile':
    case 'PostStatement':
      return event;
    default:
      return undefined;
  }
}

function requestOf({ request }: Pick<Context, 'request'>): At<PostingRequest> {
  if (request === undefined) throw new Error('nothing has been asked to be posted');
  return request;
}

function nextOf({ left: [next] }: Context): LedgerTransactionRecord {
  if (next === undefined) throw new Error('everything is appended');
  return next;
}

function allWrites(request: At<PostingRequest>, policy: Policy): Write[] {
  const transactions = transactionsOf(request, policy);
  const record = { id: requestIdOf(request, policy), at: request.at, transactions: transactions.length };
  const op = policy.defects.has('history-edited') ? 'put' : 'insert';
  return [
    { op: 'insert', table: 'postedRequests', record },
    ...transactions.map((transaction): Write => ({ op, table: 'transactions', record: transaction })),
  ];
}

function confirmation(request: PostingRequest): Effect {
  switch (request.type) {
    case 'PostSale': {
      const { orderId } = request;
      return send(addressOf.orderSaga(orderId), { type: 'SalePosted', orderId });
    }
    case 'PostRefund': {
      const { refundId, orderId } = request;
      return send(addressOf.refundSaga(refundId), { type: 'RefundPosted', refundId, orderId });
    }
    case 'PostFile': {
      const { requestId, currency, date } = request;
      const message = { type: 'FilePosted', requestId, currency, date } as const;
      return send(addressOf.settlementNight(currency, date), message);
    }
    case 'PostStatement': {
      const { requestId, currency, date } = request;
      return send(addressOf.bankNight(currency, date), { type: 'FilePosted', requestId, currency, date });
    }
  }
}
