/**
 * What can go wrong, as data: every kind of fault with the values that it was drawn with, so that a fault that fired can
 * be written down and made to happen again. Durations are whole milliseconds, at least 0.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';

/** A message on its way between two services. */
export type LinkFault =
  | { readonly kind: 'network.drop' }
  | { readonly kind: 'network.delay'; readonly byMs: number }
  /** A copy arrives so much later than the message itself. */
  | { readonly kind: 'network.duplicate'; readonly lagMs: number }
  /** The message is held back so that later ones overtake it. */
  | { readonly kind: 'network.reorder'; readonly byMs: number };

/** A message about to be handled by a service. */
export type HandlingFault = {
  readonly kind: 'service.crash';
  readonly when: 'before' | 'after';
  readonly downMs: number;
};

/** A transaction that was asked for. A crash before it leaves nothing; after it, the acknowledgement is lost. */
export type CommitFault =
  | { readonly kind: 'service.crash'; readonly when: 'before' | 'after'; readonly downMs: number }
  /** Refused: nothing is written. */
  | { readonly kind: 'database.fail' }
  | { readonly kind: 'database.slow'; readonly byMs: number }
  /** Durable in time, acknowledged late. */
  | { readonly kind: 'database.stall'; readonly byMs: number }
  /** The service crashes, and what its database has not committed yet is gone. */
  | { readonly kind: 'database.lose-unsynced'; readonly downMs: number };

/** Something that begins at a time and lasts. */
export type EpisodeFault =
  | { readonly kind: 'service.crash'; readonly service: ServiceName }
  /** Alive and not working: what arrives waits until the end. */
  | { readonly kind: 'service.pause'; readonly service: ServiceName }
  /** A gray failure: each message is handled so much later. */
  | { readonly kind: 'service.slow'; readonly service: ServiceName; readonly byMs: number }
  /** The queue of work is full: each message that arrives is rejected. */
  | { readonly kind: 'service.overload'; readonly service: ServiceName }
  /** The clock is ahead (or, below zero, behind) by a step and so much more in each hour. */
  | {
      readonly kind: 'clock.skew';
      readonly service: ServiceName;
      readonly stepMs: number;
      readonly driftMsPerHour: number;
    }
  /** The PSP's door is shut: each request is refused with 503. */
  | { readonly kind: 'psp.outage' }
  /** No message passes between one side and the other; `oneWay` only from the first to the second. */
  | {
      readonly kind: 'network.partition';
      readonly between: readonly ServiceName[];
      readonly and: readonly ServiceName[];
      readonly oneWay: boolean;
    };

/** An episode with its time. */
export interface Episode {
  readonly at: Instant;
  readonly forMs: number;
  readonly fault: EpisodeFault;
}

/** A request at the PSP's door. */
export type DoorFault =
  /** Never reached the PSP's books: not charged, and no answer. */
  | { readonly kind: 'psp.timeout-before' }
  /** Refused with a 500. */
  | { readonly kind: 'psp.error' }
  /** Refused with a 429, and when to come again. */
  | { readonly kind: 'psp.throttle'; readonly retryAfterMs: number };

/** The PSP's answer about to leave: charged, and the caller sees only a time-out. */
export type AnswerFault = { readonly kind: 'psp.timeout-after-capture' };

/** The card's issuer is asked. */
export type IssuerFault = {
  readonly kind: 'psp.decline';
  readonly code: string;
  readonly decline: 'soft' | 'hard';
};

/** An idempotency key is registered: the PSP forgets it after so long. */
export type KeyFault = { readonly kind: 'psp.key-expiry'; readonly afterMs: number };

/** A webhook of the PSP about to leave. */
export type WebhookFault =
  | { readonly kind: 'psp.webhook-duplicate'; readonly lagMs: number }
  | { readonly kind: 'psp.webhook-late'; readonly byMs: number }
  | { readonly kind: 'psp.webhook-lost' }
  /** Held back until later ones have overtaken it. */
  | { readonly kind: 'psp.webhook-reordered'; readonly byMs: number }
  /** It arrives at once, before the answer to the request. */
  | { readonly kind: 'psp.webhook-early' };

/** A file of a night about to leave. */
export type FileFault =
  | { readonly kind: 'settlement.file-late'; readonly byMs: number }
  | { readonly kind: 'settlement.file-missing' }
  | { readonly kind: 'settlement.file-duplicate'; readonly lagMs: number }
  /** The last so many lines are cut off, at least one; the trailer is what it was. */
  | { readonly kind: 'settlement.file-truncated'; readonly lines: number }
  /** A first version with a wrong amount in one line, and the right one, a revision later, after so long. */
  | { readonly kind: 'settlement.file-resent-corrected'; readonly byMinorUnits: number; readonly afterMs: number };

/** A line of a night's file. The file proves itself all the same: the PSP's own books are wrong in it. */
export type LineFault =
  | { readonly kind: 'settlement.line-missing' }
  | { readonly kind: 'settlement.line-duplicate' }
  | { readonly kind: 'settlement.line-wrong-amount'; readonly byMinorUnits: number }
  | { readonly kind: 'settlement.line-wrong-date'; readonly byDays: number }
  /** A line that belongs to nobody follows this one. */
  | { readonly kind: 'settlement.line-unknown' }
  | { readonly kind: 'settlement.fee-drift'; readonly byMinorUnits: number }
  | { readonly kind: 'settlement.fx-rounding'; readonly byMinorUnits: number };

/** A buyer about to arrive: comes instead so long before (below zero) or after the next cut-off of the PSP. */
export type ArrivalFault = { readonly kind: 'cutoff.straddle'; readonly fromCutOffMs: number };

/** A job of the night about to start. */
export type JobFault =
  /** Started a second time so much later, when the first has ended. */
  | { readonly kind: 'operator.replay-batch'; readonly afterMs: number }
  /** Started twice at once. */
  | { readonly kind: 'operator.double-run' };

/** A click on Buy. */
export type ClickFault =
  | { readonly kind: 'client.double-click'; readonly lagMs: number }
  | { readonly kind: 'client.retry-storm'; readonly clicks: number; readonly everyMs: number };

/** What can happen at each place where something can go wrong. */
export interface FaultsAt {
  readonly link: LinkFault;
  readonly handling: HandlingFault;
  readonly commit: CommitFault;
  readonly door: DoorFault;
  readonly answer: AnswerFault;
  readonly issuer: IssuerFault;
  readonly key: KeyFault;
  readonly webhook: WebhookFault;
  readonly file: FileFault;
  readonly line: LineFault;
  readonly arrival: ArrivalFault;
  readonly job: JobFault;
  readonly click: ClickFault;
}

export type Place = keyof FaultsAt;
export type SiteFault = FaultsAt[Place];
export type Fault = SiteFault | EpisodeFault;
export type FaultKind = Fault['kind'];
