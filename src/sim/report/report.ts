/** The result of a run, as `report.json` holds it. Every amount is an integer number of minor units. */
import type { AccountName } from '../../domain/accounts.ts';

export interface Report {
  readonly schemaVersion: 1;
  readonly scenario: { readonly name: string; readonly description: string; readonly sha256: string };
  readonly seed: string;
  readonly verdict: 'consistent' | 'inconsistent' | 'inconclusive';
  /** Why a run was inconclusive, in sentences; empty otherwise. */
  readonly inconclusiveBecause: readonly string[];
  /** 16 hexadecimal digits. */
  readonly traceHash: string;
  readonly simulated: { readonly from: string; readonly to: string; readonly nights: number; readonly zone: string };
  readonly counts: Counts;
  readonly invariants: readonly InvariantResult[];
  readonly violations: readonly ViolationResult[];
  /** Per currency; accounts that were never posted to are left out. Debits minus credits. */
  readonly books: Readonly<Record<string, Partial<Record<AccountName, number>>>>;
  /** Per currency, what the money table shows. */
  readonly money: Readonly<Record<string, MoneySummary>>;
  readonly reconciliation: {
    readonly nights: readonly NightResult[];
    readonly openBreaks: readonly OpenBreak[];
    readonly resolvedBreaks: readonly ResolvedBreak[];
  };
  readonly faults: readonly { readonly kind: string; readonly fired: number }[];
  readonly latencyMs: Readonly<Record<LatencyName, Latency>>;
  /** Equal slices of the simulated time from the first arrival to the last checkout's end. */
  readonly throughput: {
    readonly sliceMs: number;
    readonly from: string;
    readonly arrived: readonly number[];
    readonly closed: readonly number[];
  };
  /** The sellers with the most money, largest first, at most ten a currency. */
  readonly topSellers: readonly {
    readonly sellerId: string;
    readonly name: string;
    readonly currency: string;
    readonly balance: number;
    readonly orders: number;
  }[];
  readonly thresholds: readonly ThresholdResult[];
  /** The settings of the run, as they were in force. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly reproduce: string;
}

/** Checkout: Buy to the buyer's answer. Charge: the executor's first call to the PSP's outcome. Credit and posting: the saga's call to its confirmation. */
export type LatencyName = 'checkout' | 'charge' | 'credit' | 'posting';

export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface Counts {
  readonly checkouts: number;
  readonly orders: number;
  readonly captured: number;
  readonly declined: number;
  /** Orders without an outcome at the end. */
  readonly unresolved: number;
  /** Buyers' repeated clicks. */
  readonly buyerRetries: number;
  /** Repeated calls between the platform's own services. */
  readonly callRetries: number;
  /** Repeated charge requests and inquiries to the PSP. */
  readonly pspRetries: number;
  /** Further attempts after a soft decline. */
  readonly softDeclineRetries: number;
  /** Charges whose outcome the executor did not know for a time. */
  readonly unknownOutcomes: number;
  readonly messages: number;
  readonly commits: number;
  readonly events: number;
  readonly ledgerTransactions: number;
  readonly filesReconciled: number;
}

export interface InvariantResult {
  readonly id: string;
  readonly name: string;
  readonly statement: string;
  /** How many times it was tested; 0 says that nothing in the run could have broken it. */
  readonly checked: number;
  readonly violations: number;
}

export interface ViolationResult {
  readonly invariant: string;
  readonly name: string;
  readonly count: number;
  /** The sum of what the findings priced, per currency. */
  readonly money: Readonly<Record<string, number>>;
  readonly first: {
    readonly at: string;
    readonly order: string;
    readonly sentence: string;
    readonly story: readonly string[];
  };
}

export interface ThresholdResult {
  readonly expression: string;
  readonly value: number;
  /** What the value counts: milliseconds, parts per million, or things. */
  readonly unit: 'ms' | 'ppm' | 'count';
  readonly met: boolean;
}

export interface MoneySummary {
  readonly captured: number;
  readonly declined: number;
  readonly platformFees: number;
  readonly pspFees: number;
  readonly sellersPayable: number;
  readonly receivable: number;
  readonly inTransit: number;
  readonly cash: number;
}

export interface NightResult {
  readonly date: string;
  readonly lines: number;
  readonly matched: number;
  /** Breaks opened by the night's files. */
  readonly breaks: number;
  /** Breaks of earlier nights that the night's files explained. */
  readonly resolved: number;
  readonly money: Readonly<
    Record<string, { readonly gross: number; readonly fees: number; readonly paidOut: number; readonly cash: number }>
  >;
}

export interface OpenBreak {
  readonly id: string;
  /** Null where the break is about a payout or a file. */
  readonly order: string | null;
  readonly kind: string;
  readonly openedOn: string;
  readonly amount: number;
  readonly currency: string;
  readonly explanation: string;
}

/** A break that a later file explained. */
export interface ResolvedBreak extends OpenBreak {
  readonly resolvedOn: string;
}
