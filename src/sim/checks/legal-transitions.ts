/**
 * I6: records move as their machines may, by a table of its own. Committing the same record again changes nothing and is
 * no move. What is never changed at all (credits, debits, statements, ledger transactions) and what a file may do to
 * reconciliation's matches have checks of their own.
 */
import { serviceOf } from '../../domain/addresses.ts';
import type { PaymentOrderRecord } from '../../domain/executor-records.ts';
import type { TableName } from '../../domain/records.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced } from './figures.ts';
import { sameRecord } from './same-record.ts';

interface Lifecycle {
  readonly noun: string;
  readonly first: readonly string[];
  /** From each status to those that may follow it; a status without any is final. */
  readonly next: Readonly<Record<string, readonly string[]>>;
}

const lifecycles: { readonly [T in TableName]?: Lifecycle } = {
  paymentEvents: {
    noun: 'payment event',
    first: ['received'],
    next: { received: ['paid', 'authorised', 'partlyPaid', 'declined'] },
  },
  orderProgress: {
    noun: 'order',
    first: ['accepted'],
    next: {
      accepted: ['authorised', 'captured', 'declined'],
      authorised: ['dispatched', 'lapsed'],
      // The PSP may find that the authorisation has lapsed.
      dispatched: ['captured', 'lapsed'],
      captured: ['credited'],
      credited: ['posted'],
    },
  },
  refunds: {
    noun: 'refund',
    first: ['accepted', 'refused'],
    next: { accepted: ['paid', 'refused'], paid: ['debited'], debited: ['posted'] },
  },
  paymentOrders: {
    noun: 'payment order',
    first: ['created'],
    // Created once more is the next attempt, after a soft decline.
    next: {
      created: ['unknown', 'authorised', 'captured', 'declined', 'created'],
      unknown: ['authorised', 'captured', 'declined', 'created'],
    },
  },
  captureOrders: {
    noun: 'capture order',
    first: ['created'],
    next: { created: ['unknown', 'captured', 'refused'], unknown: ['captured', 'refused'] },
  },
  refundOrders: {
    noun: 'refund order',
    first: ['created'],
    next: { created: ['unknown', 'refunded', 'refused'], unknown: ['refunded', 'refused'] },
  },
  charges: {
    noun: 'charge',
    first: ['processing'],
    next: {
      processing: ['authorised', 'captured', 'declined'],
      authorised: ['captured', 'lapsed'],
      // A capture that is forced is presented to the issuer without an authorisation.
      lapsed: ['captured'],
    },
  },
  pspRefunds: { noun: "PSP's refund", first: ['refunded', 'refused'], next: {} },
  settlementBatches: { noun: 'settlement batch', first: ['filed'], next: { filed: ['paidOut'] } },
  pspPayouts: { noun: 'payout', first: ['instructed'], next: { instructed: ['accepted'] } },
  bankTransfers: { noun: 'bank transfer', first: ['inTransit'], next: { inTransit: ['booked'] } },
  payoutRuns: { noun: 'payout run', first: ['running', 'done'], next: { running: ['done'] } },
  sellerPayouts: {
    noun: 'payout',
    first: ['reserved'],
    // The seller's bank may send back what it has taken.
    next: { reserved: ['posted'], posted: ['paid', 'returned'], paid: ['returned'], returned: ['reversed'] },
  },
  sellerTransfers: {
    noun: 'transfer',
    first: ['inTransit'],
    next: { inTransit: ['booked'], booked: ['returned'], returned: ['acknowledged'] },
  },
  files: { noun: 'file', first: ['stored'], next: { stored: ['reconciled'], reconciled: ['closed'] } },
  openItems: { noun: 'open item', first: ['open', 'matched'], next: { open: ['matched'] } },
  breaks: { noun: 'break', first: ['open'], next: { open: ['resolved'] } },
};

export const legalTransitions: CheckMaker = () => ({
  id: 'I6',
  name: 'legal-transitions',
  statement: 'Every record moves only along the legal transitions of its machine, and a final state is final.',
  observe(fact, witness) {
    if (fact.kind !== 'written') return;
    switch (fact.table) {
      case 'sagaDeadLetters':
      case 'executorDeadLetters':
      case 'payoutDeadLetters':
        return report(fact, 'dead letter', letterProblem(fact), witness);
      default: {
        const lifecycle = lifecycles[fact.table];
        if (lifecycle !== undefined) judge(fact, lifecycle, witness);
      }
    }
  },
});

function judge(fact: Written, lifecycle: Lifecycle, witness: Witness): void {
  const from = statusOf(fact.before);
  const to = statusOf(fact.after);
  if (to === undefined || (from === to && isNoMove(fact))) return;
  const problem =
    fact.table === 'files' ? fileProblem(lifecycle, fact) : (problemOf(lifecycle, from, to) ?? attemptProblem(fact));
  report(fact, lifecycle.noun, problem, witness);
}

function report(fact: Written, noun: string, problem: string | undefined, witness: Witness): void {
  witness.checked();
  if (problem === undefined) return;
  const sentence = `${noun} ${fact.after.id} ${problem}`;
  witness.violated({ at: fact.at, concern: fact.concern, sentence, ...priceOf(fact) });
}

function isNoMove(fact: Written): boolean {
  if (fact.before === undefined) return false;
  // The night notes which file listed a captured charge, or a refund, once.
  if ((fact.table === 'charges' || fact.table === 'pspRefunds') && mayBeSettled(fact)) {
    return sameRecord(fact.before, fact.after, 'settledOn');
  }
  return sameRecord(fact.before, fact.after);
}

function mayBeSettled({ before }: WrittenTo<'charges'> | WrittenTo<'pspRefunds'>): boolean {
  return (before?.status === 'captured' || before?.status === 'refunded') && before.settledOn === undefined;
}

function statusOf(record: Written['after'] | undefined): string | undefined {
  return record !== undefined && 'status' in record ? record.status : undefined;
}

function problemOf({ first, next }: Lifecycle, from: string | undefined, to: string): string | undefined {
  if (from === undefined) return first.includes(to) ? undefined : `began as ${to}; it begins as ${listed(first)}`;
  const legal = next[from] ?? [];
  if (legal.includes(to)) return undefined;
  const move = from === to ? `changed while it was ${from}` : `moved from ${from} to ${to}`;
  return legal.length === 0
    ? `${move}; ${from} is final`
    : `${move}; from ${from} it may only become ${legal.join(' or ')}`;
}

/** A corrected file begins its life anew, under a higher revision. */
function fileProblem(lifecycle: Lifecycle, { before, after }: WrittenTo<'files'>): string | undefined {
  if (before === undefined || after.revision === before.revision)
    return problemOf(lifecycle, before?.status, after.status);
  return after.revision > before.revision
    ? problemOf(lifecycle, undefined, after.status)
    : `went back from revision ${before.revision} to revision ${after.revision}`;
}

/** A dead letter may be written again, by the actor that could not go on. */
function letterProblem({ after, service, by }: Written): string | undefined {
  if (after.id !== by) return `was written by ${by}, which is another actor`;
  return serviceOf(by) === service ? undefined : `is kept by ${service}`;
}

function attemptProblem(fact: Written): string | undefined {
  if (fact.table !== 'paymentOrders' || fact.before === undefined) return undefined;
  const { before, after } = fact;
  const due = attemptAfter(before, after);
  return after.attempt === due
    ? undefined
    : `went from attempt ${before.attempt} to attempt ${after.attempt}; attempt ${due} was due`;
}

function attemptAfter({ attempt }: PaymentOrderRecord, { status }: PaymentOrderRecord): number {
  return status === 'created' ? attempt + 1 : attempt;
}

function priceOf({ after }: Written): ReturnType<typeof priced> {
  if ('total' in after) return priced(after.total, after.currency);
  return 'amount' in after ? priced(after.amount, after.currency) : {};
}
