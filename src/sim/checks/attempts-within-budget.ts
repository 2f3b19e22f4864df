/**
 * I17: persistence has limits. Calls are counted as they leave, caller by caller, against the policy's budgets: so many in
 * a round and so many rounds from one start of the caller's service to the next, where a restart and the healing begin
 * afresh; and a repeated call comes no sooner than the shortest time-out and back-off that the policy knows. Copies that a
 * network or a nervous front end makes are no calls: they are delivered and were never sent. What was counted for an order
 * goes when the order is closed, for a refund or a file likewise, and a buyer's clicks when the buyer has the answer.
 */
import { addressOf, serviceOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { Delivered, Sent, Written, WrittenTo } from '../facts.ts';
import { BANK_CALLS, createLimits, pspCalls, whatOf, type Calls, type Limit, type LimitOf } from './call-limits.ts';
import type { CheckMaker, Witness } from './check.ts';
import { counted, priced, spell, spellDuration } from './figures.ts';
import { isClosed, isRefundOver } from './open-orders.ts';

interface Caller extends Calls {
  lastAt: Instant;
  reported: boolean;
}

interface State {
  readonly policy: Policy;
  readonly limitOf: LimitOf;
  readonly callers: Map<Address, Map<string, Caller>>;
}

export const attemptsWithinBudget: CheckMaker = ({ policy }) => {
  const state: State = { policy, limitOf: createLimits(policy), callers: new Map() };
  return {
    id: 'I17',
    name: 'attempts-within-budget',
    statement:
      'Calls, clicks and attempts to charge stay within their budgets of rounds and calls, and repeated calls keep their distance.',
    observe(fact, witness) {
      switch (fact.kind) {
        case 'sent':
          return judgeCall(fact, state, witness);
        case 'delivered':
          return hear(fact, state);
        case 'written':
          return follow(fact, state, witness);
        case 'crashed':
          // Nothing leaves a service from here until it starts again.
          return forgetService(fact.service, state);
        case 'healed':
          return state.callers.clear();
        case 'faulted':
        case 'lost':
        case 'rejected':
        case 'occupied':
        case 'restarted':
          break;
      }
    },
  };
};

function judgeCall({ at, from, message, concern }: Sent, { limitOf, callers }: State, witness: Witness): void {
  const limit = limitOf(message);
  if (limit === undefined) return;
  const what = whatOf(message);
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

function callsOf(callers: State['callers'], from: Address, what: string, at: Instant): Caller {
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

function hear({ at, to, message }: Delivered, { policy, callers }: State): void {
  switch (message.type) {
    case 'CheckoutClosed':
    case 'RefundClosed':
    case 'DispatchClosed':
    case 'DayClosed':
    case 'FileExpected':
    case 'StatementExpected':
    case 'SettlementFileSent':
    case 'BankStatementSent':
    case 'NightOver':
      // The buyer or the seller has the answer; a job of the clock, a file and the end of the night before are taken up afresh.
      callers.delete(to);
      break;
    case 'LedgerExtractSent':
      // An answer that turns out to be of no use is asked for anew.
      callers.get(to)?.delete('LedgerExtractRequested');
      break;
    case 'PayoutExtractSent':
      callers.get(to)?.delete('PayoutExtractRequested');
      break;
    case 'SellerTransferReported':
      // Who hears that the transfer is on its way asks again when it should have arrived.
      if (message.status !== 'notFound') callers.get(to)?.delete(BANK_CALLS);
      break;
    case 'FilePosted':
      callers.get(to)?.delete('PostFile');
      callers.get(to)?.delete('PostStatement');
      break;
    case 'ChargePending':
    case 'ChargeNotFound':
    case 'CaptureAnswered':
    case 'CaptureNotFound':
    case 'RefundNotFound':
    case 'PspRefused': {
      const calls = callers.get(to)?.get(pspCalls(keyOf(message)));
      // What comes after the time-out answers nothing any more; nor does a second answer.
      if (calls === undefined || calls.answered || at - calls.lastAt > policy.psp.timeoutMs) return;
      calls.answered = true;
      calls.notBeforeMs = message.type === 'PspRefused' ? at - calls.lastAt + message.retryAfterMs : 0;
      break;
    }
    default:
      break;
  }
}

type Answer = MessageOf<
  'ChargePending' | 'ChargeNotFound' | 'CaptureAnswered' | 'CaptureNotFound' | 'RefundNotFound' | 'PspRefused'
>;

function keyOf(message: Answer): string {
  return message.type === 'RefundNotFound' ? message.refundId : message.key;
}

function follow(fact: Written, { policy, callers }: State, witness: Witness): void {
  switch (fact.table) {
    case 'orderProgress':
      if (isClosed(fact.after)) forgetOrder(fact.after, callers);
      break;
    case 'refunds':
      if (isRefundOver(fact.after)) {
        callers.delete(addressOf.refundSaga(fact.after.id));
        callers.delete(addressOf.refundOrder(fact.after.id));
      }
      break;
    case 'pspPayouts':
      if (fact.after.status === 'accepted') callers.delete(fact.by);
      break;
    case 'sellerPayouts':
    case 'payoutRuns':
      // Each step of a payout has calls of its own.
      callers.delete(fact.table === 'sellerPayouts' ? addressOf.sellerPayout(fact.after.id) : fact.by);
      break;
    case 'files':
      // Each step of a night has calls of its own, and so has a corrected file.
      callers.delete(fact.by);
      break;
    case 'paymentOrders':
      judgeAttempt(fact, policy, witness);
      break;
    default:
      break;
  }
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

function forgetOrder({ id, captureLater }: OrderProgressRecord, callers: State['callers']): void {
  callers.delete(addressOf.orderSaga(id));
  callers.delete(addressOf.paymentOrder(id));
  if (captureLater !== true) return;
  callers.delete(addressOf.captureOrder(id));
  callers.delete(addressOf.dispatch(id));
}

function forgetService(service: ServiceName, { callers }: State): void {
  for (const address of callers.keys()) if (serviceOf(address) === service) callers.delete(address);
}
