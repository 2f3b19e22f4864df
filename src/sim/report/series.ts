/**
 * How a run went, in equal slices of the simulated time: from the first thing that is counted to the last, and never in
 * more than a table or a chart can hold. A longer run has wider slices, and what was counted in narrow ones is added up.
 */
import type { Instant } from '../../domain/calendar.ts';
import { addedDurationCounts, durationCounts, noDurations, type DurationCounts } from './duration-counts.ts';
import { longestAlike } from './histogram.ts';

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
  /**
   * How long the checkouts took whose buyers heard in this slice; as exact as a histogram, so that there are not ever more
   * durations.
   */
  readonly took: DurationCounts;
}

/** In a form that adds up over several runs that begin at the same time: slices by their number from there, without empty ones. */
export interface SeriesMeasures {
  readonly sliceMs: number;
  readonly slices: readonly (readonly [number: number, slice: Slice])[];
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
  measures(): SeriesMeasures;
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
  let slices: (readonly [number: number, slice: Slice])[] = [];
  let [from, to] = [start, start + sliceMs];
  let before = nothing;
  let took = new Map<number, number>();

  const close = (): void => {
    const now = totals();
    const gained = combined(now, before, (a, b) => a - b, durationCounts(took));
    before = now;
    took = new Map();
    if (isEmpty(gained)) return;
    const number = Math.floor((from - start) / sliceMs);
    const last = slices.at(-1);
    if (last?.[0] === number) slices[slices.length - 1] = [number, sum(last[1], gained)];
    else slices.push([number, gained]);
    if (spanOf(slices) <= MOST_SLICES) return;
    const fewer = shortened({ sliceMs, slices });
    sliceMs = fewer.sliceMs;
    slices = [...fewer.slices];
  };

  return {
    reach(at) {
      if (at < to) return;
      close();
      from = start + Math.floor((at - start) / sliceMs) * sliceMs;
      to = from + sliceMs;
    },
    took(ms) {
      const about = longestAlike(ms);
      took.set(about, (took.get(about) ?? 0) + 1);
    },
    measures() {
      close();
      return { sliceMs, slices };
    },
  };
}

/** One slice after the other, empty ones among them. */
export function denseSeries({ sliceMs, slices }: SeriesMeasures, start: Instant): Series {
  const [first = 0] = slices[0] ?? [];
  const byNumber = new Map(slices);
  const dense = Array.from({ length: spanOf(slices) }, (_, index) => byNumber.get(first + index) ?? emptySlice);
  return { sliceMs, from: start + first * sliceMs, slices: dense };
}

/** Of two runs, in slices as wide as the wider ones of the two, or wider. */
export function addedSeries(a: SeriesMeasures, b: SeriesMeasures): SeriesMeasures {
  const sliceMs = Math.max(a.sliceMs, b.sliceMs);
  const both = [a, b].flatMap((one) =>
    one.slices.map(([number, slice]) => [Math.floor((number * one.sliceMs) / sliceMs), slice] as const),
  );
  return shortened({ sliceMs, slices: both });
}

/** Slices of the same number are one, and all are wide enough for there to be no more than are shown. */
function shortened({ sliceMs, slices }: SeriesMeasures): SeriesMeasures {
  const sums = added(slices);
  if (spanOf(sums) <= MOST_SLICES) return { sliceMs, slices: sums };
  const wider = widerThan(sliceMs);
  const factor = wider / sliceMs;
  return shortened({
    sliceMs: wider,
    slices: sums.map(([number, slice]) => [Math.floor(number / factor), slice] as const),
  });
}

const emptySlice: Slice = { ...nothing, took: noDurations };

function widerThan(sliceMs: number): number {
  const wider = widths.find((seconds) => seconds * SECOND > sliceMs);
  return wider === undefined ? sliceMs * 2 : wider * SECOND;
}

/** @param slices ascending */
function spanOf(slices: SeriesMeasures['slices']): number {
  const [first, last] = [slices.at(0), slices.at(-1)];
  return first === undefined || last === undefined ? 0 : last[0] - first[0] + 1;
}

function added(numbered: SeriesMeasures['slices']): SeriesMeasures['slices'] {
  const slices = new Map<number, Slice>();
  for (const [number, slice] of numbered) {
    const other = slices.get(number);
    slices.set(number, other === undefined ? slice : sum(other, slice));
  }
  return [...slices].toSorted(([a], [b]) => a - b);
}

function sum(one: Slice, other: Slice): Slice {
  return combined(one, other, (a, b) => a + b, addedDurationCounts(one.took, other.took));
}

function combined(one: Totals, other: Totals, combine: (a: number, b: number) => number, took: DurationCounts): Slice {
  return {
    arrivals: combine(one.arrivals, other.arrivals),
    closed: combine(one.closed, other.closed),
    captured: combine(one.captured, other.captured),
    declined: combine(one.declined, other.declined),
    refunds: combine(one.refunds, other.refunds),
    pspCalls: combine(one.pspCalls, other.pspCalls),
    repeatedCalls: combine(one.repeatedCalls, other.repeatedCalls),
    faultsFired: combine(one.faultsFired, other.faultsFired),
    took,
  };
}

function isEmpty({ took, ...totals }: Slice): boolean {
  return took.ms.length === 0 && Object.values(totals).every((total) => total === 0);
}
