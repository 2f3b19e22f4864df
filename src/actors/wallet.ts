/**
 * One seller's wallet in one currency: applies each order's credit, each refund's debit, each payout and each return of one
 * once, in one transaction with the new balance, and confirms when it is stored. Changes that arrive meanwhile wait their
 * turn. A balance may fall below zero: what was refunded after it was paid out, the seller owes.
 */
import { assign, emit, setup } from 'xstate';
import {
  isAnswerTo,
  recordsIn,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type RecordsRead,
  type Write,
} from '../domain/effects.ts';
import { walletId } from '../domain/ids.ts';
import { add, money, subtract, type Money } from '../domain/money.ts';
import type { SellerPayoutRecord } from '../domain/payout-records.ts';
import type { ActorInput, Policy } from '../domain/policy.ts';
import type { WalletRecord } from '../domain/records.ts';
import { confirmation, idOf, ownerOf, queriesFor, type Change } from './wallet-changes.ts';
import { madePayout, nothingAvailable, payoutOf, reserved, returnWrites } from './wallet-payouts.ts';

interface Context {
  readonly policy: Policy;
  /** The wallet as it was last known to be stored. */
  readonly record: WalletRecord | undefined;
  /** Changes that are asked for, the one being applied first. */
  readonly waiting: readonly Change[];
  /** The payout that is being made. */
  readonly payout: SellerPayoutRecord | undefined;
}

type Event = Change | At<Acknowledged<'ChangeStored'> | CommitRefused | RecordsRead>;

/** Changes that are asked for while one is being applied. */
const meanwhile = {
  CreditSeller: { actions: 'enqueue' },
  DebitSeller: { actions: 'enqueue' },
  RepaySeller: { actions: 'enqueue' },
  PayoutDue: { actions: 'enqueue' },
} as const;

export const wallet = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<WalletRecord>,
    emitted: {} as Effect,
  },
  actions: {
    enqueue: assign({ waiting: ({ context, event }) => enqueued(context, event) }),
    // What it is about is the change: an order has a credit, and a debit for each of its refunds.
    storeChange: emit(({ context }) => ({
      type: 'commit',
      ack: 'ChangeStored',
      about: idOf(current(context)),
      writes: changeWrites(context),
    })),
    confirm: emit(({ context }) => confirmation(current(context))),
    readWallet: emit(({ context }) => ({ type: 'read', queries: queriesFor(current(context)) })),
    keepWallet: assign(({ context, event }) => (event.type === 'RecordsRead' ? walletRead(context, event.body) : {})),
    answerPayout: emit(({ context: { waiting, payout } }) => payoutAnswer(waiting[0], payout)),
    keepBalance: assign({ record: ({ context }) => changed(context) }),
    takeNext: assign({ waiting: ({ context }) => context.waiting.slice(1) }),
  },
  guards: {
    /** Refused although the change is not known to be there: what is known of the wallet is not what is stored. */
    isOutdated: ({ context, event }) =>
      event.type === 'CommitRefused' &&
      isAboutCurrent(context, event) &&
      (event.body.reason === 'stale' || context.record === undefined),
    isCurrent: ({ context, event }) => isAboutCurrent(context, event),
    isLast: ({ context, event }) => isAboutCurrent(context, event) && context.waiting.length === 1,
    isBeforePayout: ({ context, event }) => isAboutCurrent(context, event) && context.waiting[1]?.type === 'PayoutDue',
    showsWallet: ({ context, event }) => showsWallet(context, event),
    changesNothing: ({ context, event }) => showsWallet(context, event) && changesNothing(context, event.body),
    changesNothingAndIsLast: ({ context, event }) =>
      showsWallet(context, event) && changesNothing(context, event.body) && context.waiting.length === 1,
  },
  delays: {
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'wallet',
  context: ({ input }) => ({ policy: input.policy, record: input.record, waiting: [], payout: undefined }),
  initial: 'resting',
  states: {
    resting: {
      on: {
        CreditSeller: { target: 'applying', actions: 'enqueue' },
        DebitSeller: { target: 'applying', actions: 'enqueue' },
        RepaySeller: { target: 'applying', actions: 'enqueue' },
        PayoutDue: { target: 'readingWallet', actions: 'enqueue' },
      },
    },
    applying: {
      entry: 'storeChange',
      on: {
        ...meanwhile,
        ChangeStored: [
          { guard: 'isLast', target: 'resting', actions: ['keepBalance', 'confirm', 'takeNext'] },
          { guard: 'isBeforePayout', target: 'readingWallet', actions: ['keepBalance', 'confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'applying', reenter: true, actions: ['keepBalance', 'confirm', 'takeNext'] },
        ],
        // The change is in the database already: it is confirmed again and not applied again.
        CommitRefused: [
          { guard: 'isOutdated', target: 'readingWallet' },
          { guard: 'isLast', target: 'resting', actions: ['confirm', 'takeNext'] },
          { guard: 'isBeforePayout', target: 'readingWallet', actions: ['confirm', 'takeNext'] },
          { guard: 'isCurrent', target: 'applying', reenter: true, actions: ['confirm', 'takeNext'] },
        ],
      },
      after: { storageTimeout: { target: 'applying', reenter: true } },
    },
    readingWallet: {
      entry: 'readWallet',
      on: {
        ...meanwhile,
        RecordsRead: [
          { guard: 'changesNothingAndIsLast', target: 'resting', actions: ['keepWallet', 'answerPayout', 'takeNext'] },
          {
            guard: 'changesNothing',
            target: 'readingWallet',
            reenter: true,
            actions: ['keepWallet', 'answerPayout', 'takeNext'],
          },
          { guard: 'showsWallet', target: 'applying', actions: 'keepWallet' },
        ],
      },
      after: { storageTimeout: { target: 'readingWallet', reenter: true } },
    },
  },
});

function enqueued({ waiting }: Context, event: Event): Context['waiting'] {
  switch (event.type) {
    case 'CreditSeller':
    case 'DebitSeller':
    case 'RepaySeller':
    case 'PayoutDue':
      return [...waiting, event];
    default:
      return waiting;
  }
}

function current({ waiting }: Context): Change {
  const change = waiting[0];
  if (change === undefined) throw new Error('the wallet has no change to apply');
  return change;
}

function isAboutCurrent({ waiting: [change] }: Context, event: Event): boolean {
  return 'about' in event.body && change !== undefined && event.body.about === idOf(change);
}

/** Each change has the wallet read by itself, as far as it needs to know it: a payout needs to know the credits, too. */
function showsWallet(context: Context, event: Event): event is At<RecordsRead> {
  return event.type === 'RecordsRead' && isAnswerTo(queriesFor(current(context)), event.body);
}

function walletRead(context: Context, read: RecordsRead): Pick<Context, 'record' | 'payout'> {
  const change = current(context);
  const record = recordsIn(read, 'wallets')[0];
  if (change.type !== 'PayoutDue') return { record, payout: undefined };
  return { record, payout: madePayout(change.body, read) ?? payoutOf(change.body, read, context.policy) };
}

/** A payout that was made before, or of which nothing can be made, leaves the wallet as it is. */
function changesNothing(context: Context, read: RecordsRead): boolean {
  const change = current(context);
  if (change.type !== 'PayoutDue') return false;
  return madePayout(change.body, read) !== undefined || payoutOf(change.body, read, context.policy) === undefined;
}

function payoutAnswer(change: Change | undefined, payout: SellerPayoutRecord | undefined): Effect {
  if (change?.type !== 'PayoutDue') throw new Error('the wallet is not asked to pay out');
  return payout === undefined ? nothingAvailable(change.body) : reserved(change.body);
}

function payoutAtHand({ payout }: Context): SellerPayoutRecord {
  if (payout === undefined) throw new Error('the wallet has no payout to make');
  return payout;
}

function balanceAfter(before: Money, context: Context): Money {
  const change = current(context);
  switch (change.type) {
    case 'CreditSeller':
      return add(before, change.body.amount);
    case 'DebitSeller':
      return subtract(before, change.body.amount);
    case 'PayoutDue':
      return subtract(before, payoutAtHand(context));
    case 'RepaySeller':
      return add(before, change.body.payout);
  }
}

function changed(context: Context): WalletRecord {
  const { sellerId, currency } = ownerOf(current(context));
  const balance = balanceAfter(money(context.record?.balance ?? 0, currency), context).amount;
  const version = (context.record?.version ?? 0) + 1;
  return { id: walletId(sellerId, currency), sellerId, currency, balance, version };
}

function changeWrites(context: Context): Write[] {
  const after = changed(context);
  return [...appliedWrites(context, after.id), walletWrite(after, context)];
}

function walletWrite(after: WalletRecord, { policy, record }: Context): Write {
  if (record === undefined) return { op: 'insert', table: 'wallets', record: after };
  // Whatever was stored since the balance was read is written over.
  if (policy.defects.has('wallet-lost-update')) return { op: 'put', table: 'wallets', record: after };
  return { op: 'replace', table: 'wallets', record: after, version: record.version };
}

/** What makes the change one that is made once: it comes first, so that a change that is there already is known by it. */
function appliedWrites(context: Context, id: string): Write[] {
  const change = current(context);
  switch (change.type) {
    case 'CreditSeller': {
      const { orderId, amount } = change.body;
      return [{ op: 'insert', table: 'credits', record: { id: orderId, walletId: id, at: change.at, ...amount } }];
    }
    case 'DebitSeller': {
      const { refundId, orderId, amount } = change.body;
      const debit = { id: refundId, orderId, walletId: id, at: change.at, ...amount };
      return [{ op: 'insert', table: 'debits', record: debit }];
    }
    case 'PayoutDue':
      return [{ op: 'insert', table: 'sellerPayouts', record: payoutAtHand(context) }];
    case 'RepaySeller':
      return returnWrites(change);
  }
}
