/**
 * One payout to a seller at the ledger, or its return: a request to post becomes one balanced transaction, once. A
 * repeated request is confirmed again and appends nothing.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { commit, send, type Acknowledged, type At, type CommitRefused, type Effect } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import { sellerPayoutTransaction, sellerReturnTransaction } from '../domain/payout-postings.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { PostedRequestRecord } from '../domain/records.ts';
import { returnReference } from '../domain/seller-payouts.ts';

type Request = At<MessageOf<'PostSellerPayout' | 'PostSellerReturn'>>;

type Event = Request | At<Acknowledged<'TransactionAppended'> | CommitRefused>;

interface Context {
  readonly policy: Policy;
  readonly record: PostedRequestRecord | undefined;
  readonly request: Request | undefined;
}

/** What a request leads to, by what is stored. */
const onRequest = [
  { guard: 'isPosted', target: 'posted', actions: 'keepRequest' },
  { target: 'appending', actions: 'keepRequest' },
] as const;

export const ledgerPayout = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PostedRequestRecord>,
    emitted: {} as Effect,
  },
  actions: {
    keepRequest: assign({ request: ({ context, event }) => requestIn(event) ?? context.request }),
    append: emit(({ context }) => {
      const { type, at, body } = requestOf(context);
      const id = type === 'PostSellerPayout' ? body.payoutId : returnReference(body.payoutId);
      const record = type === 'PostSellerPayout' ? sellerPayoutTransaction : sellerReturnTransaction;
      return commit('TransactionAppended', [
        { op: 'insert', table: 'transactions', record: record(body, at) },
        { op: 'insert', table: 'postedRequests', record: { id, at, transactions: 1 } },
      ]);
    }),
    confirm: emit(({ context }) => {
      const { type, payoutId } = requestOf(context).body;
      const confirmed = type === 'PostSellerPayout' ? 'SellerPayoutPosted' : 'SellerReturnPosted';
      return send(addressOf.sellerPayout(payoutId), { type: confirmed, payoutId });
    }),
  },
  guards: {
    isPosted: ({ context }) => context.record !== undefined,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'ledgerPayout',
  context: ({ input }) => ({ policy: input.policy, record: input.record, request: undefined }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: { on: { PostSellerPayout: onRequest, PostSellerReturn: onRequest } },
    appending: {
      entry: 'append',
      // Nobody else appends what a payout leads to: if it is there, this request was posted before.
      on: { TransactionAppended: 'posted', CommitRefused: 'posted' },
      after: { storageTimeout: { target: 'appending', reenter: true } },
    },
    posted: { type: 'final', entry: 'confirm' },
  },
});

function requestIn(event: Event): Request | undefined {
  return event.type === 'PostSellerPayout' || event.type === 'PostSellerReturn' ? event : undefined;
}

function requestOf({ request }: Context): Request {
  if (request === undefined) throw new Error('no payout has been asked to be posted');
  return request;
}
