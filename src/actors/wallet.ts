/**
 * One seller's wallet in one currency: applies each order's credit once, in one transaction with the new balance, and
 * confirms when it is stored. Credits that arrive meanwhile wait their turn.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import type { Currency } from '../domain/currency.ts';
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
import { walletId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { add, minorUnits, type Money } from '../domain/money.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { WalletRecord } from '../domain/records.ts';

interface Context {
  readonly policy: Policy;
  /** The wallet as it was last known to be stored. */
  readonly record: WalletRecord | undefined;
  /** Credits that are asked for, the one being applied first. */
  readonly waiting: readonly At<MessageOf<'CreditSeller'>>[];
}

type Event = At<MessageOf<'CreditSeller'> | Acknowledged<'CreditStored'> | CommitRefused | RecordsRead>;

export const wallet = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<WalletRecord>,
    emitted: {} as Effect,
  },
  actions: {
    storeCredit: emit(({ context }) => commit('CreditStored', creditWrites(context))),
    confirm: emit(({ context }) => {
      const { orderId, sellerId, amount } = current(context);
      return send(addressOf.orderSaga(orderId), { type: 'SellerCredited', orderId, sellerId, amount });
    }),
    readWallet: emit(({ context }) => {
      const { sellerId, amount } = current(context);
      return { type: 'read', queries: [{ table: 'wallets', group: walletId(sellerId, amount.currency) }] };
    }),
    keepBalance: assign({ record: ({ context }) => credited(context) }),
    takeNext: assign({ waiting: ({ context }) => context.waiting.slice(1) }),
  },
  guards: {
    /** Refused although the credit is not known to be there: what is known of the wallet is not what is stored. */
    isOutdated: ({ context, event }) =>
      event.type === 'CommitRefused' &&
      event.about === context.waiting[0]?.orderId &&
      (event.reason === 'stale' || context.record === undefined),
    isCurrent: ({ context, event }) => 'about' in event && event.about === context.waiting[0]?.orderId,
    isLast: ({ context, event }) =>
      'about' in event && event.about === context.waiting[0]?.orderId && context.waiting.length === 1,
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
      on: { CreditSeller: { target: 'crediting', actions: assign({ waiting: enqueued }) } },
    },
    crediting: {
      entry: 'storeCredit',
      on: {
        CreditSeller: { actions: assign({ waiting: enqueued }) },
        CreditStored: [
          { guard: 'isLast', target: 'resting', actions: ['keepBalance', 'confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'crediting', reenter: true, actions: ['keepBalance', 'confirm', 'takeNext'] },
        ],
        // The order's credit is in the database already: it is confirmed again and not applied again.
        CommitRefused: [
          { guard: 'isOutdated', target: 'readingWallet' },
          { guard: 'isLast', target: 'resting', actions: ['confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'crediting', reenter: true, actions: ['confirm', 'takeNext'] },
        ],
      },
      after: { storageTimeout: { target: 'crediting', reenter: true } },
    },
    readingWallet: {
      entry: 'readWallet',
      on: {
        CreditSeller: { actions: assign({ waiting: enqueued }) },
        RecordsRead: {
          target: 'crediting',
          actions: assign({ record: ({ event }) => recordsIn(event, 'wallets')[0] }),
        },
      },
      after: { storageTimeout: { target: 'readingWallet', reenter: true } },
    },
  },
});

function enqueued({ context, event }: { context: Context; event: At<MessageOf<'CreditSeller'>> }): Context['waiting'] {
  return [...context.waiting, event];
}

function current({ waiting }: Context): At<MessageOf<'CreditSeller'>> {
  const credit = waiting[0];
  if (credit === undefined) throw new Error('the wallet has no credit to apply');
  return credit;
}

function credited(context: Context): WalletRecord {
  const { sellerId, amount } = current(context);
  const { record } = context;
  const id = walletId(sellerId, amount.currency);
  if (record === undefined) return { id, sellerId, currency: amount.currency, balance: amount.amount, version: 1 };
  return { ...record, balance: add(balanceOf(record), amount).amount, version: record.version + 1 };
}

function balanceOf({ balance, currency }: { balance: number; currency: Currency }): Money {
  return { amount: minorUnits(balance), currency };
}

function creditWrites(context: Context): Write[] {
  const { orderId, amount, at } = current(context);
  const after = credited(context);
  const { record } = context;
  return [
    { op: 'insert', table: 'credits', record: { id: orderId, walletId: after.id, at, ...amount } },
    record === undefined
      ? { op: 'insert', table: 'wallets', record: after }
      : { op: 'replace', table: 'wallets', record: after, version: record.version },
  ];
}
