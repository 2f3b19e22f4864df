/**
 * The capture of one order at the executor, when it was authorised before: stored, then asked of the PSP under the key of
 * the charge. A time-out says nothing about the capture, so the PSP is asked about it before it is asked for it again; only
 * the PSP itself ends it: its answer, its webhook or its settlement file.
 */
import type { OrderId } from '../domain/ids.ts';
import { captureOrderParts } from './capture-order-parts.ts';
import { noCalls } from './calling.ts';
import { requestStates, takenUp } from './psp-request.ts';

const takeUp = takenUp('#captureOrder.capturing');

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
      ...requestStates('#captureOrder.capturing', 'requestCapture', 'CaptureNotFound'),
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
