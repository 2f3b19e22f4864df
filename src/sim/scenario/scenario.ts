/**
 * A scenario, read and checked: what a run is made from. Durations are milliseconds, money is minor units, shares are
 * parts per million; how people write these is the parser's business.
 */
import type { BusinessDate, Instant, TimeOfDay } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { MinorUnits, PartsPerMillion } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';

/**
 * A distribution given by its quantiles, joined by straight lines: at each share (parts per million, ascending, the
 * first 0 and the last 1,000,000) the value in milliseconds.
 */
export type Quantiles = readonly { readonly share: PartsPerMillion; readonly ms: number }[];

/** A stretch of traffic. Rates are checkouts an hour. Phases follow one another. */
export type Phase = { readonly name: string; readonly durationMs: number } & (
  | { readonly shape: 'constant'; readonly rate: number }
  | { readonly shape: 'ramp'; readonly from: number; readonly to: number }
  /** A background rate with a peak in the middle: rises to `peak`, falls back. */
  | { readonly shape: 'burst'; readonly rate: number; readonly peak: number }
  /** A day's curve: 24 weights, one per hour of the wall clock in the scenario's zone, whose mean is the rate. */
  | { readonly shape: 'daily'; readonly rate: number }
);

export interface CurrencyShare {
  readonly currency: Currency;
  readonly share: PartsPerMillion;
  /** What one order may cost. */
  readonly lowest: MinorUnits;
  readonly highest: MinorUnits;
}

export interface DeclineCode {
  readonly code: string;
  readonly kind: 'soft' | 'hard';
  /** The share of all authorisations that this code refuses. */
  readonly share: PartsPerMillion;
}

export const thresholdMetrics = [
  'checkout.p50',
  'checkout.p95',
  'checkout.p99',
  'checkout.max',
  'captured',
  'declined',
  'openBreaks',
  'matched',
] as const;
export type ThresholdMetric = (typeof thresholdMetrics)[number];

export interface Threshold {
  /** As written: `checkout.p99 < 3s`. */
  readonly expression: string;
  readonly metric: ThresholdMetric;
  readonly operator: '<' | '<=' | '>' | '>=' | '=';
  /** Milliseconds for `checkout.*`, parts per million of orders or lines for `captured`, `declined` and `matched`, a count for `openBreaks`. */
  readonly bound: number;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly seed: string;
  readonly clock: {
    readonly start: Instant;
    readonly zone: string;
    /** The first business date of the PSP that is closed, and how many are. */
    readonly firstNight: BusinessDate;
    readonly nights: number;
  };
  readonly traffic: {
    readonly checkouts: number;
    readonly phases: readonly Phase[];
  };
  readonly buyers: { readonly count: number };
  readonly sellers: { readonly count: number; readonly popularity: 'equal' | 'zipf' };
  /** Weights of 1, 2, 3, ... sellers in a basket. */
  readonly baskets: { readonly sellers: readonly number[] };
  readonly currencies: readonly CurrencyShare[];
  readonly psp: {
    /** From the PSP to the card's issuer and back. */
    readonly authorisation: Quantiles;
    readonly declines: readonly DeclineCode[];
    /** When the file for a business date is sent: the first such time of the PSP's wall clock after the close. */
    readonly fileAt: TimeOfDay;
  };
  readonly bank: {
    /** When the statement for a date is sent, by the bank's wall clock on the day after. */
    readonly statementAt: TimeOfDay;
  };
  readonly network: { readonly latency: Quantiles };
  readonly database: { readonly latency: Quantiles };
  readonly policy: Policy;
  readonly thresholds: readonly Threshold[];
  readonly limits: {
    /** Kernel events; a run that reaches the limit ends as inconclusive. */
    readonly events: number;
  };
}
