/**
 * One payment order at the executor: stored, then charged at the PSP. A time-out says nothing about the charge, so its
 * outcome is unknown until the PSP, its webhook or its settlement file has told it. Only a definite soft decline of the
 * present attempt leads to another one, with a key of its own that is stored before it is used; so an order that is
 * declined cannot turn out to be captured. After a restart nothing is known but the record: the PSP is asked first.
 */
import type { OrderId } from '../domain/ids.ts';
import { noCalls } from './calling.ts';
import { paymentOrderParts } from './payment-order-parts.ts';
import { pspCallStates } from './psp-call.ts';

/** What an answer or a webhook leads to, while the order is open. */
const onOutcome = [
  { guard: 'leadsToNextAttempt', target: '#paymentOrder.waitingAfterSoftDecline', actions: 'takeNextAttempt' },
  { guard: 'isAboutThisAttempt', target: '#paymentOrder.storingOutcome', actions: 'settle' },
] as const;

/** A webhook leads to what the answer leads to, and with a mistake about webhooks to less or to more. */
const [onSoftDecline, onEnd] = onOutcome;
const onNotified = [
  { guard: 'findsNoOrder' },
  onSoftDecline,
  { guard: 'isMarkedFirst', target: '#paymentOrder.storingMarkedOutcome', actions: 'settle' },
  onEnd,
] as const;

/** What is taken up after a restart, or in a new round: what may have been asked for is inquired about, never guessed. */
const takeUp = [
  { guard: 'waitsForWebhook', target: '#paymentOrder.charging.awaitingWebhook' },
  { guard: 'isInDoubt', target: '#paymentOrder.charging.inquiring' },
  { guard: 'isCreated', target: '#paymentOrder.charging.storingDoubt', actions: 'markUnknown' },
] as const;
const takeUpAfresh = [
  { guard: 'isInDoubt', target: '#paymentOrder.charging.inquiring', actions: 'beginCalls' },
  { target: '#paymentOrder.charging.storingDoubt', actions: ['beginCalls', 'markUnknown'] },
] as const;

/**
 * A doubt is stored after a call without an answer, or before the first one of a round. A commit of before a crash may
 * have stored as much, or more: what more there is will be heard from the PSP.
 */
const afterDoubt = [
  { guard: 'leavesDoubtToWebhook', target: '#paymentOrder.charging.awaitingWebhook' },
  { guard: 'isNewRound', target: '#paymentOrder.charging.inquiring' },
  { target: '#paymentOrder.charging.backingOff' },
] as const;

export const paymentOrder = paymentOrderParts.createMachine({
  id: 'paymentOrder',
  context: ({ input }) => ({
    orderId: input.entity as OrderId,
    policy: input.policy,
    luck: input.luck,
    dates: input.dates,
    record: input.record,
    calls: noCalls,
    retryAfterMs: 0,
    standing: undefined,
  }),
  initial: 'waitingForOrder',
  states: {
    waitingForOrder: {
      on: {
        ExecuteOrder: [
          { guard: 'isExecuted', target: 'executed' },
          ...takeUp,
          { target: 'storingOrder', actions: 'createOrder' },
        ],
        Resumed: [{ guard: 'isBegunAnew', target: 'waitingAfterSoftDecline', actions: 'beginAnew' }, ...takeUp],
        ChargeAnswered: onOutcome,
        ChargeNotified: [
          ...onNotified,
          { guard: 'lateIsNewer', target: 'storingOutcome', actions: 'settle' },
          { guard: 'completesAgain', actions: 'postCharge' },
        ],
        ChargeSettled: [
          // The ledger does not know it, so the saga may not either.
          { guard: 'isCaptured', target: 'executed' },
          { guard: 'isAuthorised', actions: 'passSettlementOn' },
          { guard: 'isSettledAttempt', target: 'storingOutcome', actions: 'settle' },
        ],
      },
    },
    storingOrder: {
      entry: 'storeOrder',
      on: { OrderStored: 'charging', CommitRefused: 'overtaken' },
      after: { storageTimeout: { target: 'storingOrder', reenter: true } },
    },
    charging: {
      entry: 'beginCalls',
      on: {
        ChargeAnswered: onOutcome,
        ChargeNotified: onNotified,
        ChargeSettled: { guard: 'isSettledAttempt', target: 'storingOutcome', actions: 'settle' },
        // An operator's word in the middle of the last round gives the order all of its calls again.
        Resumed: { actions: 'renewCalls' },
      },
      initial: 'requesting',
      states: {
        requesting: pspCallStates('requestCharge', {
          backOff: '#paymentOrder.charging.backingOff',
          silent: [
            {
              guard: 'timeoutIsFailure',
              target: '#paymentOrder.waitingAfterSoftDecline',
              actions: 'takeSilenceForDecline',
            },
            { target: '#paymentOrder.charging.storingDoubt', actions: 'markUnknown' },
          ],
          answers: {
            ChargePending: {
              guard: 'isAboutThisAttempt',
              target: '#paymentOrder.charging.storingDoubt',
              actions: 'markUnknown',
            },
            PspRefused: [
              { guard: 'isThrottled', target: '#paymentOrder.charging.backingOff', actions: 'keepRetryAfter' },
              {
                guard: 'isAboutThisAttempt',
                target: '#paymentOrder.charging.storingDoubt',
                actions: ['keepRetryAfter', 'markUnknown'],
              },
            ],
          },
        }),
        storingDoubt: {
          entry: 'storeDoubt',
          on: {
            DoubtStored: [{ guard: 'isAboutAnother' }, ...afterDoubt],
            CommitRefused: [{ guard: 'isNotOfDoubt' }, ...afterDoubt],
          },
          after: { storageTimeout: { target: 'storingDoubt', reenter: true } },
        },
        inquiring: pspCallStates('inquire', {
          backOff: '#paymentOrder.charging.backingOff',
          silent: '#paymentOrder.charging.backingOff',
          answers: {
            ChargePending: [
              { guard: 'unknownIsUnpaid', target: '#paymentOrder.waitingAfterSoftDecline', actions: 'beginAnew' },
              { guard: 'isAboutThisAttempt', target: '#paymentOrder.charging.backingOff' },
            ],
            ChargeNotFound: [
              {
                guard: 'mayRequestAgain',
                target: '#paymentOrder.charging.requesting',
                actions: ['takeWord', 'keyRetry'],
              },
              { guard: 'isAboutThisAttempt', target: '#paymentOrder.charging.backingOff' },
            ],
            PspRefused: {
              guard: 'isAboutThisAttempt',
              target: '#paymentOrder.charging.backingOff',
              actions: 'keepRetryAfter',
            },
          },
        }),
        backingOff: {
          after: {
            backoff: [
              { guard: 'mayInquireAgain', target: 'inquiring' },
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
              { guard: 'keyMakesItSafe', target: 'requesting', actions: 'beginRound' },
              { guard: 'isInDoubt', target: 'inquiring', actions: 'beginRound' },
              { target: 'storingDoubt', actions: ['beginRound', 'markUnknown'] },
            ],
          },
        },
        storingDeadLetter: {
          entry: 'storeDeadLetter',
          on: { DeadLetterStored: 'deadLettered', Resumed: takeUpAfresh },
          after: { storageTimeout: { target: 'storingDeadLetter', reenter: true } },
        },
        deadLettered: { on: { Resumed: takeUpAfresh } },
        // Nobody asks: this is no place for an order but by mistake.
        awaitingWebhook: {},
      },
    },
    waitingAfterSoftDecline: {
      after: { softDeclineWait: 'storingAttempt' },
    },
    storingAttempt: {
      entry: 'storeAttempt',
      on: {
        AttemptStored: { guard: 'isAboutPresent', target: 'charging' },
        CommitRefused: { guard: 'isAboutPresent', target: 'overtaken' },
      },
      after: { storageTimeout: { target: 'storingAttempt', reenter: true } },
    },
    storingOutcome: {
      entry: 'storeOutcome',
      on: { OutcomeStored: 'executed' },
      after: { storageTimeout: { target: 'storingOutcome', reenter: true } },
    },
    // By mistake: whoever has marked a webhook as done does not try again.
    storingMarkedOutcome: { entry: 'storeOutcome', on: { OutcomeStored: 'executed' } },
    executed: { type: 'final', entry: 'reportOutcome' },
    // An earlier commit has stored the beginning of the attempt: the next one who asks wakes the order as it is stored.
    overtaken: { type: 'final' },
  },
});
