/** What a run did, in figures: counts, latencies and throughput, folded over facts. Memory is bounded by what is in flight. */
import type { Instant } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Fact, Written } from '../facts.ts';
import { createLatencies, type Latencies } from './latencies.ts';
import type { Counts } from './report.ts';
import { createThroughput, type Throughput } from './throughput.ts';

type Counted = Omit<Counts, 'events' | 'commits' | 'unresolved'>;

export interface Metrics {
  observe(fact: Fact): void;
  counts(): Counted;
  latencies: Latencies;
  throughput: Throughput;
  /** Minor units per currency. */
  captured(): Readonly<Record<string, number>>;
  declined(): Readonly<Record<string, number>>;
  /** Lines of all reconciled files, and how many were matched. */
  lines(): { readonly read: number; readonly matched: number };
}

/** @param start the beginning of virtual time */
export function createMetrics(start: Instant): Metrics {
  const counts = emptyCounts();
  const captured: Record<string, number> = {};
  const declined: Record<string, number> = {};
  const lines = { read: 0, matched: 0 };
  const latencies = createLatencies();
  const throughput = createThroughput(start);
  const clicks = new Map<string, true>();

  const countMessage = (fact: Extract<Fact, { kind: 'sent' }>): void => {
    counts.messages += 1;
    if (fact.message.type !== 'Buy') return;
    if (clicks.has(fact.concern)) counts.buyerRetries += 1;
    clicks.set(fact.concern, true);
  };
  const countWritten = (fact: Written): void => {
    switch (fact.table) {
      case 'orderProgress':
        if (fact.before === undefined) counts.orders += 1;
        if (fact.after.status === 'declined' && fact.before?.status !== 'declined') {
          counts.declined += 1;
          addTo(declined, fact.after);
        }
        return;
      case 'paymentOrders':
        if (fact.after.status === 'unknown' && fact.before?.status !== 'unknown') counts.unknownOutcomes += 1;
        if (fact.before !== undefined && fact.after.attempt > fact.before.attempt) counts.softDeclineRetries += 1;
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') counts.captured += 1;
        return;
      case 'charges':
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') addTo(captured, fact.after);
        return;
      case 'transactions':
        counts.ledgerTransactions += 1;
        return;
      case 'files':
        if (fact.after.status !== 'reconciled' || fact.before?.status === 'reconciled') return;
        counts.filesReconciled += 1;
        lines.read += fact.after.lines;
        lines.matched += fact.after.matched;
        break;
      default:
    }
  };

  return {
    observe(fact) {
      latencies.observe(fact);
      throughput.observe(fact);
      if (fact.kind === 'sent') return countMessage(fact);
      if (fact.kind === 'delivered') {
        if (fact.message.type === 'BuyerArrived') counts.checkouts += 1;
        if (fact.message.type === 'CheckoutClosed') clicks.delete(fact.concern);
        return;
      }
      countWritten(fact);
    },
    counts() {
      const { services, psp } = latencies.repeatedCalls();
      return { ...counts, callRetries: services, pspRetries: psp };
    },
    latencies,
    throughput,
    captured: () => captured,
    declined: () => declined,
    lines: () => lines,
  };
}

function emptyCounts(): { -readonly [Name in keyof Counted]: number } {
  return {
    checkouts: 0,
    orders: 0,
    captured: 0,
    declined: 0,
    buyerRetries: 0,
    callRetries: 0,
    pspRetries: 0,
    softDeclineRetries: 0,
    unknownOutcomes: 0,
    messages: 0,
    ledgerTransactions: 0,
    filesReconciled: 0,
  };
}

function addTo(sums: Record<string, number>, { amount, currency }: Money): void {
  sums[currency] = (sums[currency] ?? 0) + amount;
}
