/** Ticks of a time axis at round times of the wall clock, over daylight-saving changes too. */
import { addDays, businessDateOf, instantOf, type BusinessDate, type Instant } from '../../../../domain/calendar.ts';
import { shortDate, wallParts } from '../time.ts';

interface TimeTick {
  readonly at: Instant;
  /** `06:00`, `06:00:30`, or `25 Oct` where a tick is a day. */
  readonly text: string;
  /** What a reader needs once: the date of the first tick of a day, the year of the first tick of a year. */
  readonly under?: string;
}

/**
 * The ticks from one instant to another, both included.
 * @param most how many there may be, at least 2
 */
export function timeTicks(from: Instant, to: Instant, zone: string, most: number): TimeTick[] {
  const step = steps.find((ms) => (to - from) / ms <= most - 1) ?? YEAR;
  return labelled(step < MINUTE ? evenTicks(from, to, step) : wallTicks(from, to, zone, step), zone, step);
}

const MILLISECOND = 1;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * MILLISECOND),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 30, 60, 90, 180].map((days) => days * DAY),
];

/** Offsets of zones are whole minutes, so that shorter steps fall on the same instants everywhere. */
function evenTicks(from: Instant, to: Instant, step: number): Instant[] {
  const first = Math.ceil(from / step) * step;
  return first > to
    ? []
    : Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}

function wallTicks(from: Instant, to: Instant, zone: string, step: number): Instant[] {
  const ticks: Instant[] = [];
  let date: BusinessDate = businessDateOf({ zone, cutOff: 0 }, from);
  for (; instantOf(date, 0, zone) <= to; date = addDays(date, Math.max(1, step / DAY))) {
    for (let minute = 0; minute < 1440; minute += step / MINUTE) {
      const at = instantOf(date, minute, zone);
      // A time that the clocks skip in spring is the instant of a later time, which is not to be told twice.
      if (at >= from && at <= to && at > (ticks.at(-1) ?? from - 1)) ticks.push(at);
    }
  }
  return ticks;
}

function labelled(ticks: readonly Instant[], zone: string, step: number): TimeTick[] {
  let said = '';
  return ticks.map((at) => {
    const { date, time } = wallParts(at, zone);
    const context = step < DAY ? shortDate(date) : date.slice(0, 4);
    const tick = { at, text: step < DAY ? time.slice(0, digitsFor(step)) : shortDate(date) };
    if (context === said) return tick;
    said = context;
    return { ...tick, under: context };
  });
}

/** How much of `06:00:30.250` a step needs. */
function digitsFor(step: number): number {
  if (step >= MINUTE) return 5;
  return step >= SECOND ? 8 : 12;
}
