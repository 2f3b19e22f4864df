/**
 * A scenario, read and checked: what a run is made from. Durations are milliseconds, money is minor units, shares are
 * parts per million; how people write these is the parser's business.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { BusinessDate, Instant, TimeOfDay } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Rate } from '../../domain/fx.ts';
import type { MinorUnits, PartsPerMillion } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { ThresholdMetric, ThresholdUnit } from './threshold-metrics.ts';

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
  /** So many users, each of whom thinks, checks out, waits for the end, and begins again. */
  | { readonly shape: 'closed'; readonly users: number; readonly think: Quantiles }
);
export type ClosedPhase = Extract<Phase, { readonly shape: 'closed' }>;

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

export type Operator = '<' | '<=' | '>' | '>=' | '=';

export interface Threshold {
  /** As written: `checkout.p99 < 3s`. */
  readonly expression: string;
  readonly metric: ThresholdMetric;
  readonly operator: Operator;
  /** In the unit. */
  readonly bound: number;
  readonly unit: ThresholdUnit;
}

/** Buyers who want their money back. */
export interface Refunds {
  /** The share of orders of which something is asked back. */
  readonly share: PartsPerMillion;
  /** The share of refunds that are of a part only; half of those are followed by a second one, of the rest. */
  readonly partial: PartsPerMillion;
  /** How long after the checkout, in milliseconds: between these two. */
  readonly after: { readonly leastMs: number; readonly mostMs: number };
}

/** Orders that are authorised at the checkout, and captured when the seller dispatches. */
export interface LaterCaptures {
  /** The share of orders that are. */
  readonly later: PartsPerMillion;
  /** How long after the checkout the seller dispatches, in milliseconds: between these two. */
  readonly after: { readonly leastMs: number; readonly mostMs: number };
  /** The share of dispatches that are of a part only. */
  readonly partial: PartsPerMillion;
  /** The share of these orders that are not dispatched at all. */
  readonly never: PartsPerMillion;
}

/** When the sellers are paid out. */
export interface PayoutRuns {
  /** By the bank's wall clock. */
  readonly at: TimeOfDay;
  /** On so many business dates, from the first that is closed. */
  readonly dates: number;
}

/** Sellers who are paid in one currency, whatever the buyer pays in. */
export interface ForeignExchange {
  /** One of the scenario's currencies. */
  readonly sellers: Currency;
  /** The rate to it from every other currency of the scenario, until the first business date. */
  readonly rates: ReadonlyMap<Currency, Rate>;
  /** How far a rate moves from one business date to the next at most. */
  readonly drift: PartsPerMillion;
}

/** How much a service can do at a time. */
export interface Capacity {
  /** Messages that are served at a time. */
  readonly concurrency: number;
  /** How long each of them takes. */
  readonly time: Quantiles;
  /** Messages that may wait for a place; undefined where any number may. */
  readonly queue: number | undefined;
}

/** The shop stands for buyers, each with a browser of their own. */
export type LimitedService = Exclude<ServiceName, 'shop'>;

/** What a run is counted by to see whether it exercised anything, each in one sentence. */
export const expectationMetrics = {
  faults: 'Faults that fired, of any kind; `faults.service.crash` counts one kind alone.',
  retries: 'Calls and clicks that were made again because no answer came.',
  captures: 'Charges that the PSP captured.',
  authorisations: 'Orders that were authorised at the checkout, to be captured later.',
  laterCaptures: 'Of these, the ones that were captured when the seller had dispatched them.',
  partialCaptures: 'Of these, the ones that were captured in part.',
  lapses: 'Authorised orders of which nothing was captured.',
  refunds: 'Refunds that the PSP paid.',
  payouts: 'Payouts to sellers that arrived, those that came back later included.',
  returns: 'Payouts to sellers that came back and were put into the wallet again.',
  restarts: 'Restarts of a service after a crash.',
  files: 'Settlement files and bank statements that were reconciled.',
  inquiries: 'Questions to the PSP what became of a charge or a refund.',
  deadLetters: 'Work that became a dead letter after its last round of calls.',
  breaks: 'Breaks that reconciliation opened.',
  missed: 'Discrepancies that were injected and that reconciliation did not find.',
  falsely: 'Breaks where nothing was injected and nothing was wrong.',
  redrives: 'How often work that was parked was taken up again.',
  rejections: 'Messages that were rejected because a service had no room for them.',
  recoveries: 'Services that had rejected messages and, while buyers still came, had room for all of them again.',
} as const;
export type ExpectationMetric = keyof typeof expectationMetrics | `faults.${FaultKind}`;

export interface Expectation {
  /** As written: `faults.service.crash >= 1`. */
  readonly expression: string;
  readonly metric: ExpectationMetric;
  readonly operator: Operator;
  /** A whole number. */
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
    /** Those that rates bring; users bring theirs besides. */
    readonly checkouts: number;
    readonly phases: readonly Phase[];
    /** The numbers of the checkouts that come, ascending; the others of the same traffic never do. All when left out. */
    readonly only?: readonly number[];
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
  /** Undefined where every order is captured at once. */
  readonly captures?: LaterCaptures | undefined;
  /** Undefined where sellers are not paid out. */
  readonly payouts?: PayoutRuns | undefined;
  /** Undefined where sellers are paid in whatever the buyer pays in. */
  readonly fx?: ForeignExchange | undefined;
  /** Of the services whose capacity is limited; undefined where none is. */
  readonly capacity?: ReadonlyMap<LimitedService, Capacity> | undefined;
  readonly refunds: Refunds;
  readonly faults: FaultPlan;
  readonly phases: {
    /** When faults stop and everything heals: the safety phase ends and the liveness phase begins. */
    readonly healAt: Instant;
    /** Within so many milliseconds of the healing, every payment and every refund has ended. */
    readonly settleWithinMs: number;
  };
  /** What a run must have exercised to prove anything. */
  readonly expect: readonly Expectation[];
  readonly thresholds: readonly Threshold[];
  readonly limits: {
    /** Kernel events; a run that reaches the limit ends as inconclusive. */
    readonly events: number;
  };
}
