/** Checkouts that arrive and that end, minute by minute, and summed into slices that a chart can show. */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Hearing } from '../hearing.ts';
import { addedMinutes, createMinuteCounter, MINUTE_MS, type Minutes } from './minutes.ts';
import type { Report } from './report.ts';

export interface Throughput {
  readonly hears: Hearing;
  /** How many checkouts have ended. */
  ended(): number;
  traffic(): Traffic;
}

/** Checkouts by the minute, and between which instants they all came and ended; null where none did. */
export interface Traffic {
  readonly arrived: Minutes;
  readonly closed: Minutes;
  readonly firstArrivalAt: Instant | null;
  readonly lastEndAt: Instant | null;
}

const MOST_SLICES = 120;
/** Minutes that people divide a day by. */
const sliceMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

export function createThroughput(start: Instant): Throughput {
  const arrived = createMinuteCounter(start);
  const closed = createMinuteCounter(start);
  let ended = 0;
  let firstArrivalAt: Instant | null = null;
  let lastEndAt: Instant | null = null;

  return {
    hears: {
      delivered: {
        BuyerArrived({ at }) {
          firstArrivalAt ??= at;
          arrived.count(at);
        },
      },
      written: {
        paymentEvents({ before, after, at }) {
          // A slow commit is asked for again, and a closed event is then stored twice.
          if (before?.status !== 'received' || after.status === 'received') return;
          lastEndAt = at;
          ended += 1;
          closed.count(at);
        },
      },
    },
    ended: () => ended,
    traffic: () => ({ arrived: arrived.minutes(), closed: closed.minutes(), firstArrivalAt, lastEndAt }),
  };
}

export function addedTraffic(a: Traffic, b: Traffic): Traffic {
  return {
    arrived: addedMinutes(a.arrived, b.arrived),
    closed: addedMinutes(a.closed, b.closed),
    firstArrivalAt: either(a.firstArrivalAt, b.firstArrivalAt, Math.min),
    lastEndAt: either(a.lastEndAt, b.lastEndAt, Math.max),
  };
}

function either(a: Instant | null, b: Instant | null, of: (a: Instant, b: Instant) => Instant): Instant | null {
  if (a === null || b === null) return a ?? b;
  return of(a, b);
}

/** @param start the beginning of virtual time */
export function slicesOf({ arrived, closed, ...span }: Traffic, start: Instant): Report['throughput'] {
  const { firstArrivalAt, lastEndAt } = span;
  const tookMs = firstArrivalAt === null || lastEndAt === null ? 0 : lastEndAt - firstArrivalAt;
  const minutes = [...arrived, ...closed].map(([minute]) => minute);
  if (minutes.length === 0) return { tookMs, sliceMs: MINUTE_MS, from: isoInstant(start), arrived: [], closed: [] };
  const [first, last] = minutes.reduce(
    ([low, high], minute) => [Math.min(low, minute), Math.max(high, minute)],
    [Infinity, 0],
  );
  const width = widthFor(last - first + 1);
  const from = Math.floor(first / width) * width;
  const slices = Math.floor((last - from) / width) + 1;
  return {
    tookMs,
    sliceMs: width * MINUTE_MS,
    from: isoInstant(start + from * MINUTE_MS),
    arrived: summed(arrived, from, width, slices),
    closed: summed(closed, from, width, slices),
  };
}

/** The narrowest slice that keeps a chart readable; whole days for very long runs. */
export function widthFor(minutes: number): number {
  const fitting = sliceMinutes.find((width) => minutes / width <= MOST_SLICES);
  return fitting ?? Math.ceil(minutes / MOST_SLICES / 1440) * 1440;
}

function summed(minutes: Minutes, from: number, width: number, slices: number): number[] {
  const sums = Array.from({ length: slices }, () => 0);
  for (const [minute, count] of minutes) {
    const slice = Math.floor((minute - from) / width);
    sums[slice] = (sums[slice] ?? 0) + count;
  }
  return sums;
}
