/** How long the steps of the flow take, from the first call to its answer. */
import type { Instant } from '../../domain/calendar.ts';
import type { Delivered, Fact, Sent } from '../facts.ts';
import { durationsIn, type Durations } from './durations.ts';
import { createHistogram, latencyOf, record, type Histogram } from './histogram.ts';
import type { Latency, LatencyName } from './report.ts';

export interface Latencies {
  observe(fact: Fact): void;
  /** What was measured of each step; those of several runs can be added. */
  readonly histograms: Readonly<Record<LatencyName, Histogram>>;
  summary(): Readonly<Record<LatencyName, Latency>>;
  /** The same in a form that adds up over runs. */
  durations(): Readonly<Record<LatencyName, Durations>>;
}

/** @param measured told of every measurement; nobody when left out */
export function createLatencies(measured?: (step: LatencyName, ms: number) => void): Latencies {
  const histograms = ofEach(createHistogram);
  /** When each step began for an order, a checkout or a refund, of which an order may have several. */
  const begun = ofEach(() => new Map<string, Instant>());

  const begin = (step: LatencyName, about: string, at: Instant): void => {
    const times = begun[step];
    if (!times.has(about)) times.set(about, at);
  };
  const end = (step: LatencyName, about: string, at: Instant): void => {
    const times = begun[step];
    const from = times.get(about);
    if (from === undefined) return;
    times.delete(about);
    record(histograms[step], at - from);
    measured?.(step, at - from);
  };
  const observeSent = ({ message, concern, at }: Sent): void => {
    switch (message.type) {
      case 'Buy':
        return begin('checkout', concern, at);
      case 'ChargeRequested':
        return begin('charge', concern, at);
      case 'CreditSeller':
        return begin('credit', concern, at);
      case 'PostSale':
        return begin('posting', concern, at);
      case 'RefundAsked':
        return begin('refund', message.refundId, at);
      default:
    }
  };
  const observeDelivered = ({ message, concern, at }: Delivered): void => {
    switch (message.type) {
      case 'CheckoutClosed':
        return end('checkout', concern, at);
      case 'ChargeAnswered':
        return end('charge', concern, at);
      case 'SellerCredited':
        return end('credit', concern, at);
      case 'SalePosted':
        return end('posting', concern, at);
      case 'RefundClosed':
        return end('refund', message.refundId, at);
      default:
    }
  };

  return {
    observe(fact) {
      if (fact.kind === 'sent') observeSent(fact);
      else if (fact.kind === 'delivered') observeDelivered(fact);
    },
    histograms,
    summary: () => ofEach((step) => latencyOf(histograms[step])),
    durations: () => ofEach((step) => durationsIn(histograms[step])),
  };
}

function ofEach<T>(make: (step: LatencyName) => T): Record<LatencyName, T> {
  return {
    checkout: make('checkout'),
    charge: make('charge'),
    credit: make('credit'),
    posting: make('posting'),
    refund: make('refund'),
  };
}
