/**
 * I17: persistence has limits. Calls are counted as they leave, against the policy's budgets, and a repeated call comes
 * no sooner than the shortest time-out and back-off that the policy knows. What was counted for an order goes when the
 * order is closed, for a file when it is reconciled, and a buyer's clicks when the buyer has the answer.
 */
import type { Backoff } from '../../domain/backoff.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Message } from '../../domain/messages.ts';
import type { CallPolicy, Policy } from '../../domain/policy.ts';
import type { Fact } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { counted, priced, spell, spellDuration } from './figures.ts';
import { isClosed } from './open-orders.ts';

/** The calls of one kind about one thing. */
interface Calls {
  count: number;
  lastAt: Instant;
  /** Whether something came back since the last one: what follows does not wait for the time-out. */
  answered: boolean;
}

/** A call that the policy limits. */
interface Limited {
  /** The order, checkout or file on whose account it is made. */
  readonly owner: string;
  readonly what: string;
  readonly budget: number;
  /** The shortest time after the n-th call, in milliseconds. */
  wait(calls: Calls): number;
}

export const attemptsWithinBudget: CheckMaker = ({ policy }) => {
  const owners = new Map<string, Map<string, Calls>>();
  const maxAttempts = 1 + policy.softDeclineRetries;
  return {
    id: 'I17',
    name: 'attempts-within-budget',
    statement:
      'Calls, clicks and attempts to charge stay within their budgets, and repeated calls keep their distance.',
    observe(fact, witness) {
      if (fact.kind === 'sent') {
        const call = limitsOf(fact.message, policy);
        if (call !== undefined) judgeCall(fact, call, owners, witness);
      }
      if (fact.kind === 'delivered') hear(fact.message, owners);
      if (fact.kind !== 'written') return;
      if (fact.table === 'orderProgress' && isClosed(fact.after)) owners.delete(fact.after.id);
      if (fact.table === 'files' && fact.after.status === 'reconciled') owners.delete(fact.after.id);
      if (fact.table !== 'paymentOrders' || fact.before?.attempt === fact.after.attempt) return;
      const { id, attempt, amount, currency } = fact.after;
      witness.checked();
      if (attempt <= maxAttempts) return;
      const sentence = `${id} of ${spell(amount, currency)} is charged in attempt ${attempt}; ${counted(maxAttempts, 'attempt')} were allowed`;
      witness.violated({ at: fact.at, concern: id, sentence, ...priced(amount, currency) });
    },
  };
};

function judgeCall(
  { at, concern }: Fact,
  call: Limited,
  owners: Map<string, Map<string, Calls>>,
  witness: Witness,
): void {
  const { owner, what, budget } = call;
  let kinds = owners.get(owner);
  if (kinds === undefined) owners.set(owner, (kinds = new Map<string, Calls>()));
  const calls = kinds.get(what) ?? { count: 0, lastAt: at, answered: false };
  kinds.set(what, calls);
  witness.checked();
  if (calls.count === budget) {
    witness.violated({ at, concern, sentence: `${owner} has ${budget + 1} calls of ${what}; the budget is ${budget}` });
  }
  const waited = at - calls.lastAt;
  const due = calls.count === 0 ? 0 : call.wait(calls);
  if (waited < due) {
    const sentence = `${owner} has call ${calls.count + 1} of ${what} ${spellDuration(waited)} after the one before it; at least ${spellDuration(due)} were to pass`;
    witness.violated({ at, concern, sentence });
  }
  Object.assign(calls, { count: calls.count + 1, lastAt: at, answered: false });
}

function limitsOf(message: Message, { calls, psp, buyer }: Policy): Limited | undefined {
  switch (message.type) {
    case 'Buy':
      return { owner: message.checkoutId, what: 'Buy', budget: buyer.clicks, wait: () => buyer.patienceMs };
    case 'ExecuteOrder':
    case 'CreditSeller':
    case 'PostSale':
      return {
        owner: message.orderId,
        what: message.type,
        budget: calls.attempts,
        wait: (made) => retryWait(calls, made),
      };
    case 'PostFile':
    case 'PostStatement':
      return {
        owner: message.requestId,
        what: message.type,
        budget: calls.attempts,
        wait: (made) => retryWait(calls, made),
      };
    case 'LedgerExtractRequested': {
      const owner = `psp/${message.currency}/${message.date}`;
      return { owner, what: message.type, budget: calls.attempts, wait: (made) => retryWait(calls, made) };
    }
    case 'ChargeRequested':
    case 'ChargeInquiry': {
      // A request that follows the answer "not found" goes out at once; an inquiry always waits.
      const wait = (made: Calls): number =>
        message.type === 'ChargeRequested' && made.answered ? 0 : retryWait(psp, made);
      return { owner: message.orderId, what: chargeCalls(message.key), budget: psp.attempts, wait };
    }
    default:
      return undefined;
  }
}

function hear(message: Message, owners: Map<string, Map<string, Calls>>): void {
  switch (message.type) {
    case 'CheckoutClosed':
      owners.delete(message.checkoutId);
      break;
    case 'ChargePending':
    case 'ChargeNotFound': {
      const calls = owners.get(message.orderId)?.get(chargeCalls(message.key));
      if (calls !== undefined) calls.answered = true;
      break;
    }
    default:
      break;
  }
}

/** Requests and inquiries about one charge are one budget. */
function chargeCalls(key: string): string {
  return `the PSP about ${key}`;
}

function retryWait({ timeoutMs, backoff }: CallPolicy, { count, answered }: Calls): number {
  return (answered ? 0 : timeoutMs) + shortestBackoff(backoff, count);
}

/** The wait before the n-th retry with all of its jitter taken off, as the policy promises it. */
function shortestBackoff({ firstMs, maxMs, jitter }: Backoff, retry: number): number {
  const nominal = Math.min(maxMs, firstMs * 2 ** Math.min(retry - 1, 30));
  return Math.floor((nominal * (1_000_000 - jitter)) / 1_000_000);
}
