/**
 * I6: records move as their machines may, by a table of its own. Committing the same record again changes nothing and is
 * no move. What is never changed at all (credits, debits, statements, ledger transactions) and what a file may do to
 * reconciliation's matches have checks of their own.
 */
import { serviceOf } from '../../domain/addresses.ts';
import type { PaymentOrderRecord } from '../../domain/executor-records.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { Heard, Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced } from './figures.ts';
import { sameRecord } from './same-record.ts';

interface Lifecycle {
  readonly noun: string;
  readonly first: readonly string[];
  /** From each status to those that may follow it; a status without any is final. */
  readonly next: Readonly<Record<string, readonly string[]>>;
}

const moving: Hearing<Witness> = {
  written: {
    paymentEvents: moves({
      noun: 'payment event',
      first: ['received'],
      next: { received: ['paid', 'authorised', 'partlyPaid', 'declined'] },
    }),
    orderProgress: moves({
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
    }),
    refunds: moves({
      noun: 'refund',
      first: ['accepted', 'refused'],
      next: { accepted: ['paid', 'refused'], paid: ['debited'], debited: ['posted'] },
    }),
    paymentOrders: moves(
      {
        noun: 'payment order',
        first: ['created'],
        // Created once more is the next attempt, after a soft decline.
        next: {
          created: ['unknown', 'authorised', 'captured', 'declined', 'created'],
          unknown: ['authorised', 'captured', 'declined', 'created'],
        },
      },
      attemptProblem,
    ),
    captureOrders: moves({
      noun: 'capture order',
      first: ['created'],
      next: { created: ['unknown', 'captured', 'refused'], unknown: ['captured', 'refused'] },
    }),
    refundOrders: moves({
      noun: 'refund order',
      first: ['created'],
      next: { created: ['unknown', 'refunded', 'refused'], unknown: ['refunded', 'refused'] },
    }),
    charges: moves({
      noun: 'charge',
      first: ['processing'],
      next: {
        processing: ['authorised', 'captured', 'declined'],
        authorised: ['captured', 'lapsed'],
        // A capture that is forced is presented to the issuer without an authorisation.
        lapsed: ['captured'],
      },
    }),
    pspRefunds: moves({ noun: "PSP's refund", first: ['refunded', 'refused'], next: {} }),
    settlementBatches: moves({ noun: 'settlement batch', first: ['filed'], next: { filed: ['paidOut'] } }),
    pspPayouts: moves({ noun: 'payout', first: ['instructed'], next: { instructed: ['accepted'] } }),
    bankTransfers: moves({ noun: 'bank transfer', first: ['inTransit'], next: { inTransit: ['booked'] } }),
    payoutRuns: moves({ noun: 'payout run', first: ['running', 'done'], next: { running: ['done'] } }),
    sellerPayouts: moves({
      noun: 'payout',
      first: ['reserved'],
      // The seller's bank may send back what it has taken.
      next: { reserved: ['posted'], posted: ['paid', 'returned'], paid: ['returned'], returned: ['reversed'] },
    }),
    sellerTransfers: moves({
      noun: 'transfer',
      first: ['inTransit'],
      next: { inTransit: ['booked'], booked: ['returned'], returned: ['acknowledged'] },
    }),
    files: moves(
      { noun: 'file', first: ['stored'], next: { stored: ['reconciled'], reconciled: ['closed'] } },
      fileProblem,
    ),
    openItems: moves({ noun: 'open item', first: ['open', 'matched'], next: { open: ['matched'] } }),
    breaks: moves({ noun: 'break', first: ['open'], next: { open: ['resolved'] } }, breakProblem),
    sagaDeadLetters: judgeLetter,
    executorDeadLetters: judgeLetter,
    payoutDeadLetters: judgeLetter,
  },
};

export const legalTransitions: CheckMaker = () => ({
  id: 'I6',
  name: 'legal-transitions',
  statement: 'Every record moves only along the legal transitions of its machine, and a final state is final.',
  hears: [moving],
});

/** A record that has a status. */
type Move = Extract<Written, { readonly after: { readonly status: string } }>;

type Letter = WrittenTo<'sagaDeadLetters' | 'executorDeadLetters' | 'payoutDeadLetters'>;

/** @param problemOf says what is wrong with a move, if anything is */
function moves<F extends Move>(
  lifecycle: Lifecycle,
  problemOf: (lifecycle: Lifecycle, fact: F) => string | undefined = statusProblem,
): Heard<F, Witness> {
  return (fact, witness) => {
    if (fact.before?.status === fact.after.status && isNoMove(fact)) return;
    report(fact, lifecycle.noun, problemOf(lifecycle, fact), witness);
  };
}

function judgeLetter(fact: Letter, witness: Witness): void {
  report(fact, 'dead letter', letterProblem(fact), witness);
}

function report(fact: Written, noun: string, problem: string | undefined, witness: Witness): void {
  witness.checked();
  if (problem === undefined) return;
  const sentence = `${noun} ${fact.after.id} ${problem}`;
  witness.violated({ at: fact.at, concern: fact.concern, sentence, ...priceOf(fact) });
}

function isNoMove(fact: Move): boolean {
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

function statusProblem(lifecycle: Lifecycle, { before, after }: Move): string | undefined {
  return problemBetween(lifecycle, before?.status, after.status);
}

function problemBetween({ first, next }: Lifecycle, from: string | undefined, to: string): string | undefined {
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
    return problemBetween(lifecycle, before?.status, after.status);
  return after.revision > before.revision
    ? problemBetween(lifecycle, undefined, after.status)
    : `went back from revision ${before.revision} to revision ${after.revision}`;
}

/** A further revision of its file may say that an open break is about another amount, and nothing else. */
function breakProblem(lifecycle: Lifecycle, fact: WrittenTo<'breaks'>): string | undefined {
  const { before, after } = fact;
  if (before?.status !== 'open' || after.status !== 'open') return statusProblem(lifecycle, fact);
  const { amount, explanation, revision = 1 } = after;
  const was = before.revision ?? 1;
  if (revision <= was) return `changed while it was open, by revision ${revision} after revision ${was}`;
  return sameRecord({ ...before, amount, explanation, revision }, after)
    ? undefined
    : `became another break by revision ${revision}; only its amount may change`;
}

/** A dead letter may be written again, by the actor that could not go on. */
function letterProblem({ after, service, by }: Letter): string | undefined {
  if (after.id !== by) return `was written by ${by}, which is another actor`;
  return serviceOf(by) === service ? undefined : `is kept by ${service}`;
}

function attemptProblem(lifecycle: Lifecycle, fact: WrittenTo<'paymentOrders'>): string | undefined {
  const { before, after } = fact;
  const problem = statusProblem(lifecycle, fact);
  if (problem !== undefined || before === undefined) return problem;
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
