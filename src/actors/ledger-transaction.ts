/**
 * One request to post at the ledger: a sale, a night's file or a statement becomes balanced transactions that are
 * appended together, once. A repeated request is confirmed again and appends nothing.
 */
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
  type Write,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import {
  allocateTransaction,
  captureTransaction,
  cashTransaction,
  payoutTransaction,
  pspFeeTransaction,
} from '../domain/postings.ts';
import type { LedgerTransactionRecord, PostedRequestRecord } from '../domain/records.ts';

type Request = MessageOf<'PostSale' | 'PostFile' | 'PostStatement'>;

interface Context {
  readonly policy: Policy;
  readonly record: PostedRequestRecord | undefined;
  readonly request: At<Request> | undefined;
}

type Event = At<Request | Acknowledged<'TransactionsAppended'> | CommitRefused>;
type Requested = { readonly event: At<Request> };

export const ledgerTransaction = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PostedRequestRecord>,
    emitted: {} as Effect,
  },
  actions: {
    append: emit(({ context }) => commit('TransactionsAppended', appendWrites(requestOf(context)))),
    confirm: emit(({ context }) => confirmation(requestOf(context))),
  },
  guards: {
    isPosted: ({ context }) => context.record !== undefined,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'ledgerTransaction',
  context: ({ input }) => ({ policy: input.policy, record: input.record, request: undefined }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        PostSale: [
          { guard: 'isPosted', target: 'posted', actions: assign({ request: requested }) },
          { target: 'appending', actions: assign({ request: requested }) },
        ],
        PostFile: [
          { guard: 'isPosted', target: 'posted', actions: assign({ request: requested }) },
          { target: 'appending', actions: assign({ request: requested }) },
        ],
        PostStatement: [
          { guard: 'isPosted', target: 'posted', actions: assign({ request: requested }) },
          { target: 'appending', actions: assign({ request: requested }) },
        ],
      },
    },
    appending: {
      entry: 'append',
      on: { TransactionsAppended: 'posted', CommitRefused: 'posted' },
      after: { storageTimeout: { target: 'appending', reenter: true } },
    },
    posted: { type: 'final', entry: 'confirm' },
  },
});

function requestOf({ request }: Context): At<Request> {
  if (request === undefined) throw new Error('nothing has been asked to be posted');
  return request;
}

function requested({ event }: Requested): At<Request> {
  return event;
}

function requestIdOf(request: Request): string {
  return request.type === 'PostSale' ? request.orderId : request.requestId;
}

function appendWrites(request: At<Request>): Write[] {
  const transactions = transactionsFor(request, request.at);
  const record = { id: requestIdOf(request), at: request.at, transactions: transactions.length };
  return [
    { op: 'insert', table: 'postedRequests', record },
    ...transactions.map((transaction): Write => ({ op: 'insert', table: 'transactions', record: transaction })),
  ];
}

/** A fee of zero moves nothing and leaves no transaction behind; a line that is listed twice moves its amount once. */
function transactionsFor(request: Request, at: Instant): LedgerTransactionRecord[] {
  switch (request.type) {
    case 'PostSale':
      return [captureTransaction(request.sale, at), allocateTransaction(request.sale, at)];
    case 'PostFile': {
      const { currency, lines } = request.file;
      const posted = lines.map((line) =>
        line.type === 'charge'
          ? pspFeeTransaction(line, money(line.fee, currency), at)
          : payoutTransaction(line.reference, money(line.amount, currency), at),
      );
      return distinct(posted.filter((transaction) => transaction.postings.length > 0));
    }
    case 'PostStatement': {
      const { currency, lines } = request.statement;
      return distinct(lines.map((line) => cashTransaction(line.reference, money(line.amount, currency), at)));
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
    case 'PostSale':
      return send(addressOf.orderSaga(request.orderId), { type: 'SalePosted', orderId: request.orderId });
    case 'PostFile': {
      const { requestId, file } = request;
      return send(addressOf.settlementNight(file.currency, file.date), { type: 'FilePosted', requestId });
    }
    case 'PostStatement': {
      const { requestId, statement } = request;
      return send(addressOf.bankNight(statement.currency, statement.date), { type: 'FilePosted', requestId });
    }
  }
}
