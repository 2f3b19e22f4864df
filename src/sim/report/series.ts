/**
 * How a run went, in equal slices of the simulated time: from the first thing that is counted to the last, and never in
 * more than a table or a chart can hold. A longer run has wider slices, and what was counted in narrow ones is added up.
 */
import type { Instant } from '../../domain/calendar.ts';

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
  /** How long each of the checkouts took whose buyers heard in this slice, in milliseconds. */
  readonly checkouts: readonly number[];
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

const emptySlice: Slice = {
  ...{ arrivals: 0, closed: 0, captured: 0, declined: 0, refunds: 0 },
  ...{ pspCalls: 0, repeatedCalls: 0, faultsFired: 0, checkouts: [] },
};

/**
 * @param start the beginning of virtual time
 * @param totals what has been counted so far, in an object of its own
 */
export function createSeries(start: Instant, totals: () => Totals): SeriesRecord {
  let sliceMs = SECOND;
  let slices: Numbered[] = [];
  let [from, to] = [start, start + sliceMs];
  let before: Totals = emptySlice;
  let checkouts: number[] = [];

  const close = (): void => {
    const now = totals();
    const gained = { ...combined(now, before, (a, b) => a - b), checkouts };
    before = now;
    checkouts = [];
    if (isEmpty(gained)) return;
    append(slices, Math.floor((from - start) / sliceMs), gained);
    while (spanOf(slices) > MOST_SLICES) {
      const wider = widerThan(sliceMs);
      slices = joined(slices, wider / sliceMs);
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
    took: (ms) => void checkouts.push(ms),
    series() {
      close();
      const first = slices[0]?.number ?? 0;
      const dense = Array.from({ length: spanOf(slices) }, () => emptySlice);
      for (const { number, slice } of slices) dense[number - first] = slice;
      return { sliceMs, from: start + first * sliceMs, slices: dense };
    },
  };
}

/** A slice in which something was counted, and its number from the beginning of virtual time. */
interface Numbered {
  readonly number: number;
  slice: Slice;
}

/** Slices come in order: one that has the number of the last is a part of it. */
function append(slices: Numbered[], number: number, slice: Slice): void {
  const last = slices.at(-1);
  if (last?.number === number) last.slice = sum(last.slice, slice);
  else slices.push({ number, slice });
}

/** The same in slices that are so many times as wide. */
function joined(slices: readonly Numbered[], factor: number): Numbered[] {
  const wider: Numbered[] = [];
  for (const { number, slice } of slices) append(wider, Math.floor(number / factor), slice);
  return wider;
}

function spanOf(slices: readonly Numbered[]): number {
  const [first, last] = [slices[0], slices.at(-1)];
  return first === undefined || last === undefined ? 0 : last.number - first.number + 1;
}

function widerThan(sliceMs: number): number {
  const wider = widths.find((seconds) => seconds * SECOND > sliceMs);
  return wider === undefined ? sliceMs * 2 : wider * SECOND;
}

function sum(one: Slice, other: Slice): Slice {
  const checkouts = [...one.checkouts, ...other.checkouts];
  return { ...combined(one, other, (a, b) => a + b), checkouts };
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
  return checkouts.length === 0 && Object.values(totals).every((total) => total === 0);
}
