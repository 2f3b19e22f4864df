/**
 * I6: records move as their machines may, by a table of its own. Committing the same record again changes nothing and is
 * no move. What is never changed at all (credits, payouts, statements, ledger transactions) and what a file may do to
 * reconciliation's records have checks of their own.
 */
import type { PaymentOrderRecord, TableName } from '../../domain/records.ts';
import type { Written } from '../facts.ts';
import type { CheckMaker } from './check.ts';
import { listed, priced } from './figures.ts';
import { sameRecord } from './same-record.ts';

interface Lifecycle {
  readonly noun: string;
  readonly first: readonly string[];
  /** From each status to those that may follow it; a status without any is final. */
  readonly next: Readonly<Record<string, readonly string[]>>;
}

const lifecycles: { readonly [T in TableName]?: Lifecycle } = {
  paymentEvents: { noun: 'payment event', first: ['received'], next: { received: ['paid', 'partlyPaid', 'declined'] } },
  orderProgress: {
    noun: 'order',
    first: ['accepted'],
    next: { accepted: ['captured', 'declined'], captured: ['credited'], credited: ['posted'] },
  },
  paymentOrders: {
    noun: 'payment order',
    first: ['created'],
    // Created once more is the next attempt, after a soft decline.
    next: { created: ['unknown', 'captured', 'declined', 'created'], unknown: ['captured', 'declined', 'created'] },
  },
  charges: { noun: 'charge', first: ['processing'], next: { processing: ['captured', 'declined'] } },
  settlementBatches: { noun: 'settlement batch', first: ['filed'], next: { filed: ['paidOut'] } },
  bankTransfers: { noun: 'bank transfer', first: ['inTransit'], next: { inTransit: ['booked'] } },
  openItems: { noun: 'open item', first: ['open', 'matched'], next: { open: ['matched'] } },
  breaks: { noun: 'break', first: ['open'], next: { open: ['resolved'] } },
};

export const legalTransitions: CheckMaker = () => ({
  id: 'I6',
  name: 'legal-transitions',
  statement: 'Every record moves only along the legal transitions of its machine, and a final state is final.',
  observe(fact, witness) {
    if (fact.kind !== 'written') return;
    const lifecycle = lifecycles[fact.table];
    const [from, to] = [statusOf(fact.before), statusOf(fact.after)];
    if (lifecycle === undefined || to === undefined || (from === to && isNoMove(fact))) return;
    witness.checked();
    const problem = problemOf(lifecycle, from, to) ?? attemptProblem(fact);
    if (problem === undefined) return;
    witness.violated({
      at: fact.at,
      concern: fact.concern,
      sentence: `${lifecycle.noun} ${fact.after.id} ${problem}`,
      ...priceOf(fact),
    });
  },
});

function isNoMove(fact: Written): boolean {
  if (fact.before === undefined) return false;
  // The night notes on a captured charge which file listed it, once.
  if (fact.table === 'charges' && fact.before.status === 'captured' && fact.before.settledOn === undefined) {
    return sameRecord(fact.before, fact.after, 'settledOn');
  }
  return sameRecord(fact.before, fact.after);
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
