/**
 * One payout to a seller, from the balance that it was taken from to the seller's bank: have the ledger post it, have the
 * bank carry it, and learn what became of it. The bank's silence is no outcome: it is asked, until it says that the money
 * has arrived or has come back. What came back goes into the wallet and the ledger again, even when it had been paid.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import {
  commit,
  send,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Effect,
  type Resumed,
  type Write,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { TransferStatus } from '../domain/payout-messages.ts';
import type { SellerPayoutRecord } from '../domain/payout-records.ts';
import type { ActorInput } from '../domain/policy.ts';
import { returnReference } from '../domain/seller-payouts.ts';
import {
  backoffOf,
  callingActions,
  callingDelays,
  callingGuards,
  callingStates,
  callsSince,
  deadLetter,
  noCalls,
  oneMoreCall,
  type Caller,
} from './calling.ts';

interface Context extends Caller {
  readonly payoutId: string;
  readonly record: SellerPayoutRecord | undefined;
  /** The bank may have been told of the transfer: the next call only asks what became of it. */
  readonly instructed: boolean;
}

type Event = At<
  | MessageOf<'StartPayout' | 'SellerPayoutPosted' | 'SellerTransferReported' | 'SellerRepaid' | 'SellerReturnPosted'>
  | Acknowledged<'PostingStored' | 'PaymentStored' | 'ReversalStored' | 'DeadLetterStored'>
  | CommitRefused
  | Resumed
>;

/** Where a payout that is woken goes on. */
const goOn = [
  { guard: 'isReserved', target: 'posting' },
  { guard: 'isPosted', target: 'transferring', actions: ['beginCalls', 'forgetInstruction'] },
  { guard: 'isReturned', target: 'reversing' },
] as const;

/** What the bank's word leads to, whether the payout was waiting for it or is woken by it. */
const onOutcome = [
  { guard: 'tellsReturn', target: 'repaying', actions: 'beginCalls' },
  { guard: 'tellsArrival', target: 'storingPayment' },
  { guard: 'tellsKnownReturn', actions: 'noteReturn' },
] as const;

export const sellerPayout = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as ActorInput<SellerPayoutRecord>,
    emitted: {} as Effect,
  },
  actions: {
    callLedger: emit(({ context }) => {
      const { id: payoutId, sellerId, amount, currency } = recordOf(context);
      const message = { type: 'PostSellerPayout', payoutId, sellerId, amount: { amount, currency } } as const;
      return send(addressOf.ledgerPayout(payoutId), message);
    }),
    callBank: emit(({ context }) => {
      const { payoutId, instructed } = context;
      const bank = addressOf.sellerTransfer(payoutId);
      return send(bank, instructed ? { type: 'SellerTransferInquiry', payoutId } : instructionOf(context));
    }),
    // The bank is sent a file for each run, and the payments in it have references of their own: it knows none of them.
    payInThisRunToo: emit(({ context }) =>
      send(addressOf.sellerTransfer(`${context.payoutId}-2`), instructionOf(context)),
    ),
    callWallet: emit(({ context }) => {
      const payout = recordOf(context);
      const { id: payoutId, sellerId, currency } = payout;
      return send(addressOf.wallet(sellerId, currency), { type: 'RepaySeller', payoutId, payout });
    }),
    callLedgerAgain: emit(({ context }) => {
      const { id: payoutId, sellerId, amount, currency } = recordOf(context);
      const message = { type: 'PostSellerReturn', payoutId, sellerId, amount: { amount, currency } } as const;
      return send(addressOf.ledgerPayout(returnReference(payoutId)), message);
    }),
    storePosting: emit(({ context }) => commit('PostingStored', [moved(context, 'reserved', 'posted')])),
    storePayment: emit(({ context }) => commit('PaymentStored', [moved(context, 'posted', 'paid')])),
    storeReversal: emit(({ context }) => commit('ReversalStored', [moved(context, 'returned', 'reversed')])),
    noteReturn: emit(({ context: { payoutId } }) =>
      send(addressOf.sellerTransfer(payoutId), { type: 'SellerTransferNoted', payoutId }),
    ),
    storeDeadLetter: emit(({ context }) => {
      const reason = `nobody has answered about the payout, which is ${recordOf(context).status}`;
      return deadLetter('payoutDeadLetters', addressOf.sellerPayout(context.payoutId), context.calls, reason);
    }),
    markPosted: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'posted' as const }) }),
    markReturned: assign({ record: ({ context }) => ({ ...recordOf(context), status: 'returned' as const }) }),
    forgetInstruction: assign({ instructed: false }),
    ...callingActions<Context, Event>(),
    askAfresh: assign({ calls: ({ context }) => callsSince(context.calls.since) }),
    countCall: assign({ calls: ({ context }) => oneMoreCall(context.calls), instructed: true }),
  },
  guards: {
    isReserved: ({ context: { record } }) => record?.status === 'reserved',
    isPosted: ({ context: { record } }) => record?.status === 'posted',
    isReturned: ({ context: { record } }) => record?.status === 'returned',
    isListedAgain: ({ context: { policy, record } }) =>
      record?.status === 'paid' && policy.defects.has('batch-run-twice'),
    unknownIsFailure: ({ context: { policy } }) => policy.defects.has('payout-unknown-requeued'),
    tellsReturn: ({ context: { record }, event }) =>
      tells(event, 'returned') && (record?.status === 'posted' || record?.status === 'paid'),
    tellsKnownReturn: ({ context: { record }, event }) =>
      tells(event, 'returned') && (record?.status === 'returned' || record?.status === 'reversed'),
    tellsArrival: ({ context: { record }, event }) => tells(event, 'settled') && record?.status === 'posted',
    tellsTransit: ({ event }) => tells(event, 'inTransit'),
    tellsNothing: ({ event }) => tells(event, 'notFound'),
    isOfPosting: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'PostingStored',
    isOfPayment: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'PaymentStored',
    isOfReversal: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'ReversalStored',
    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, recordOf(context).status),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
    /** By then the bank has booked it and said so. */
    patience: ({ context: { policy } }) => policy.bankTransitMs + policy.calls.timeoutMs,
  },
}).createMachine({
  id: 'sellerPayout',
  context: ({ input }) => ({
    payoutId: input.entity,
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    calls: noCalls,
    instructed: false,
  }),
  initial: 'waitingForStart',
  states: {
    waitingForStart: {
      on: {
        StartPayout: [...goOn, { guard: 'isListedAgain', actions: 'payInThisRunToo' }],
        Resumed: goOn,
        SellerTransferReported: [
          { guard: 'isReturned', target: 'reversing', actions: 'noteReturn' },
          ...onOutcome,
          ...goOn,
        ],
      },
    },
    posting: {
      entry: 'beginCalls',
      ...callingStates('callLedger'),
      on: { SellerPayoutPosted: 'storingPosting' },
    },
    storingPosting: {
      entry: 'storePosting',
      // It is refused when it was stored before: by an attempt of which nothing was heard.
      on: {
        PostingStored: { target: 'transferring', actions: ['markPosted', 'beginCalls', 'forgetInstruction'] },
        CommitRefused: {
          guard: 'isOfPosting',
          target: 'transferring',
          actions: ['markPosted', 'beginCalls', 'forgetInstruction'],
        },
      },
      after: { storageTimeout: { target: 'storingPosting', reenter: true } },
    },
    // The first call instructs the bank; each further one asks, and the bank is instructed again if it knows of nothing.
    transferring: {
      ...callingStates('callBank', {
        guard: 'unknownIsFailure',
        target: '#sellerPayout.repaying',
        actions: 'askAfresh',
      }),
      on: {
        SellerTransferReported: [
          ...onOutcome,
          { guard: 'tellsTransit', target: 'awaitingOutcome' },
          { guard: 'tellsNothing', actions: 'forgetInstruction' },
        ],
      },
    },
    awaitingOutcome: {
      on: {
        SellerTransferReported: onOutcome,
        Resumed: { target: 'transferring', actions: 'beginCalls' },
      },
      after: { patience: { target: 'transferring', actions: 'askAfresh' } },
    },
    storingPayment: {
      entry: 'storePayment',
      on: { PaymentStored: 'closed', CommitRefused: { guard: 'isOfPayment', target: 'closed' } },
      after: { storageTimeout: { target: 'storingPayment', reenter: true } },
    },
    repaying: {
      ...callingStates('callWallet'),
      on: { SellerRepaid: { target: 'reversing', actions: ['markReturned', 'noteReturn'] } },
    },
    reversing: {
      entry: 'beginCalls',
      ...callingStates('callLedgerAgain'),
      on: { SellerReturnPosted: 'storingReversal', SellerTransferReported: onOutcome },
    },
    storingReversal: {
      entry: 'storeReversal',
      on: {
        ReversalStored: 'closed',
        CommitRefused: { guard: 'isOfReversal', target: 'closed' },
        SellerTransferReported: onOutcome,
      },
      after: { storageTimeout: { target: 'storingReversal', reenter: true } },
    },
    closed: { type: 'final' },
  },
});

function recordOf({ payoutId, record }: Context): SellerPayoutRecord {
  if (record === undefined) throw new Error(`${payoutId} has not been taken from a wallet`);
  return record;
}

function instructionOf(context: Context): MessageOf<'SellerTransferInstructed'> {
  const { id: payoutId, sellerId, amount, currency } = recordOf(context);
  return { type: 'SellerTransferInstructed', payoutId, sellerId, amount: { amount, currency } };
}

function tells(event: Event, status: TransferStatus): boolean {
  return event.type === 'SellerTransferReported' && event.body.status === status;
}

function moved(context: Context, from: SellerPayoutRecord['status'], status: SellerPayoutRecord['status']): Write {
  return { op: 'advance', table: 'sellerPayouts', record: { ...recordOf(context), status }, from };
}
