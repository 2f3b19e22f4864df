/**
 * How much a service of limited capacity had to do: minute by minute, and over the run. What the station holds changes at
 * facts alone, so that between two of them it is multiplied by the time.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Occupied } from '../facts.ts';
import { durationsIn, type Durations } from './durations.ts';
import { createHistogram, record } from './histogram.ts';
import { MINUTE_MS } from './minutes.ts';

/** What happened within one minute. */
export interface Minute {
  /** Milliseconds of all places that were taken, and of all messages that waited. */
  busyMs: number;
  waitingMs: number;
  /** The longest queue. */
  most: number;
  served: number;
  rejected: number;
}

/** A stretch of time in which no place was free. */
export interface Stretch {
  readonly from: Instant;
  /** Undefined as long as it lasts. */
  readonly to: Instant | undefined;
  readonly rejected: number;
}

export interface Gauge {
  occupied(fact: Occupied): void;
  served(at: Instant): void;
  rejected(at: Instant): void;
  /** By their number from the beginning of virtual time. */
  readonly minutes: ReadonlyMap<number, Minute>;
  /** How long messages waited for a place, of those that got one, and all of it in milliseconds. */
  waits(): { readonly waits: Durations; readonly waitedMs: number };
  /** The longest stretch in which no place was free; undefined where there was always one. */
  longest(now: Instant): Stretch | undefined;
  /** When the last stretch ended in which a message was rejected; undefined where none was, or where it still lasts. */
  recoveredAt(): Instant | undefined;
  /** When a message was rejected first; undefined where none was. */
  rejectedFrom(): Instant | undefined;
}

/** @param start the beginning of virtual time */
export function createGauge(start: Instant, concurrency: number): Gauge {
  const minutes = new Map<number, Minute>();
  const waits = createWaits();
  const stretches = createStretches();
  let held = { at: start, busy: 0, waiting: 0 };
  let rejectedFrom: Instant | undefined;

  const minuteAt = (at: Instant): Minute => {
    const number = Math.floor((at - start) / MINUTE_MS);
    let minute = minutes.get(number);
    if (minute === undefined)
      minutes.set(number, (minute = { busyMs: 0, waitingMs: 0, most: 0, served: 0, rejected: 0 }));
    return minute;
  };
  /** Puts the time since the last change into its minutes. */
  const spread = (until: Instant): void => {
    const { busy, waiting } = held;
    if (busy + waiting === 0) return;
    for (let at = held.at; at < until;) {
      const end = Math.min(until, at + MINUTE_MS - ((at - start) % MINUTE_MS));
      const minute = minuteAt(at);
      minute.busyMs += busy * (end - at);
      minute.waitingMs += waiting * (end - at);
      minute.most = Math.max(minute.most, waiting);
      at = end;
    }
  };

  return {
    occupied({ at, busy, waiting, waitedMs }) {
      spread(at);
      held = { at, busy, waiting };
      if (waiting > 0) minuteAt(at).most = Math.max(minuteAt(at).most, waiting);
      for (const ms of waitedMs) waits.add(ms);
      stretches.changed(at, busy >= concurrency || waiting > 0);
    },
    served: (at) => void (minuteAt(at).served += 1),
    rejected(at) {
      minuteAt(at).rejected += 1;
      rejectedFrom ??= at;
      stretches.rejected(at);
    },
    minutes,
    waits: waits.summary,
    longest: stretches.longest,
    recoveredAt: stretches.recoveredAt,
    rejectedFrom: () => rejectedFrom,
  };
}

function createWaits() {
  const histogram = createHistogram();
  let waitedMs = 0;
  return {
    add(ms: number): void {
      waitedMs += ms;
      record(histogram, ms);
    },
    summary: () => ({ waits: durationsIn(histogram), waitedMs }),
  };
}

function createStretches() {
  let since: Instant | undefined;
  let rejected = 0;
  let longest: Stretch | undefined;
  let hasRejected = false;
  let recoveredAt: Instant | undefined;
  const longerOf = (ended: Stretch, now: Instant): Stretch =>
    longest === undefined || now - ended.from > (longest.to ?? now) - longest.from ? ended : longest;

  return {
    changed(at: Instant, isFull: boolean): void {
      if (isFull) since ??= at;
      if (isFull || since === undefined) return;
      longest = longerOf({ from: since, to: at, rejected }, at);
      if (hasRejected) recoveredAt = at;
      since = undefined;
      rejected = 0;
      hasRejected = false;
    },
    rejected(at: Instant): void {
      rejected += 1;
      hasRejected = true;
      recoveredAt = undefined;
      // A service that is paused may have free places and let nobody in.
      since ??= at;
    },
    longest: (now: Instant): Stretch | undefined =>
      since === undefined ? longest : longerOf({ from: since, to: undefined, rejected }, now),
    recoveredAt: () => recoveredAt,
  };
}
