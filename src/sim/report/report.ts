/** The result of a run, as `report.json` holds it. Every amount is an integer number of minor units. */
import type { AccountName } from '../../domain/accounts.ts';
import type { StoryStep } from '../story/step.ts';
import type { DefectName } from '../../domain/defects.ts';
import type { ThresholdUnit, timedSteps } from '../scenario/threshold-metrics.ts';
import type { CapacityReport } from './capacity-report.ts';
import type { Counts } from './counts.ts';
import type { LoadResult } from './load-result.ts';

export interface Report {
  readonly schemaVersion: 1;
  readonly scenario: { readonly name: string; readonly description: string; readonly sha256: string };
  readonly seed: string;
  /** The mistakes that were switched on in the payment system; none in one as it should be. */
  readonly defects: readonly DefectName[];
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
  /** What could go wrong and did, by kind of fault: all that rules were there for, and all that had an occasion. */
  readonly faults: readonly FaultResult[];
  /** When it went wrong: the faults that fired, and what the services went through. */
  readonly timeline: Timeline;
  /** Sites of a script at which nothing ever happened, so that the run did not do what was asked for. */
  readonly unreachedSites: readonly string[];
  /** How well reconciliation found the discrepancies that were injected, by kind of fault. */
  readonly score: readonly ScoreResult[];
  /** What had not come to an end when the run did. */
  readonly unfinished: readonly UnfinishedWork[];
  readonly phases: {
    /** When faults stopped and everything healed. */
    readonly healAt: string;
    /** When the last payment and the last refund had ended; null when some had not. */
    readonly settledAt: string | null;
  };
  readonly latencyMs: Readonly<Record<LatencyName, Latency>>;
  /** Equal slices of the simulated time from the first arrival to the last checkout's end. */
  readonly throughput: {
    /** From the first arrival to the last checkout's end; 0 when none has ended. */
    readonly tookMs: number;
    readonly sliceMs: number;
    readonly from: string;
    readonly arrived: readonly number[];
    readonly closed: readonly number[];
  };
  /** What services of limited capacity had to do; where there are any. */
  readonly capacity?: CapacityReport;
  /** The sellers with the most money, largest first, at most ten a currency. */
  readonly topSellers: readonly {
    readonly sellerId: string;
    readonly name: string;
    readonly currency: string;
    readonly balance: number;
    readonly orders: number;
  }[];
  readonly thresholds: readonly ThresholdResult[];
  /** What the run had to exercise to prove anything. */
  readonly expectations: readonly ExpectationResult[];
  /** The settings of the run, as they were in force. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** Of a load: how it was divided. All other figures are then those of its cells together. */
  readonly load?: LoadResult;
  readonly reproduce: string;
}

/**
 * Checkout: Buy to the buyer's answer. Charge: the executor's first call to the PSP's outcome. Credit and posting: the
 * saga's call to its confirmation. Refund: from when the buyer asks for it until the buyer hears.
 */
export type LatencyName = (typeof timedSteps)[number];

export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  /** Of a thousand, one takes longer. */
  readonly p999: number;
  readonly max: number;
}

export interface FaultResult {
  /** `network.drop` */
  readonly kind: string;
  /** Occasions at which it could have fired. */
  readonly could: number;
  readonly fired: number;
  /** Of those that fired, how many changed what came after. */
  readonly changed: number;
}

export interface Timeline {
  /** When faults stopped and everything healed; null when nothing had gone wrong by then. */
  readonly healedAt: string | null;
  /** Equal slices of the simulated time from its beginning to its end. */
  readonly sliceMs: number;
  readonly from: string;
  /** The faults that fired in each slice; none at all when no fault did. */
  readonly fired: readonly number[];
  /** By service, by state, then in the order of time. */
  readonly spans: readonly TroubleSpan[];
}

/**
 * Stretches of one trouble at one service that stand too close together to be told apart on a chart are one. With a
 * count above 1 it need not have lasted from beginning to end: `lastedMs` says for how long it really did.
 */
export interface TroubleSpan {
  readonly service: string;
  readonly state: TroubleState;
  readonly from: string;
  readonly to: string;
  /** How many stretches it is made of. */
  readonly count: number;
  /** How long the service was in that state between the two, in milliseconds; in a load, those of all cells together. */
  readonly lastedMs: number;
}

/**
 * Down after a crash; the PSP's door shut; each message rejected; not working; working slowly; parted from others by the
 * network; or with a clock that is off.
 */
export type TroubleState = 'down' | 'shut' | 'overloaded' | 'paused' | 'slow' | 'cutOff' | 'clockOff';

/** Every injected discrepancy is labelled, so what reconciliation found can be compared with the truth. */
export interface ScoreResult {
  /** The kind of fault: `settlement.line-missing`. */
  readonly kind: string;
  readonly injected: number;
  readonly found: number;
  readonly missed: number;
  /** Injected without a trace: it never reached reconciliation, or what came before or after it made it harmless. */
  readonly harmless: number;
  /** Breaks of the sort that this fault leaves, where nothing was injected and the two sides truly differed. */
  readonly real: number;
  /** The same where they agreed. */
  readonly falsely: number;
  /** By how much the files were wrong, per currency: each file and each line once, at its worst. */
  readonly money: Readonly<Record<string, number>>;
  /** The same of those that were missed, per currency. */
  readonly undetected: Readonly<Record<string, number>>;
  /** The longest time, in milliseconds, from an injection until its break was on record; null where none was found. */
  readonly longestMs: number | null;
  /** Of each night with an injection, by business date. */
  readonly nights: Readonly<Record<string, ScoreOfNight>>;
}

export interface ScoreOfNight {
  readonly injected: number;
  readonly found: number;
  readonly harmless: number;
}

export interface UnfinishedWork {
  /** The order, refund, checkout, file or payout. */
  readonly id: string;
  /** Where it stood: `unknown`, `parked`. */
  readonly state: string;
  /** Why, in one sentence. */
  readonly reason: string;
}

export interface ExpectationResult {
  readonly expression: string;
  readonly value: number;
  readonly met: boolean;
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
    /** When the check could see it. */
    readonly at: string;
    /** When it became wrong: the same as `at` where nothing better is known. */
    readonly since: string;
    /** Who is out of money; null where that cannot be said. */
    readonly whose: string | null;
    /** The order, checkout, wallet, file or account that is wrong. */
    readonly order: string;
    readonly sentence: string;
    /** Whose story is told: where no order is wrong but an account, that of the order with which it began. */
    readonly storyOf: string;
    /** Sentences with their times, by the wall clock of the run's zone. */
    readonly story: readonly string[];
    /** One for each sentence of the story, to draw it from. */
    readonly steps: readonly StoryStep[];
  };
  /** In a load of several cells, the command that runs alone the cell in which it was first seen. */
  readonly reproduce?: string;
}

export interface ThresholdResult {
  readonly expression: string;
  /** Null where there was nothing to measure; the threshold is missed then. */
  readonly value: number | null;
  /** What the value counts: milliseconds, parts per million, things, or checkouts an hour. */
  readonly unit: ThresholdUnit;
  readonly met: boolean;
}

export interface MoneySummary {
  readonly captured: number;
  readonly refunded: number;
  readonly declined: number;
  readonly platformFees: number;
  readonly pspFees: number;
  readonly sellersPayable: number;
  /** What has left the bank account for sellers, less what came back. */
  readonly sellersPaid: number;
  /** What was exchanged for the sellers' currency, below zero in that one: where sellers are paid in one currency. */
  readonly exchanged?: number;
  readonly receivable: number;
  readonly inTransit: number;
  readonly cash: number;
  /**
   * How low the account at the bank has been: below zero where sellers were paid before the PSP's money was there. Each cell
   * of a load has an account of its own: the sum of how low each has been, though at different times.
   */
  readonly lowestCash: number;
}

export interface NightResult {
  readonly date: string;
  readonly lines: number;
  readonly matched: number;
  /** Breaks about the night's files and their lines: what did not match, and files that did not come or did not prove. */
  readonly breaks: number;
  /** Breaks that the night's files explained, those of earlier nights among them. */
  readonly resolved: number;
  readonly money: Readonly<
    Record<
      string,
      {
        readonly gross: number;
        readonly refunded: number;
        readonly fees: number;
        readonly paidOut: number;
        readonly cash: number;
      }
    >
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
