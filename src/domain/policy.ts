/** The agreements and the settings that machines act by, fixed for a run. */
import type { Backoff } from './backoff.ts';
import type { BusinessDate, Calendar, Instant } from './calendar.ts';
import type { PspFee } from './fees.ts';
import type { PartsPerMillion } from './money.ts';

/** How one party calls another: how long it waits for an answer, how often it tries, and how it spaces the tries. */
export interface CallPolicy {
  readonly timeoutMs: number;
  /** Calls in all, the first included. After the last one the caller keeps listening but no longer calls. */
  readonly attempts: number;
  readonly backoff: Backoff;
}

export interface Policy {
  /** The platform's share of a sale. */
  readonly platformFee: PartsPerMillion;
  /** Between the platform's own services. */
  readonly calls: CallPolicy;
  /** From the executor to the PSP. */
  readonly psp: CallPolicy;
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
}

/** A random draw for an occasion, 0 inclusive to 1 exclusive: the same for the same seed, actor and occasion. */
export type Luck = (occasion: string) => number;

export interface BusinessDates {
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
