/**
 * One seller's wallet in one currency: applies each order's credit and each refund's debit once, in one transaction with
 * the new balance, and confirms when it is stored. Changes that arrive meanwhile wait their turn. A balance may fall below
 * zero: what was refunded after it was paid out, the seller owes.
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
import { walletId, type OrderId, type RefundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { add, money, subtract } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { WalletRecord } from '../domain/records.ts';

type Change = At<MessageOf<'CreditSeller' | 'DebitSeller'>>;

interface Context {
  readonly policy: Policy;
  /** The wallet as it was last known to be stored. */
  readonly record: WalletRecord | undefined;
  /** Changes that are asked for, the one being applied first. */
  readonly waiting: readonly Change[];
}

type Event = Change | At<Acknowledged<'ChangeStored'> | CommitRefused | RecordsRead>;

export const wallet = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<WalletRecord>,
    emitted: {} as Effect,
  },
  actions: {
    // What it is about is the change: an order has a credit, and a debit for each of its refunds.
    storeChange: emit(({ context }) => ({
      ...commit('ChangeStored', changeWrites(context)),
      about: idOf(current(context)),
    })),
    confirm: emit(({ context }) => confirmation(current(context))),
    readWallet: emit(({ context }) => {
      const { sellerId, amount } = current(context);
      return { type: 'read', queries: [{ table: 'wallets', group: walletId(sellerId, amount.currency) }] };
    }),
    keepBalance: assign({ record: ({ context }) => changed(context) }),
    takeNext: assign({ waiting: ({ context }) => context.waiting.slice(1) }),
  },
  guards: {
    /** Refused although the change is not known to be there: what is known of the wallet is not what is stored. */
    isOutdated: ({ context, event }) =>
      event.type === 'CommitRefused' &&
      isAboutCurrent(context, event) &&
      (event.reason === 'stale' || context.record === undefined),
    isCurrent: ({ context, event }) => isAboutCurrent(context, event),
    isLast: ({ context, event }) => isAboutCurrent(context, event) && context.waiting.length === 1,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'wallet',
  context: ({ input }) => ({ policy: input.policy, record: input.record, waiting: [] }),
  initial: 'resting',
  states: {
    resting: {
      on: {
        CreditSeller: { target: 'applying', actions: assign({ waiting: enqueued }) },
        DebitSeller: { target: 'applying', actions: assign({ waiting: enqueued }) },
      },
    },
    applying: {
      entry: 'storeChange',
      on: {
        CreditSeller: { actions: assign({ waiting: enqueued }) },
        DebitSeller: { actions: assign({ waiting: enqueued }) },
        ChangeStored: [
          { guard: 'isLast', target: 'resting', actions: ['keepBalance', 'confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'applying', reenter: true, actions: ['keepBalance', 'confirm', 'takeNext'] },
        ],
        // The change is in the database already: it is confirmed again and not applied again.
        CommitRefused: [
          { guard: 'isOutdated', target: 'readingWallet' },
          { guard: 'isLast', target: 'resting', actions: ['confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'applying', reenter: true, actions: ['confirm', 'takeNext'] },
        ],
      },
      after: { storageTimeout: { target: 'applying', reenter: true } },
    },
    readingWallet: {
      entry: 'readWallet',
      on: {
        CreditSeller: { actions: assign({ waiting: enqueued }) },
        DebitSeller: { actions: assign({ waiting: enqueued }) },
        RecordsRead: {
          target: 'applying',
          actions: assign({ record: ({ event }) => recordsIn(event, 'wallets')[0] }),
        },
      },
      after: { storageTimeout: { target: 'readingWallet', reenter: true } },
    },
  },
});

function enqueued({ context, event }: { readonly context: Context; readonly event: Change }): Context['waiting'] {
  return [...context.waiting, event];
}

function current({ waiting }: Context): Change {
  const change = waiting[0];
  if (change === undefined) throw new Error('the wallet has no change to apply');
  return change;
}

function idOf(change: Change): OrderId | RefundId {
  return change.type === 'CreditSeller' ? change.orderId : change.refundId;
}

function isAboutCurrent({ waiting: [change] }: Context, event: Event): boolean {
  return 'about' in event && change !== undefined && event.about === idOf(change);
}

function changed(context: Context): WalletRecord {
  const change = current(context);
  const { sellerId, amount } = change;
  const { currency } = amount;
  const before = money(context.record?.balance ?? 0, currency);
  const balance = (change.type === 'CreditSeller' ? add(before, amount) : subtract(before, amount)).amount;
  const version = (context.record?.version ?? 0) + 1;
  return { id: walletId(sellerId, currency), sellerId, currency, balance, version };
}

function changeWrites(context: Context): Write[] {
  const after = changed(context);
  return [appliedWrite(current(context), after.id), walletWrite(after, context)];
}

function walletWrite(after: WalletRecord, { policy, record }: Context): Write {
  if (record === undefined) return { op: 'insert', table: 'wallets', record: after };
  // Whatever was stored since the balance was read is written over.
  if (policy.defects.has('wallet-lost-update')) return { op: 'put', table: 'wallets', record: after };
  return { op: 'replace', table: 'wallets', record: after, version: record.version };
}

function appliedWrite(change: Change, id: string): Write {
  const { orderId, amount, at } = change;
  return change.type === 'CreditSeller'
    ? { op: 'insert', table: 'credits', record: { id: orderId, walletId: id, at, ...amount } }
    : { op: 'insert', table: 'debits', record: { id: change.refundId, orderId, walletId: id, at, ...amount } };
}

function confirmation(change: Change): Effect {
  const { orderId, sellerId, amount } = change;
  return change.type === 'CreditSeller'
    ? send(addressOf.orderSaga(orderId), { type: 'SellerCredited', orderId, sellerId, amount })
    : send(addressOf.refundSaga(change.refundId), {
        type: 'SellerDebited',
        refundId: change.refundId,
        orderId,
        sellerId,
        amount,
      });
}
