/** How long the steps of the flow take, from the first call to its answer, in HDR histograms. */
import { build, type Histogram } from 'hdr-histogram-js';
import type { Instant } from '../../domain/calendar.ts';
import type { Message, MessageType } from '../../domain/messages.ts';
import type { Fact } from '../facts.ts';
import { durationsIn, histogramOf, type Durations } from './durations.ts';
import type { Latency, LatencyName } from './report.ts';

export interface Latencies {
  observe(fact: Fact): void;
  /** Calls that were made again: between the platform's own services, and to the PSP, where an inquiry is one too. */
  repeatedCalls(): { readonly services: number; readonly psp: number };
  /** Calls that were taken up again after their work had been parked. */
  redrivenCalls(): number;
  summary(): Readonly<Record<LatencyName, Latency>>;
  /** The same in a form that adds up over runs. */
  durations(): Readonly<Record<LatencyName, Durations>>;
}

/** Which message begins a step when it is sent, and which ends it when it is delivered. */
const begins: Partial<Record<MessageType, LatencyName>> = {
  Buy: 'checkout',
  ChargeRequested: 'charge',
  CreditSeller: 'credit',
  PostSale: 'posting',
};
const ends: Partial<Record<MessageType, LatencyName>> = {
  CheckoutClosed: 'checkout',
  ChargeAnswered: 'charge',
  SellerCredited: 'credit',
  SalePosted: 'posting',
};
/** Calls that their caller makes again when no answer comes, and whom they are made to. */
const calls: Partial<Record<MessageType, 'services' | 'psp'>> = {
  ExecuteOrder: 'services',
  ChargeRequested: 'psp',
  ChargeInquiry: 'psp',
  CreditSeller: 'services',
  PostSale: 'services',
  ExecuteCapture: 'services',
  CaptureRequested: 'psp',
  CaptureInquiry: 'psp',
  ExecuteRefund: 'services',
  RefundRequested: 'psp',
  RefundInquiry: 'psp',
  DebitSeller: 'services',
  PostRefund: 'services',
  PostSellerPayout: 'services',
  RepaySeller: 'services',
  PostSellerReturn: 'services',
};

/** A day, in milliseconds; nothing that the flow does takes longer before its night. */
const HIGHEST_MS = 86_400_000;

/** @param parkedMs how long work is parked between two rounds of calls */
export function createLatencies(parkedMs: number): Latencies {
  const histograms: Record<LatencyName, Histogram> = {
    checkout: empty(),
    charge: empty(),
    credit: empty(),
    posting: empty(),
  };
  const begun = new Map<string, Instant>();
  /** When each order made its calls last; forgotten when it is closed. */
  const made = new Map<string, Map<string, Instant>>();
  const repeated = { services: 0, psp: 0 };
  let redriven = 0;

  const countCall = (message: Message, callee: 'services' | 'psp', concern: string, at: Instant): void => {
    // Another attempt has a key of its own: it repeats nothing.
    const call = `${message.type} ${nameOf(message)}`;
    let before = made.get(concern);
    if (before === undefined) made.set(concern, (before = new Map<string, Instant>()));
    if (before.has(call) || isInquiry(message)) repeated[callee] += 1;
    if (at - (before.get(call) ?? at) >= parkedMs) redriven += 1;
    before.set(call, at);
  };

  return {
    observe(fact) {
      if (fact.kind !== 'sent' && fact.kind !== 'delivered') return;
      const { type } = fact.message;
      if (fact.kind === 'sent') {
        const callee = calls[type];
        if (callee !== undefined) countCall(fact.message, callee, fact.concern, fact.at);
        const step = begins[type];
        const key = step === undefined ? '' : `${step} ${fact.concern}`;
        if (step !== undefined && !begun.has(key)) begun.set(key, fact.at);
        return;
      }
      if (type === 'OrderClosed' || type === 'DispatchClosed') made.delete(fact.concern);
      const step = ends[type];
      if (step === undefined) return;
      const key = `${step} ${fact.concern}`;
      const from = begun.get(key);
      if (from === undefined) return;
      begun.delete(key);
      histograms[step].recordValue(Math.min(HIGHEST_MS, fact.at - from));
    },
    repeatedCalls: () => repeated,
    redrivenCalls: () => redriven,
    summary: () => ({
      checkout: summaryOf(histograms.checkout),
      charge: summaryOf(histograms.charge),
      credit: summaryOf(histograms.credit),
      posting: summaryOf(histograms.posting),
    }),
    durations: () => ({
      checkout: durationsIn(histograms.checkout),
      charge: durationsIn(histograms.charge),
      credit: durationsIn(histograms.credit),
      posting: durationsIn(histograms.posting),
    }),
  };
}

/** What tells one call about an order from another: the charge's key, or the refund. */
function nameOf(message: Message): string {
  if ('refundId' in message) return message.refundId;
  return 'key' in message ? message.key : '';
}

function isInquiry({ type }: Message): boolean {
  return type === 'ChargeInquiry' || type === 'CaptureInquiry' || type === 'RefundInquiry';
}

function empty(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MS,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });
}

/** The summary of durations that were added up. */
export function latencyOf(durations: Durations): Latency {
  return summaryOf(histogramOf(durations), durations.max);
}

function summaryOf(histogram: Histogram, max = histogram.maxValue): Latency {
  const at = (percentile: number): number =>
    // A percentile is the upper edge of its bucket, and no value was larger than the largest.
    histogram.totalCount === 0 ? 0 : Math.min(histogram.getValueAtPercentile(percentile), max);
  return {
    count: histogram.totalCount,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: histogram.totalCount === 0 ? 0 : max,
  };
}
