/**
 * How a run went, in equal slices of the simulated time: from the first thing that is counted to the last, and never in
 * more than a table or a chart can hold. A longer run has wider slices, and what was counted in narrow ones is added up.
 */
import type { Instant } from '../../domain/calendar.ts';
import { createHistogram, record, type Histogram } from './histogram.ts';

/** What is counted; each of them only grows. */
export interface Totals {
  /** Buyers who came, and checkouts that ended. */
  readonly arrivals: number;
  readonly closed: number;
  /** Orders. */
  readonly captured: number;
  readonly declined: number;
  /** Refunds that the ledger holds. */
  readonly refunds: number;
  /** Calls to the PSP, inquiries among them; and calls that were made again, to it and between services. */
  readonly pspCalls: number;
  readonly repeatedCalls: number;
  readonly faultsFired: number;
}

export interface Slice extends Totals {
  /** How long the checkouts took whose buyers heard in this slice; undefined where none did. */
  readonly checkouts: Histogram | undefined;
}

export interface Series {
  readonly sliceMs: number;
  /** When the first slice begins; some whole slices after the beginning of virtual time. */
  readonly from: Instant;
  readonly slices: readonly Slice[];
}

export interface SeriesRecord {
  /** Time has come this far, and the totals do not hold yet what happens now. */
  reach(at: Instant): void;
  /** A buyer hears, so many milliseconds after Buy. */
  took(ms: number): void;
  series(): Series;
}

const SECOND = 1_000;
const MOST_SLICES = 300;
/** In seconds; each is a multiple of the one before, so that whole slices are added up. */
const widths = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400];

const nothing: Totals = {
  ...{ arrivals: 0, closed: 0, captured: 0, declined: 0, refunds: 0 },
  ...{ pspCalls: 0, repeatedCalls: 0, faultsFired: 0 },
};

/**
 * @param start the beginning of virtual time
 * @param totals what has been counted so far, in an object of its own
 */
export function createSeries(start: Instant, totals: () => Totals): SeriesRecord {
  let sliceMs = SECOND;
  let slices: ReadonlyMap<number, Slice> = new Map();
  let [from, to] = [start, start + sliceMs];
  let before = nothing;
  let checkouts: Histogram | undefined;

  const close = (): void => {
    const now = totals();
    const gained = { ...combined(now, before, (a, b) => a - b), checkouts };
    before = now;
    checkouts = undefined;
    if (isEmpty(gained)) return;
    slices = added([...slices, [Math.floor((from - start) / sliceMs), gained]]);
    while (spanOf(slices) > MOST_SLICES) {
      const wider = widerThan(sliceMs);
      const factor = wider / sliceMs;
      slices = added([...slices].map(([number, slice]) => [Math.floor(number / factor), slice]));
      sliceMs = wider;
    }
  };

  return {
    reach(at) {
      if (at < to) return;
      close();
      from = start + Math.floor((at - start) / sliceMs) * sliceMs;
      to = from + sliceMs;
    },
    took: (ms) => record((checkouts ??= createHistogram()), ms),
    series() {
      close();
      if (slices.size === 0) return { sliceMs, from: start, slices: [] };
      const first = Math.min(...slices.keys());
      const dense = Array.from({ length: spanOf(slices) }, (_, index) => slices.get(first + index) ?? emptySlice);
      return { sliceMs, from: start + first * sliceMs, slices: dense };
    },
  };
}

const emptySlice: Slice = { ...nothing, checkouts: undefined };

function widerThan(sliceMs: number): number {
  const wider = widths.find((seconds) => seconds * SECOND > sliceMs);
  return wider === undefined ? sliceMs * 2 : wider * SECOND;
}

function spanOf(slices: ReadonlyMap<number, Slice>): number {
  return slices.size === 0 ? 0 : Math.max(...slices.keys()) - Math.min(...slices.keys()) + 1;
}

/** Slices of the same number are one. */
function added(numbered: Iterable<readonly [number, Slice]>): Map<number, Slice> {
  const slices = new Map<number, Slice>();
  for (const [number, slice] of numbered) {
    const other = slices.get(number);
    slices.set(number, other === undefined ? slice : sum(other, slice));
  }
  return slices;
}

function sum(one: Slice, other: Slice): Slice {
  const totals = combined(one, other, (a, b) => a + b);
  if (one.checkouts === undefined || other.checkouts === undefined)
    return { ...totals, checkouts: one.checkouts ?? other.checkouts };
  one.checkouts.add(other.checkouts);
  return { ...totals, checkouts: one.checkouts };
}

function combined(one: Totals, other: Totals, combine: (a: number, b: number) => number): Totals {
  return {
    arrivals: combine(one.arrivals, other.arrivals),
    closed: combine(one.closed, other.closed),
    captured: combine(one.captured, other.captured),
    declined: combine(one.declined, other.declined),
    refunds: combine(one.refunds, other.refunds),
    pspCalls: combine(one.pspCalls, other.pspCalls),
    repeatedCalls: combine(one.repeatedCalls, other.repeatedCalls),
    faultsFired: combine(one.faultsFired, other.faultsFired),
  };
}

function isEmpty({ checkouts, ...totals }: Slice): boolean {
  return checkouts === undefined && Object.values(totals).every((total) => total === 0);
}
