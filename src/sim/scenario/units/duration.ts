/** Durations as people write them: `250ms`, `1.5s`, `10min`, `6h`, `2d`. A day is 24 hours. */
import { decimalPattern, formatScaled, parseDecimal, timesWhole } from './decimal.ts';
import { parsed, refused, type Parsed } from './parsed.ts';

/** Milliseconds, largest first. */
const unitMs = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000, ms: 1 } as const;
type Unit = keyof typeof unitMs;

export const DAY_MS = unitMs.d;
export const HOUR_MS = unitMs.h;
export const MINUTE_MS = unitMs.min;

export const durationPattern = `${decimalPattern} ?(?:ms|s|min|h|d)`;
const aDuration = 'a duration such as 250ms, 1.5s, 10min, 6h or 2d';

const form = new RegExp(`^(${decimalPattern}) ?([A-Za-z]*)$`);

/** Words for the units that are not theirs. */
const otherNames: Readonly<Record<string, Unit>> = {
  m: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  msec: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
};

/** A whole number of milliseconds, zero or more. */
export function parseDuration(text: string): Parsed<number> {
  const [, number = '', unit = ''] = form.exec(text.trim()) ?? [];
  const decimal = parseDecimal(number);
  if (decimal === undefined) return refused(aDuration);
  if (unit === '')
    return refused(aDuration, `give it a unit: ${number}ms, ${number}s, ${number}min, ${number}h or ${number}d`);
  if (!isUnit(unit)) {
    const meant = isUnit(unit.toLowerCase()) ? unit.toLowerCase() : otherNames[unit.toLowerCase()];
    return refused(aDuration, meant === undefined ? undefined : `did you mean \`${number}${meant}\`?`);
  }
  const ms = timesWhole(decimal, unitMs[unit]);
  if (ms === 'inexact') return refused('a whole number of milliseconds');
  return ms === 'large' ? refused('a duration of less than 285,000 years') : parsed(ms);
}

/**
 * The shortest exact way to write a duration: `90min`, `1.5s`, `25h`.
 * @param ms a safe integer, not negative
 */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const whole = Object.entries(unitMs).find(([, size]) => ms % size === 0);
  if (whole !== undefined && whole[0] !== 'ms') return `${ms / whole[1]}${whole[0]}`;
  return ms < 1_000 ? `${ms}ms` : `${formatScaled(ms, 3)}s`;
}

/** From one duration to another, both included. */
export interface DurationRange {
  readonly leastMs: number;
  readonly mostMs: number;
}

export const durationRangePattern = `${durationPattern} to ${durationPattern}`;

/** Two durations, `10min to 8h`, the shorter one first. */
export function parseDurationRange(text: string): Parsed<DurationRange> {
  const [from, to, more] = text.trim().split(/ +to +/);
  if (from === undefined || to === undefined || more !== undefined)
    return refused(
      'two durations such as 10min to 8h',
      parseDuration(text).ok ? `write ${text} to ${text}` : undefined,
    );
  const least = parseDuration(from);
  if (!least.ok) return least;
  const most = parseDuration(to);
  if (!most.ok) return most;
  return least.value <= most.value
    ? parsed({ leastMs: least.value, mostMs: most.value })
    : refused('two durations of which the first is not the longer one', `did you mean \`${to} to ${from}\`?`);
}

function isUnit(text: string): text is Unit {
  return Object.hasOwn(unitMs, text);
}
