/** How long the steps of the flow take, from the first call to its answer. */
import type { Instant } from '../../domain/calendar.ts';
import type { Message, MessageType } from '../../domain/messages.ts';
import type { Delivered, Fact, Sent } from '../facts.ts';
import { durationsIn, type Durations } from './durations.ts';
import { createHistogram, latencyOf, record, type Histogram } from './histogram.ts';
import type { Latency, LatencyName } from './report.ts';

export interface Latencies {
  observe(fact: Fact): void;
  /** What was measured of each step; those of several runs can be added. */
  readonly histograms: Readonly<Record<LatencyName, Histogram>>;
  /** Calls to the PSP, all of them. */
  pspCalls(): number;
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
  RefundAsked: 'refund',
};
const ends: Partial<Record<MessageType, LatencyName>> = {
  CheckoutClosed: 'checkout',
  ChargeAnswered: 'charge',
  SellerCredited: 'credit',
  SalePosted: 'posting',
  RefundClosed: 'refund',
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

/**
 * @param parkedMs how long work is parked between two rounds of calls
 * @param measured told of every measurement; nobody when left out
 */
export function createLatencies(parkedMs: number, measured?: (step: LatencyName, ms: number) => void): Latencies {
  const histograms: Record<LatencyName, Histogram> = {
    checkout: createHistogram(),
    charge: createHistogram(),
    credit: createHistogram(),
    posting: createHistogram(),
    refund: createHistogram(),
  };
  const begun = new Map<string, Instant>();
  /** When each order made its calls last; forgotten when it is closed. */
  const made = new Map<string, Map<string, Instant>>();
  const repeated = { services: 0, psp: 0 };
  let toPsp = 0;
  let redriven = 0;

  const countCall = (message: Message, callee: 'services' | 'psp', concern: string, at: Instant): void => {
    // Another attempt has a key of its own: it repeats nothing.
    const call = `${message.type} ${nameOf(message)}`;
    if (callee === 'psp') toPsp += 1;
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
        if (step === undefined) return;
        const key = `${step} ${whatIsTimed(fact)}`;
        if (!begun.has(key)) begun.set(key, fact.at);
        return;
      }
      if (type === 'OrderClosed' || type === 'DispatchClosed') made.delete(fact.concern);
      const step = ends[type];
      if (step === undefined) return;
      const key = `${step} ${whatIsTimed(fact)}`;
      const from = begun.get(key);
      if (from === undefined) return;
      begun.delete(key);
      record(histograms[step], fact.at - from);
      measured?.(step, fact.at - from);
    },
    histograms,
    pspCalls: () => toPsp,
    repeatedCalls: () => repeated,
    redrivenCalls: () => redriven,
    summary: () => ({
      checkout: latencyOf(histograms.checkout),
      charge: latencyOf(histograms.charge),
      credit: latencyOf(histograms.credit),
      posting: latencyOf(histograms.posting),
      refund: latencyOf(histograms.refund),
    }),
    durations: () => ({
      checkout: durationsIn(histograms.checkout),
      charge: durationsIn(histograms.charge),
      credit: durationsIn(histograms.credit),
      posting: durationsIn(histograms.posting),
      refund: durationsIn(histograms.refund),
    }),
  };
}

/** The checkout or the order; of an order there may be several refunds. */
function whatIsTimed({ message, concern }: Sent | Delivered): string {
  return 'refundId' in message ? message.refundId : concern;
}

/** What tells one call about an order from another: the charge's key, or the refund. */
function nameOf(message: Message): string {
  if ('refundId' in message) return message.refundId;
  return 'key' in message ? message.key : '';
}

function isInquiry({ type }: Message): boolean {
  return type === 'ChargeInquiry' || type === 'CaptureInquiry' || type === 'RefundInquiry';
}
