/**
 * I17: persistence has limits. Calls are counted as they leave, caller by caller, against the policy's budgets: so many in
 * a round and so many rounds from one start of the caller's service to the next, where a restart and the healing begin
 * afresh; and a repeated call comes no sooner than the shortest time-out and back-off that the policy knows. Copies that a
 * network or a nervous front end makes are no calls: they are delivered and were never sent. What was counted for an order
 * goes when the order is closed, for a refund or a file likewise, and a buyer's clicks when the buyer has the answer.
 */
import { addressOf, serviceOf, type Address } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { Message } from '../../domain/messages.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { Delivered, Sent, WrittenTo } from '../facts.ts';
import type { Heard, Hearing } from '../hearing.ts';
import { BANK_CALLS, createLimits, pspCalls, type Calls, type Limit } from './call-limits.ts';
import type { CheckMaker, Witness } from './check.ts';
import { declines } from './declines.ts';
import { priced, spell, spellDuration } from './figures.ts';
import { isClosed, isRefundOver } from './open-orders.ts';

interface Caller extends Calls {
  lastAt: Instant;
  reported: boolean;
}

type Callers = Map<Address, Map<string, Caller>>;

export const attemptsWithinBudget: CheckMaker = ({ policy }) => {
  const callers: Callers = new Map();
  return {
    id: 'I17',
    name: 'attempts-within-budget',
    statement:
      'Calls, clicks and attempts to charge stay within their budgets of rounds and calls, and repeated calls keep their distance; an order is tried again after each soft decline, as often as was agreed, and after no hard one.',
    hears: [
      calling(policy, callers),
      answering(policy, callers),
      storing(policy, callers),
      stopping(callers),
      declines(policy),
    ],
  };
};

function calling(policy: Policy, callers: Callers): Hearing<Witness> {
  const { click, between, awaiting, request, inquiry } = createLimits(policy);
  /** @param whatOf tells what calls are counted by: those of one caller that have it in common are one budget */
  const limited =
    <M extends Message>(limit: Limit, whatOf: (message: M) => string = ({ type }) => type): Heard<Sent<M>, Witness> =>
    (fact, witness) =>
      judgeCall(fact, whatOf(fact.message), limit, callers, witness);
  return {
    sent: {
      Buy: limited(click),
      RefundAsked: limited(click),
      ExecuteOrder: limited(between),
      CreditSeller: limited(between),
      PostSale: limited(between),
      OrderDispatched: limited(between),
      ExecuteCapture: limited(between),
      ExecuteRefund: limited(between),
      DebitSeller: limited(between),
      PostRefund: limited(between),
      PayoutInstructed: limited(between),
      PostSellerPayout: limited(between),
      RepaySeller: limited(between),
      PostSellerReturn: limited(between),
      LedgerExtractRequested: limited(between),
      PayoutExtractRequested: limited(between),
      PostFile: limited(between),
      PostStatement: limited(between),
      // A run asks every wallet.
      PayoutDue: limited(between, ({ type, payoutId }) => `${type} of ${payoutId}`),
      SellerTransferInstructed: limited(between, () => BANK_CALLS),
      SellerTransferInquiry: limited(between, () => BANK_CALLS),
      FileRequested: limited(awaiting, ({ type, date }) => `${type} for ${date}`),
      StatementRequested: limited(awaiting, ({ type, date }) => `${type} for ${date}`),
      ChargeRequested: limited(request, ({ key }) => pspCalls(key)),
      CaptureRequested: limited(request, ({ key }) => pspCalls(key)),
      RefundRequested: limited(request, ({ refundId }) => pspCalls(refundId)),
      ChargeInquiry: limited(inquiry, ({ key }) => pspCalls(key)),
      CaptureInquiry: limited(inquiry, ({ key }) => pspCalls(key)),
      RefundInquiry: limited(inquiry, ({ refundId }) => pspCalls(refundId)),
    },
  };
}

function judgeCall({ at, from, concern }: Sent, what: string, limit: Limit, callers: Callers, witness: Witness): void {
  const calls = callsOf(callers, from, what, at);
  const { perRound, rounds, redriveMs } = limit;
  const waited = at - calls.lastAt;
  const isNewRound = calls.count > 0 && redriveMs !== undefined && waited >= redriveMs;
  if (isNewRound) calls.inRound = 0;
  witness.checked();
  const budget = rounds === undefined ? undefined : rounds * perRound;
  if (budget !== undefined && calls.count >= budget && !calls.reported) {
    calls.reported = true;
    const sentence = `${from} has ${budget + 1} calls of ${what}; the budget is ${spellBudget(limit, budget)}`;
    witness.violated({ at, concern, sentence });
  } else if (calls.inRound === perRound && !calls.reported) {
    calls.reported = true;
    const sentence = `${from} has ${perRound + 1} calls of ${what} in one round; the budget is ${perRound}`;
    witness.violated({ at, concern, sentence });
  }
  const due = calls.inRound === 0 ? 0 : limit.wait(calls);
  if (waited < due) {
    const sentence = `${from} has call ${calls.count + 1} of ${what} ${spellDuration(waited)} after the one before it; at least ${spellDuration(due)} were to pass`;
    witness.violated({ at, concern, sentence });
  }
  calls.count += 1;
  calls.inRound += 1;
  calls.lastAt = at;
  calls.answered = false;
  calls.notBeforeMs = 0;
}

function callsOf(callers: Callers, from: Address, what: string, at: Instant): Caller {
  let kinds = callers.get(from);
  if (kinds === undefined) callers.set(from, (kinds = new Map<string, Caller>()));
  let calls = kinds.get(what);
  if (calls === undefined) {
    calls = { count: 0, inRound: 0, lastAt: at, answered: false, notBeforeMs: 0, reported: false };
    kinds.set(what, calls);
  }
  return calls;
}

function spellBudget({ perRound, rounds = 1 }: Limit, budget: number): string {
  return rounds === 1 ? `${budget}` : `${budget}, ${perRound} in each of ${rounds} rounds`;
}

function answering({ psp: { timeoutMs } }: Policy, callers: Callers): Hearing {
  const forget = ({ to }: Delivered): void => void callers.delete(to);
  const takeUp =
    <M extends Message>(
      keyOf: (message: M) => string,
      retryAfterMsOf?: (message: M) => number,
    ): Heard<Delivered<M>, unknown> =>
    ({ at, to, message }) => {
      const calls = callers.get(to)?.get(pspCalls(keyOf(message)));
      // What comes after the time-out answers nothing any more; nor does a second answer.
      if (calls === undefined || calls.answered || at - calls.lastAt > timeoutMs) return;
      calls.answered = true;
      calls.notBeforeMs = retryAfterMsOf === undefined ? 0 : at - calls.lastAt + retryAfterMsOf(message);
    };
  return {
    delivered: {
      // The buyer or the seller has the answer; a job of the clock, a file and the end of the night before are taken up afresh.
      CheckoutClosed: forget,
      RefundClosed: forget,
      DispatchClosed: forget,
      DayClosed: forget,
      FileExpected: forget,
      StatementExpected: forget,
      SettlementFileSent: forget,
      BankStatementSent: forget,
      NightOver: forget,
      // An answer that turns out to be of no use is asked for anew.
      LedgerExtractSent: ({ to }) => callers.get(to)?.delete('LedgerExtractRequested'),
      PayoutExtractSent: ({ to }) => callers.get(to)?.delete('PayoutExtractRequested'),
      SellerTransferReported({ to, message }) {
        // Who hears that the transfer is on its way asks again when it should have arrived.
        if (message.status !== 'notFound') callers.get(to)?.delete(BANK_CALLS);
      },
      FilePosted({ to }) {
        callers.get(to)?.delete('PostFile');
        callers.get(to)?.delete('PostStatement');
      },
      ChargePending: takeUp(({ key }) => key),
      ChargeNotFound: takeUp(({ key }) => key),
      CaptureAnswered: takeUp(({ key }) => key),
      CaptureNotFound: takeUp(({ key }) => key),
      RefundNotFound: takeUp(({ refundId }) => refundId),
      PspRefused: takeUp(
        ({ key }) => key,
        ({ retryAfterMs }) => retryAfterMs,
      ),
    },
  };
}

function storing(policy: Policy, callers: Callers): Hearing<Witness> {
  // Each step of a payout or of a night has calls of its own, and so has a corrected file.
  const forgetStep = ({ by }: WrittenTo<'payoutRuns' | 'files'>): void => void callers.delete(by);
  return {
    written: {
      orderProgress({ after }) {
        if (isClosed(after)) forgetOrder(after, callers);
      },
      refunds({ after }) {
        if (!isRefundOver(after)) return;
        callers.delete(addressOf.refundSaga(after.id));
        callers.delete(addressOf.refundOrder(after.id));
      },
      pspPayouts({ by, after }) {
        if (after.status === 'accepted') callers.delete(by);
      },
      sellerPayouts: ({ after }) => callers.delete(addressOf.sellerPayout(after.id)),
      payoutRuns: forgetStep,
      files: forgetStep,
      paymentOrders: (fact, witness) => judgeAttempt(fact, policy, witness),
    },
  };
}

/** A restart and the healing begin afresh. */
function stopping(callers: Callers): Hearing {
  return {
    crashed({ service }) {
      // Nothing leaves a service from here until it starts again.
      for (const address of callers.keys()) if (serviceOf(address) === service) callers.delete(address);
    },
    healed: () => callers.clear(),
  };
}

function judgeAttempt({ at, before, after }: WrittenTo<'paymentOrders'>, policy: Policy, witness: Witness): void {
  if (before?.attempt === after.attempt) return;
  const { id, attempt } = after;
  const allowed = 1 + policy.softDeclineRetries;
  witness.checked();
  if (attempt <= allowed) return;
  const { amount, currency } = after;
  const sentence = `${id} of ${spell(amount, currency)} is charged in attempt ${attempt}; ${counted(allowed, 'attempt')} were allowed`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function forgetOrder({ id, captureLater }: OrderProgressRecord, callers: Callers): void {
  callers.delete(addressOf.orderSaga(id));
  callers.delete(addressOf.paymentOrder(id));
  if (captureLater !== true) return;
  callers.delete(addressOf.captureOrder(id));
  callers.delete(addressOf.dispatch(id));
}
