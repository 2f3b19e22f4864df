/** Instants and durations as people read them. */
import { Temporal } from 'temporal-polyfill';
import { formatInstant, type Instant } from '../../../domain/calendar.ts';
import { perHour, type RateUnit } from '../../scenario/units/rate.ts';
import { count } from './format.ts';

/** The instant that a report's text names in ISO 8601; undefined when it names none. */
export function instantIn(text: string): Instant | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** `25 Oct 2026, 18:03:11 +01:00` at the zone's wall clock, to the millisecond where there is one; the text itself when it names no instant. */
export function wallClock(text: string, zone: string): string {
  const instant = instantIn(text);
  if (instant === undefined) return text;
  const { date, time, offset } = wallParts(instant, zone);
  return `${longDate(date)}, ${time.endsWith('.000') ? time.slice(0, 8) : time} ${offset}`;
}

/** `2026-10-25`, `18:03:11.250`, `+01:00`. */
export function wallParts(instant: Instant, zone: string): { date: string; time: string; offset: string } {
  const [date = '', time = '', offset = ''] = formatInstant(instant, zone).split(' ');
  return { date, time, offset };
}

/** `25 Oct` for `2026-10-25`, with a space that does not break. */
export function shortDate(date: string): string {
  const month = months[Number(date.slice(5, 7)) - 1];
  return month === undefined ? date : `${Number(date.slice(8, 10))}\u00A0${month}`;
}

/** `25 Oct 2026` for `2026-10-25`. */
export function longDate(date: string): string {
  const short = shortDate(date);
  return short === date ? date : `${short}\u00A0${date.slice(0, 4)}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A latency, to the millisecond: `250 ms`, `2.345 s`, `6 min 21.951 s`. */
export function latency(ms: number): string {
  if (ms < 1000) return `${count(ms)} ms`;
  const seconds = count(Number(((ms % 60_000) / 1000).toFixed(3)));
  const minutes = ms < 60_000 ? '' : partsOf(ms - (ms % 60_000)).join(' ');
  return [minutes, seconds === '0' ? '' : `${seconds} s`].filter((part) => part !== '').join(' ');
}

/** A rate of so many an hour, in a unit that is given, so that rates side by side have the same: `31.7/s`, `0.0167/min`. */
export function rateIn(unit: RateUnit, hourly: number): string {
  const rate = hourly / perHour[unit];
  return `${count(Number(rate < 1 ? rate.toPrecision(3) : rate.toFixed(3)))}/${unit}`;
}

/** A stretch of time in its two largest units: `3 d 6 h`, `17 min 23 s`, `40 ms`. */
export function stretch(ms: number): string {
  if (ms < 1000) return `${count(Math.round(ms))} ms`;
  const largest = units.findIndex((unit) => ms >= unit.ms);
  return partsOf(ms, largest + 2).join(' ');
}

/** How many there are of each unit, down to the smallest that is asked for; of what there is none, nothing is said. */
function partsOf(ms: number, end = units.length): string[] {
  let rest = ms;
  return units.slice(0, end).flatMap(({ ms: size, name }) => {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    return whole === 0 ? [] : [`${count(whole)} ${name}`];
  });
}

const units = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
  { ms: 1_000, name: 's' },
];
