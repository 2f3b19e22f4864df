/** How long the steps of the flow take, from the first call to its answer. */
import type { Instant } from '../../domain/calendar.ts';
import type { Hearing } from '../hearing.ts';
import { durationsIn, type Durations } from './durations.ts';
import { createHistogram, latencyOf, record, type Histogram } from './histogram.ts';
import type { Latency, LatencyName } from './report.ts';

export interface Latencies {
  readonly hears: Hearing;
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

  return {
    hears: {
      sent: {
        Buy: ({ concern, at }) => begin('checkout', concern, at),
        ChargeRequested: ({ concern, at }) => begin('charge', concern, at),
        CreditSeller: ({ concern, at }) => begin('credit', concern, at),
        PostSale: ({ concern, at }) => begin('posting', concern, at),
        RefundAsked: ({ message, at }) => begin('refund', message.refundId, at),
      },
      delivered: {
        CheckoutClosed: ({ concern, at }) => end('checkout', concern, at),
        ChargeAnswered: ({ concern, at }) => end('charge', concern, at),
        SellerCredited: ({ concern, at }) => end('credit', concern, at),
        SalePosted: ({ concern, at }) => end('posting', concern, at),
        RefundClosed: ({ message, at }) => end('refund', message.refundId, at),
      },
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
