/**
 * What a run did, in figures: counts, latencies and throughput, folded over facts. Memory is bounded by what is in flight,
 * but for one number a checkout, which is how long it took.
 */
import type { Instant } from '../../domain/calendar.ts';
import { minorUnits, type Money } from '../../domain/money.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { createBankAccount } from './bank-account.ts';
import { createCalls, type Calls } from './calls.ts';
import { createLatencies, type Latencies } from './latencies.ts';
import { createRefundCounts, type RefundCounts } from './refund-counts.ts';
import type { Counts } from './counts.ts';
import { createSeries, type SeriesMeasures, type Totals } from './series.ts';
import { createThroughput, type Throughput } from './throughput.ts';

type Counted = Omit<Counts, 'events' | 'commits' | 'unresolved'>;

export interface Metrics {
  /** In this order. */
  readonly hears: readonly Hearing[];
  counts(): Counted;
  calls: Calls;
  latencies: Latencies;
  throughput: Throughput;
  /** The same and more over time. */
  series(): SeriesMeasures;
  /** Minor units per currency. */
  captured(): Readonly<Record<string, number>>;
  refunded(): Readonly<Record<string, number>>;
  declined(): Readonly<Record<string, number>>;
  /** What has left the bank account for sellers, less what came back. */
  sellersPaid(): Readonly<Record<string, number>>;
  /** How low the account at the bank has been. */
  lowestCash(): Readonly<Record<string, number>>;
  /** Lines of all reconciled files, and how many were matched. */
  lines(): { readonly read: number; readonly matched: number };
}

/**
 * @param start the beginning of virtual time
 * @param parkedMs how long work is parked between two rounds of calls
 */
export function createMetrics(start: Instant, parkedMs: number): Metrics {
  const figures = noFigures();
  const { counts, refunds } = figures;
  const throughput = createThroughput(start);
  const calls = createCalls(parkedMs);
  const series = createSeries(start, () => totalsOf(figures, calls, throughput));
  const latencies = createLatencies((step, ms) => {
    if (step === 'checkout') series.took(ms);
  });
  const bankAccount = createBankAccount();

  /** Every fact: a slice of time is closed before anybody counts what comes after it. */
  const everything: Hearing = {
    others(fact) {
      series.reach(fact.at);
      if (fact.kind === 'sent') counts.messages += 1;
    },
  };

  return {
    hears: [
      everything,
      refunds.hears,
      calls.hears,
      latencies.hears,
      bankAccount.hears,
      throughput.hears,
      counting(figures),
    ],
    counts: () => countsOf(figures, calls),
    calls,
    latencies,
    throughput,
    series: series.measures,
    captured: () => figures.captured,
    refunded: () => figures.refunded,
    declined: () => figures.declined,
    sellersPaid: () => figures.sellersPaid,
    lowestCash: bankAccount.lowest,
    lines: () => linesOf(figures.files.values()),
  };
}

function noFigures(): Figures {
  return {
    counts: emptyCounts(),
    captured: {},
    refunded: {},
    declined: {},
    sellersPaid: {},
    refunds: createRefundCounts(),
    files: new Map(),
    faultsFired: 0,
  };
}

/** What is added up over the run. */
interface Figures {
  readonly counts: ReturnType<typeof emptyCounts>;
  /** Minor units per currency. */
  readonly captured: Record<string, number>;
  readonly refunded: Record<string, number>;
  readonly declined: Record<string, number>;
  readonly sellersPaid: Record<string, number>;
  readonly refunds: RefundCounts;
  /** Each reconciled file as it is now: a correction of a file is not another one. */
  readonly files: Map<string, IngestedFileRecord>;
  faultsFired: number;
}

function countsOf({ counts, files, refunds }: Figures, calls: Calls): Counted {
  const { services: callRetries, psp: pspRetries } = calls.repeatedCalls();
  return {
    ...counts,
    ...refunds.counts(),
    filesReconciled: files.size,
    buyerRetries: calls.repeatedClicks(),
    callRetries,
    pspRetries,
    inquiries: calls.inquiries(),
    redrives: calls.redrives(),
  };
}

/** What the series of slices is made of. */
function totalsOf({ counts, faultsFired, refunds }: Figures, calls: Calls, throughput: Throughput): Totals {
  const { services, psp } = calls.repeatedCalls();
  return {
    arrivals: counts.checkouts,
    closed: throughput.ended(),
    captured: counts.captured,
    declined: counts.declined,
    refunds: refunds.counts().refunded,
    pspCalls: calls.pspCalls(),
    repeatedCalls: services + psp,
    faultsFired,
  };
}

/** What messages, records and troubles add to the figures. */
function counting(figures: Figures): Hearing {
  const { counts } = figures;
  const loseMessage = (): void => void (counts.messagesLost += 1);
  const keepLetter = (): void => void (counts.deadLetters += 1);
  return {
    delivered: { BuyerArrived: () => void (counts.checkouts += 1) },
    written: {
      orderProgress: (fact) => countOrder(figures, fact),
      paymentOrders(fact) {
        const { before, after } = fact;
        if (before !== undefined && after.attempt > before.attempt) counts.softDeclineRetries += 1;
        if (after.status === 'authorised' && before?.status !== 'authorised') counts.authorised += 1;
        countOutcome(counts, fact);
      },
      captureOrders: (fact) => countOutcome(counts, fact),
      charges(fact) {
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') addTo(figures.captured, fact.after);
        countCapture(counts, fact);
      },
      pspRefunds({ before, after }) {
        if (after.status === 'refunded' && before?.status !== 'refunded') addTo(figures.refunded, after);
      },
      sellerTransfers: (fact) => countTransfer(figures, fact),
      payoutReturns({ before }) {
        if (before === undefined) counts.payoutsReturned += 1;
      },
      sagaDeadLetters: keepLetter,
      executorDeadLetters: keepLetter,
      payoutDeadLetters: keepLetter,
      transactions: () => void (counts.ledgerTransactions += 1),
      files({ after }) {
        if (after.status !== 'stored') figures.files.set(after.id, after);
      },
    },
    lost: loseMessage,
    rejected: loseMessage,
    restarted: () => void (counts.restarts += 1),
    faulted: () => void (figures.faultsFired += 1),
  };
}

function countOrder({ counts, declined }: Figures, { before, after }: WrittenTo<'orderProgress'>): void {
  if (before === undefined) counts.orders += 1;
  if (after.status === 'declined' && before?.status !== 'declined') {
    counts.declined += 1;
    addTo(declined, after);
  }
  if (after.status === 'lapsed' && before?.status !== 'lapsed') counts.lapsed += 1;
}

/** What the executor learns of a charge, or of its capture. */
function countOutcome(
  counts: Figures['counts'],
  { before, after }: WrittenTo<'paymentOrders'> | WrittenTo<'captureOrders'>,
): void {
  if (after.status === before?.status) return;
  if (after.status === 'unknown') counts.unknownOutcomes += 1;
  if (after.status === 'captured') counts.captured += 1;
}

/** Of a charge that was authorised before. */
function countCapture(counts: Figures['counts'], { before, after }: WrittenTo<'charges'>): void {
  if (after.status !== 'captured' || before?.status === 'captured' || after.authorisedAt === undefined) return;
  counts.capturedLater += 1;
  if (after.amount < after.authorised) counts.capturedInPart += 1;
}

function countTransfer({ counts, sellersPaid }: Figures, { before, after }: WrittenTo<'sellerTransfers'>): void {
  const { status, amount, currency } = after;
  if (status === before?.status) return;
  if (status === 'booked') {
    counts.sellerPayouts += 1;
    addTo(sellersPaid, after);
  }
  if (status === 'returned') addTo(sellersPaid, { amount: minorUnits(-amount), currency });
}

function linesOf(files: Iterable<IngestedFileRecord>): ReturnType<Metrics['lines']> {
  const sum = { read: 0, matched: 0 };
  for (const { lines, matched } of files) {
    sum.read += lines;
    sum.matched += matched;
  }
  return sum;
}

function emptyCounts(): { -readonly [Name in keyof Counted]: number } {
  return {
    checkouts: 0,
    orders: 0,
    captured: 0,
    declined: 0,
    authorised: 0,
    capturedLater: 0,
    capturedInPart: 0,
    lapsed: 0,
    buyerRetries: 0,
    callRetries: 0,
    pspRetries: 0,
    softDeclineRetries: 0,
    unknownOutcomes: 0,
    messages: 0,
    ledgerTransactions: 0,
    filesReconciled: 0,
    refundsAsked: 0,
    refunded: 0,
    refundsRefused: 0,
    sellerPayouts: 0,
    payoutsReturned: 0,
    restarts: 0,
    deadLetters: 0,
    inquiries: 0,
    redrives: 0,
    messagesLost: 0,
  };
}

function addTo(sums: Record<string, number>, { amount, currency }: Money): void {
  sums[currency] = (sums[currency] ?? 0) + amount;
}
