/** The agreements and the settings that machines act by, fixed for a run. */
import type { Backoff } from './backoff.ts';
import type { BusinessDate, Calendar, Instant } from './calendar.ts';
import type { Defects } from './defects.ts';
import type { PspFee } from './fees.ts';
import type { FxPolicy } from './fx.ts';
import type { PartsPerMillion } from './money.ts';
import type { PayoutPolicy } from './seller-payouts.ts';

/** How one party calls another: how long it waits for an answer, how often it tries, and how it spaces the tries. */
export interface CallPolicy {
  readonly timeoutMs: number;
  /** Calls in one round, the first included. After the last one the caller parks what it was about; see `Redrive`. */
  readonly attempts: number;
  readonly backoff: Backoff;
}

/**
 * What becomes of work whose calls have had no answer: it is parked, and taken up again in a new round of calls. After
 * the last round it is a dead letter: on record, still listening, and taken up again only by a restart or an operator.
 */
export interface Redrive {
  readonly everyMs: number;
  readonly rounds: number;
}

/** When the executor stops calling a PSP that does not answer, and for how long. */
export interface Breaker {
  /** So many calls in a row without an answer open the circuit. */
  readonly failures: number;
  /** How long it stays open until one call is let through as a probe. */
  readonly openMs: number;
}

export interface Policy {
  /** The platform's share of a sale. */
  readonly platformFee: PartsPerMillion;
  /** Between the platform's own services. */
  readonly calls: CallPolicy;
  /** From the executor to the PSP. */
  readonly psp: CallPolicy;
  readonly redrive: Redrive;
  readonly breaker: Breaker;
  /** A request that reaches the PSP later than so long after it was sent is not acted upon. */
  readonly requestValidMs: number;
  /** How long after it was due reconciliation waits for a file before it asks for it. */
  readonly fileGraceMs: number;
  /** How often a softly declined order is tried again, each time with a key of its own. */
  readonly softDeclineRetries: number;
  readonly softDeclineWaitMs: number;
  /** How long a service waits for its database before it commits again. */
  readonly storageTimeoutMs: number;
  readonly buyer: {
    /** How long a buyer looks at a silent page before clicking again. */
    readonly patienceMs: number;
    readonly clicks: number;
  };
  readonly pspFee: PspFee;
  readonly pspCalendar: Calendar;
  /** Business dates between a charge's own date and its payout, at least 1. */
  readonly payoutAfterDays: number;
  readonly bankCalendar: Calendar;
  readonly bankTransitMs: number;
  /** How long an authorisation is good at the PSP; undefined where every order is captured at once. */
  readonly authorisationMs?: number | undefined;
  /** Undefined where sellers are not paid out. */
  readonly payouts?: PayoutPolicy | undefined;
  /** Undefined where sellers are paid in whatever the buyer pays in. */
  readonly fx?: FxPolicy | undefined;
  /** Mistakes that are switched on; none in a system as it should be. */
  readonly defects: Defects;
}

/** A random draw for an occasion, 0 inclusive to 1 exclusive: the same for the same seed, actor and occasion. */
export type Luck = (occasion: string) => number;

export interface BusinessDates {
  /** The first date that is settled: its file and its statement are number 1 of their series. */
  readonly first: BusinessDate;
  readonly psp: (instant: Instant) => BusinessDate;
  readonly bank: (instant: Instant) => BusinessDate;
}

/** What every machine is given when it starts. `record` is what its service's database holds of it. */
export interface ActorInput<Record> {
  readonly entity: string;
  readonly policy: Policy;
  readonly luck: Luck;
  /** The business date of an instant, at the PSP and at the bank. */
  readonly dates: BusinessDates;
  readonly record: Record | undefined;
}
