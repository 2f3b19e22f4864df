/**
 * The batch that pays one currency's sellers out on one date. Who has a balance is stored when it begins; then it asks
 * every one of these wallets to pay out, until each has answered. A run that is done does nothing when it is run again.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  recordsIn,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Delivery,
  type Effect,
  type RecordsRead,
  type Resumed,
} from '../domain/effects.ts';
import type { SellerId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { PayoutRunRecord } from '../domain/payout-records.ts';
import type { ActorInput } from '../domain/policy.ts';
import { payoutRunId, sellerPayoutId } from '../domain/seller-payouts.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  callingStates,
  deadLetter,
  noCalls,
  type Caller,
} from './calling.ts';

interface Context extends Caller {
  readonly record: PayoutRunRecord | undefined;
  readonly due: At<MessageOf<'PayoutRunDue'>> | undefined;
  /** Those who have not answered. */
  readonly left: readonly SellerId[];
}

type Event = At<
  | MessageOf<'PayoutRunDue' | 'PayoutAnswered'>
  | RecordsRead
  | Acknowledged<'RunStored' | 'EndStored' | 'DeadLetterStored'>
  | CommitRefused
  | Resumed
>;

export const payoutRun = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<PayoutRunRecord>,
    emitted: {} as Effect,
  },
  actions: {
    readWallets: emit(({ context }) => {
      const { currency, date } = dueOf(context).body;
      return {
        type: 'read',
        queries: [
          { table: 'wallets', group: currency },
          { table: 'payoutRuns', group: payoutRunId(currency, date) },
        ],
      };
    }),
    // A commit of before a crash may be on its way still, and is another one: the run as it began then.
    storeRun: emit(({ context }) => {
      const record = recordOf(context);
      const about = `${record.id} as of ${record.asOf}`;
      return { ...commit('RunStored', [{ op: 'insert', table: 'payoutRuns', record }]), about };
    }),
    askWallets: emit(({ context }) => ({
      type: 'send',
      deliveries: context.left.map((sellerId) => askingFor(sellerId, recordOf(context))),
    })),
    storeEnd: emit(({ context }) =>
      commit('EndStored', [{ op: 'put', table: 'payoutRuns', record: { ...recordOf(context), status: 'done' } }]),
    ),
    storeDeadLetter: emit(({ context }) => {
      const { currency, date } = recordOf(context);
      const reason = `${context.left.length} wallets have not paid out`;
      return deadLetter('payoutDeadLetters', addressOf.payoutRun(currency, date), context.calls, reason);
    }),
    keepRun: assign({ record: ({ event }) => storedRun(event) }),
    takeUp: assign({ left: ({ context }) => recordOf(context).sellers }),
    noteAnswer: assign({ left: ({ context, event }) => leftAfter(context, event) }),
    ...callingActions<Context, Event>(),
  },
  guards: {
    isDone: ({ context }) => context.record?.status === 'done',
    isRunning: ({ context }) => context.record?.status === 'running',
    /** Whoever starts a run wants it to be run: its list is gone through once more. */
    isStartedAgain: ({ context: { policy, record } }) =>
      record?.status === 'done' && record.sellers.length > 0 && policy.defects.has('batch-run-twice'),
    wasDone: ({ event }) => storedRun(event)?.status === 'done',
    wasStored: ({ event }) => storedRun(event) !== undefined,
    isLast: ({ context, event }) => leftAfter(context, event).length === 0,
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, 'paying out'),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
}).createMachine({
  id: 'payoutRun',
  context: ({ input }) => ({
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    due: undefined,
    left: [],
    calls: noCalls,
  }),
  initial: 'waitingForRun',
  states: {
    waitingForRun: {
      on: {
        PayoutRunDue: [
          { guard: 'isStartedAgain', target: 'paying', actions: 'takeUp' },
          { guard: 'isDone', target: 'closed' },
          { guard: 'isRunning', target: 'paying', actions: 'takeUp' },
          { target: 'readingWallets', actions: assign({ due: ({ event }) => event }) },
        ],
        Resumed: { guard: 'isRunning', target: 'paying', actions: 'takeUp' },
      },
    },
    readingWallets: {
      entry: 'readWallets',
      on: {
        RecordsRead: [
          { guard: 'wasDone', target: 'closed' },
          { guard: 'wasStored', target: 'paying', actions: ['keepRun', 'takeUp'] },
          { target: 'storingRun', actions: assign({ record: newRun }) },
        ],
      },
      after: { storageTimeout: { target: 'readingWallets', reenter: true } },
    },
    // An earlier attempt of this actor may be what was stored.
    storingRun: {
      entry: 'storeRun',
      on: {
        RunStored: [
          { guard: 'isDone', target: 'closed' },
          { target: 'paying', actions: 'takeUp' },
        ],
        CommitRefused: 'readingWallets',
      },
      after: { storageTimeout: { target: 'storingRun', reenter: true } },
    },
    paying: {
      entry: 'beginCalls',
      ...callingStates('askWallets'),
      on: { PayoutAnswered: [{ guard: 'isLast', target: 'storingEnd' }, { actions: 'noteAnswer' }] },
    },
    storingEnd: {
      entry: 'storeEnd',
      on: { EndStored: 'closed' },
      after: { storageTimeout: { target: 'storingEnd', reenter: true } },
    },
    closed: { type: 'final' },
  },
});

function dueOf({ due }: Context): At<MessageOf<'PayoutRunDue'>> {
  if (due === undefined) throw new Error('no run is due');
  return due;
}

function recordOf({ record }: Context): PayoutRunRecord {
  if (record === undefined) throw new Error('the run has not begun');
  return record;
}

function storedRun(event: Event): PayoutRunRecord | undefined {
  return event.type === 'RecordsRead' ? recordsIn(event.body, 'payoutRuns')[0] : undefined;
}

/** A run in which nobody has anything to be paid is over at once. */
function newRun({ context, event }: { readonly context: Context; readonly event: At<RecordsRead> }): PayoutRunRecord {
  const due = dueOf(context);
  const { currency, date } = due.body;
  const sellers = recordsIn(event.body, 'wallets').flatMap(({ sellerId, balance }) => (balance > 0 ? [sellerId] : []));
  const status = sellers.length === 0 ? 'done' : 'running';
  return { id: payoutRunId(currency, date), currency, date, asOf: due.at, sellers, status };
}

function askingFor(sellerId: SellerId, { currency, date, asOf }: PayoutRunRecord): Delivery {
  const payoutId = sellerPayoutId(sellerId, currency, date);
  const message = { type: 'PayoutDue', payoutId, sellerId, currency, date, asOf } as const;
  return { to: addressOf.wallet(sellerId, currency), message };
}

function leftAfter({ left, record }: Context, event: Event): readonly SellerId[] {
  if (event.type !== 'PayoutAnswered' || record === undefined) return left;
  const { currency, date } = record;
  return left.filter((sellerId) => sellerPayoutId(sellerId, currency, date) !== event.body.payoutId);
}
