/**
 * The capture of one order at the executor, when it was authorised before: stored, then asked of the PSP under the key of
 * the charge. A time-out says nothing about the capture, so the PSP is asked about it before it is asked for it again; only
 * the PSP itself ends it: its answer, its webhook or its settlement file.
 */
import type { OrderId } from '../domain/ids.ts';
import { captureOrderParts } from './capture-order-parts.ts';
import { noCalls } from './calling.ts';
import { pspCallStates } from './psp-call.ts';

/** What is taken up of which nothing but its record is known: it may have been asked for, so it is asked about. */
const takeUp = [
  { guard: 'isUnknown', target: '#captureOrder.capturing.inquiring' },
  { guard: 'isCreated', target: '#captureOrder.capturing.storingDoubt', actions: 'markUnknown' },
] as const;
const afterDoubt = [
  { guard: 'isNewRound', target: '#captureOrder.capturing.inquiring' },
  { target: '#captureOrder.capturing.backingOff' },
] as const;
/** A restart or an operator begins a new set of rounds. */
const takeUpAfresh = [
  { guard: 'isInDoubt', target: '#captureOrder.capturing.inquiring', actions: 'beginCalls' },
  { target: '#captureOrder.capturing.requesting', actions: 'beginCalls' },
] as const;

/** What an answer or a webhook leads to. */
const onOutcome = [
  { guard: 'expiredIsForced', target: '#captureOrder.capturing.requesting', actions: 'force' },
  { guard: 'isForcing' },
  { target: '#captureOrder.storingOutcome', actions: 'settle' },
] as const;
const onSettled = { guard: 'isSettledCapture', target: '#captureOrder.storingOutcome', actions: 'settle' } as const;

export const captureOrder = captureOrderParts.createMachine({
  id: 'captureOrder',
  context: ({ input }) => ({
    orderId: input.entity.replace('capture-', '') as OrderId,
    policy: input.policy,
    luck: input.luck,
    record: input.record,
    inDoubt: input.record !== undefined,
    forced: false,
    calls: noCalls,
    retryAfterMs: 0,
  }),
  initial: 'waitingForCapture',
  states: {
    waitingForCapture: {
      on: {
        ExecuteCapture: [
          { guard: 'isExecuted', target: 'executed' },
          ...takeUp,
          { target: 'storingCapture', actions: 'createCapture' },
        ],
        // The ledger does not know it, so the saga may not either.
        ChargeSettled: [{ guard: 'isExecuted', target: 'executed' }, onSettled],
        Resumed: takeUp,
      },
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { CaptureStored: 'capturing', CommitRefused: 'overtaken' },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    capturing: {
      entry: 'beginCalls',
      on: {
        CaptureAnswered: onOutcome,
        CaptureNotified: onOutcome,
        ChargeSettled: onSettled,
        // Whoever is driven in the last call of the last round must not become a dead letter by it.
        Resumed: { actions: 'beginCalls' },
      },
      initial: 'requesting',
      states: {
        requesting: pspCallStates('requestCapture', {
          backOff: '#captureOrder.capturing.backingOff',
          silent: { target: '#captureOrder.capturing.storingDoubt', actions: 'markUnknown' },
          answers: {
            PspRefused: [
              // Refused before anything was done: to be asked for again, and not about.
              { guard: 'isThrottled', target: '#captureOrder.capturing.backingOff', actions: 'keepRetryAfter' },
              { target: '#captureOrder.capturing.storingDoubt', actions: ['markUnknown', 'keepRetryAfter'] },
            ],
          },
        }),
        storingDoubt: {
          entry: 'storeDoubt',
          on: {
            DoubtStored: afterDoubt,
            // It is in doubt already, or an outcome from before a restart was stored after all: the PSP knows which.
            CommitRefused: [{ guard: 'isNotOfDoubt' }, ...afterDoubt],
          },
          after: { storageTimeout: { target: 'storingDoubt', reenter: true } },
        },
        inquiring: pspCallStates('inquire', {
          backOff: '#captureOrder.capturing.backingOff',
          silent: '#captureOrder.capturing.backingOff',
          answers: {
            CaptureNotFound: [
              { guard: 'mayCallAgain', target: '#captureOrder.capturing.requesting', actions: 'dispelDoubt' },
              { target: '#captureOrder.capturing.backingOff', actions: 'dispelDoubt' },
            ],
            PspRefused: { target: '#captureOrder.capturing.backingOff', actions: 'keepRetryAfter' },
          },
        }),
        backingOff: {
          // The answer to an inquiry may come after the capture has stopped waiting for it.
          on: { CaptureNotFound: { actions: 'dispelDoubt' } },
          after: {
            backoff: [
              { guard: 'mayInquire', target: 'inquiring' },
              { guard: 'mayCallAgain', target: 'requesting' },
              { guard: 'mayBeginRound', target: 'parked' },
              { target: 'storingDeadLetter' },
            ],
          },
        },
        parked: {
          on: { Resumed: takeUpAfresh },
          after: {
            redrive: [
              { guard: 'isInDoubt', target: 'inquiring', actions: 'beginRound' },
              { target: 'requesting', actions: 'beginRound' },
            ],
          },
        },
        storingDeadLetter: {
          entry: 'storeDeadLetter',
          on: { DeadLetterStored: 'deadLettered', Resumed: takeUpAfresh },
          after: { storageTimeout: { target: 'storingDeadLetter', reenter: true } },
        },
        deadLettered: { on: { Resumed: takeUpAfresh } },
      },
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'executed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    executed: { type: 'final', entry: 'reportOutcome' },
    // An earlier commit has stored it: the next one who asks wakes the capture as it is stored.
    overtaken: { type: 'final' },
  },
});
