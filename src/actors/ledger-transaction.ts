/**
 * One request to post at the ledger: a sale, a refund, a night's file or a statement becomes balanced transactions that
 * are appended together, once. A repeated request is confirmed again and appends nothing; a file is confirmed only when
 * the ledger holds that it was posted, whatever else holds one of its transactions.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
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
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import { bankLineTransaction } from '../domain/payout-postings.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import {
  allocateTransaction,
  captureTransaction,
  captureWithFeeTransaction,
  payoutTransaction,
  pspFeeTransaction,
  refundPaidTransaction,
  refundTransaction,
} from '../domain/postings.ts';
import type { LedgerTransactionRecord, PostedRequestRecord } from '../domain/records.ts';

type Request = MessageOf<'PostSale' | 'PostRefund' | 'PostFile' | 'PostStatement'>;

interface Context {
  readonly policy: Policy;
  readonly record: PostedRequestRecord | undefined;
  readonly request: At<Request> | undefined;
  /** Transactions that are still to be appended by themselves, since they could not be appended together. */
  readonly left: readonly LedgerTransactionRecord[];
  /** Those that were appended by themselves, not counting what the ledger had already. */
  readonly appended: number;
}

type Event = At<
  Request | Acknowledged<'TransactionsAppended' | 'TransactionAppended' | 'RequestStored'> | CommitRefused | RecordsRead
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

function requestIn(event: Event): At<Request> | undefined {
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

function requestOf({ request }: Pick<Context, 'request'>): At<Request> {
  if (request === undefined) throw new Error('nothing has been asked to be posted');
  return request;
}

function requestIdOf(request: At<Request>, { defects }: Policy): string {
  switch (request.type) {
    case 'PostSale': {
      const { orderId, sale } = request.body;
      const { postedAs = orderId } = sale;
      return defects.has('ledger-posted-twice') ? numbered(postedAs, request.at) : postedAs;
    }
    case 'PostRefund':
      return request.body.refundId;
    case 'PostFile':
    case 'PostStatement':
      return request.body.requestId;
  }
}

/** A name that the ledger makes up when it is asked: nobody who asks again can find it. */
function numbered(name: string, at: Instant): string {
  return `${name}/${at}`;
}

function nextOf({ left: [next] }: Context): LedgerTransactionRecord {
  if (next === undefined) throw new Error('everything is appended');
  return next;
}

function allWrites(request: At<Request>, policy: Policy): Write[] {
  const transactions = transactionsOf(request, policy);
  const record = { id: requestIdOf(request, policy), at: request.at, transactions: transactions.length };
  const op = policy.defects.has('history-edited') ? 'put' : 'insert';
  return [
    { op: 'insert', table: 'postedRequests', record },
    ...transactions.map((transaction): Write => ({ op, table: 'transactions', record: transaction })),
  ];
}

/**
 * A fee of zero moves nothing and leaves no transaction behind; a line that is listed twice moves its amount once; a
 * refund's line moves nothing, since the refund was posted when it was paid.
 */
function transactionsOf(request: At<Request>, { defects }: Policy): LedgerTransactionRecord[] {
  const { at } = request;
  switch (request.type) {
    case 'PostSale': {
      const sale = [captureTransaction(request.body.sale, at), allocateTransaction(request.body.sale, at, defects)];
      return defects.has('ledger-posted-twice') ? sale.map((one) => ({ ...one, id: numbered(one.id, at) })) : sale;
    }
    case 'PostRefund':
      return [refundTransaction(request.body.refund, at), refundPaidTransaction(request.body.refund, at)];
    case 'PostFile': {
      const { currency, lines } = request.body;
      const posted = lines.flatMap((line) => {
        switch (line.type) {
          case 'charge':
            return defects.has('history-edited')
              ? [captureWithFeeTransaction(line, request.body, at)]
              : [pspFeeTransaction(line, money(line.fee, currency), at)];
          case 'payout':
            return [payoutTransaction(line.reference, money(line.amount, currency), at)];
          case 'refund':
            return [];
        }
      });
      return distinct(posted.filter((transaction) => transaction.postings.length > 0));
    }
    case 'PostStatement': {
      const { currency, lines } = request.body;
      return distinct(lines.map((line) => bankLineTransaction(line, currency, at)));
    }
  }
}

/** The first of those that have the same id. */
function distinct(transactions: readonly LedgerTransactionRecord[]): LedgerTransactionRecord[] {
  const byId = new Map<string, LedgerTransactionRecord>();
  for (const transaction of transactions) {
    if (!byId.has(transaction.id)) byId.set(transaction.id, transaction);
  }
  return [...byId.values()];
}

function confirmation(request: Request): Effect {
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
