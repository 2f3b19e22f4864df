/**
 * One payment order at the payment service, from start to end: have it executed, have the seller credited, have the
 * ledger post it. Each step is stored before the next one begins, so that a saga which is woken goes on where its record
 * says it was. An order that is captured later is authorised first, and waits for the seller to dispatch it, or lapses.
 */
import type { OrderId } from '../domain/ids.ts';
import { callingStates, noCalls } from './calling.ts';
import { orderSagaParts } from './order-saga-parts.ts';

/** Where an order that is woken goes on. */
const goOn = [
  { guard: 'isTakenForInHand' },
  { guard: 'creditsAhead', target: 'executing', actions: 'callWallet' },
  { guard: 'isAccepted', target: 'executing' },
  { guard: 'isAuthorised', target: 'awaitingDispatch', actions: 'planLapse' },
  { guard: 'isDispatched', target: 'capturing' },
  { guard: 'isCaptured', target: 'crediting' },
  { guard: 'isCredited', target: 'posting' },
] as const;

/** What an answer leads to, whether the order was waiting for it or is woken by it. */
const onExecuted = [
  { guard: 'tellsCapture', target: 'storingCapture', actions: 'markCaptured' },
  { guard: 'tellsAuthorisation', target: 'storingAuthorisation', actions: 'markAuthorised' },
  { guard: 'executedIsPaid', target: 'storingDecline', actions: ['markDeclined', 'callWallet'] },
  { guard: 'tellsDecline', target: 'storingDecline', actions: 'markDeclined' },
] as const;
const onCaptureExecuted = [
  { guard: 'tellsLateCapture', target: 'storingCapture', actions: 'markCaptured' },
  { guard: 'tellsRefusal', target: 'storingLapse', actions: 'markLapsed' },
] as const;
const onCredited = { guard: 'isCaptured', target: 'storingCredit', actions: 'markCredited' } as const;
const onPosted = { guard: 'isCredited', target: 'storingPosting', actions: 'markPosted' } as const;

export const orderSaga = orderSagaParts.createMachine({
  id: 'orderSaga',
  context: ({ input }) => ({
    orderId: input.entity as OrderId,
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    lapsesInMs: 0,
    calls: noCalls,
  }),
  initial: 'waitingForStart',
  states: {
    waitingForStart: {
      on: {
        StartOrder: [{ guard: 'isClosed', target: 'closed' }, ...goOn],
        Resumed: goOn,
        OrderExecuted: [...onExecuted, ...goOn],
        OrderDispatched: [
          { guard: 'isClosed', target: 'closed' },
          { guard: 'isAuthorised', target: 'storingDispatch', actions: 'markDispatched' },
          { guard: 'wasDispatched', actions: 'noteDispatch' },
        ],
        CaptureExecuted: [...onCaptureExecuted, ...goOn],
        SellerCredited: [onCredited, ...goOn],
        SalePosted: [onPosted, ...goOn],
      },
    },
    executing: {
      entry: 'beginCalls',
      ...callingStates('callExecutor'),
      on: { OrderExecuted: onExecuted },
    },
    storingAuthorisation: {
      entry: 'storeAuthorisation',
      on: { AuthorisationStored: { target: 'awaitingDispatch', actions: 'planLapse' }, CommitRefused: 'readingOrder' },
      after: { storageTimeout: { target: 'storingAuthorisation', reenter: true } },
    },
    // Nothing was asked of the PSP, so nothing is captured, whatever its clock says.
    awaitingDispatch: {
      entry: 'reportAuthorised',
      on: {
        StartOrder: { actions: 'reportAuthorised' },
        OrderDispatched: { target: 'storingDispatch', actions: 'markDispatched' },
        // A dispatch of before a crash may have been stored after all.
        Resumed: 'readingOrder',
      },
      after: { untilLapse: { target: 'storingLapse', actions: 'markLapsed' } },
    },
    storingDispatch: {
      entry: 'storeDispatch',
      on: { DispatchStored: { target: 'capturing', actions: 'noteDispatch' }, CommitRefused: 'readingOrder' },
      after: { storageTimeout: { target: 'storingDispatch', reenter: true } },
    },
    capturing: {
      entry: 'beginCalls',
      ...callingStates('callForCapture'),
      on: { CaptureExecuted: onCaptureExecuted, OrderDispatched: { actions: 'noteDispatch' } },
    },
    storingLapse: {
      entry: 'storeLapse',
      on: { LapseStored: 'closed', CommitRefused: 'readingOrder' },
      after: { storageTimeout: { target: 'storingLapse', reenter: true } },
    },
    // What was to be stored was stored before, or something else was: the order goes on from there.
    readingOrder: {
      entry: 'readOrder',
      on: {
        RecordsRead: [
          { guard: 'isAccepted', target: 'executing', actions: 'keepRead' },
          { guard: 'isAuthorised', target: 'awaitingDispatch', actions: ['keepRead', 'planLapse'] },
          { guard: 'isDispatched', target: 'capturing', actions: 'keepRead' },
          { guard: 'isCaptured', target: 'crediting', actions: 'keepRead' },
          { guard: 'isCredited', target: 'posting', actions: 'keepRead' },
          { target: 'closed', actions: 'keepRead' },
        ],
      },
      after: { storageTimeout: { target: 'readingOrder', reenter: true } },
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { CaptureStored: 'crediting' },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    crediting: {
      entry: 'beginCalls',
      ...callingStates('callWallet'),
      on: { SellerCredited: onCredited, OrderDispatched: { actions: 'noteDispatch' } },
    },
    storingCredit: {
      entry: 'storeCredit',
      on: { CreditStored: 'posting' },
      after: { storageTimeout: { target: 'storingCredit', reenter: true } },
    },
    posting: {
      entry: 'beginCalls',
      ...callingStates('callLedger', {
        guard: 'sentIsPosted',
        target: '#orderSaga.storingPosting',
        actions: 'markPosted',
      }),
      on: { SalePosted: onPosted, OrderDispatched: { actions: 'noteDispatch' } },
    },
    storingPosting: {
      entry: 'storePosting',
      on: { PostingStored: 'closed' },
      after: { storageTimeout: { target: 'storingPosting', reenter: true } },
    },
    storingDecline: {
      entry: 'storeDecline',
      on: { DeclineStored: 'closed' },
      after: { storageTimeout: { target: 'storingDecline', reenter: true } },
    },
    closed: { type: 'final', entry: 'reportClosed' },
  },
});
