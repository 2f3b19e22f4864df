/** The kinds of text in a scenario, with bounds where a value could be read but makes no sense. */
import type { PartsPerMillion } from '../../../domain/money.ts';
import { isZone } from '../../../domain/calendar.ts';
import { zoneSuggestion } from '../did-you-mean.ts';
import { amountPattern, amountRangePattern, parseAmount, parseAmountRange, parseCurrency } from '../units/amount.ts';
import {
  durationPattern,
  durationRangePattern,
  formatDuration,
  parseDuration,
  parseDurationRange,
  type DurationRange,
} from '../units/duration.ts';
import { parsed, refused, type Parsed } from '../units/parsed.ts';
import { parsePercentage, percentagePattern } from '../units/percentage.ts';
import { parseRate, ratePattern } from '../units/rate.ts';
import { localDateTimePattern, parseLocalDateTime, parseTimeOfDay, timeOfDayPattern } from '../units/wall-clock.ts';
import type { TextForm } from './leaf.ts';

/** A duration within bounds in milliseconds, both included. */
export function durationBetween(leastMs: number, mostMs: number): TextForm<number> {
  const expected = `a duration from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`;
  const parse = (text: string): Parsed<number> => {
    const ms = parseDuration(text);
    return ms.ok && (ms.value < leastMs || ms.value > mostMs) ? refused(expected) : ms;
  };
  return { parse, pattern: durationPattern, examples: ['250ms', '1.5s', '10min', '6h', '2d'] };
}

/** Two durations within bounds in milliseconds, all included. */
export function durationRangeBetween(leastMs: number, mostMs: number): TextForm<DurationRange> {
  const expected = `durations from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`;
  const parse = (text: string): Parsed<DurationRange> => {
    const range = parseDurationRange(text);
    return range.ok && (range.value.leastMs < leastMs || range.value.mostMs > mostMs) ? refused(expected) : range;
  };
  return { parse, pattern: durationRangePattern, examples: ['10min to 8h'] };
}

export const rate: TextForm<number> = {
  parse: parseRate,
  pattern: ratePattern,
  examples: ['40/s', '20/min', '1200/h'],
};

export const percentage: TextForm<PartsPerMillion> = {
  parse: parsePercentage,
  pattern: percentagePattern,
  examples: ['2.9%', '60%'],
};

export const amount = { parse: parseAmount, pattern: amountPattern, examples: ['0.30 EUR', '30 JPY', '0.090 KWD'] };

export const amountRange = {
  parse: parseAmountRange,
  pattern: amountRangePattern,
  examples: ['4.00 EUR to 180.00 EUR'],
};

export const currencyCode = { parse: parseCurrency, pattern: '[A-Z]{3}', examples: ['EUR', 'JPY', 'KWD'] };

export const timeOfDay = { parse: parseTimeOfDay, pattern: timeOfDayPattern, examples: ['21:00', '03:00'] };

export const localDateTime = {
  parse: parseLocalDateTime,
  pattern: localDateTimePattern,
  examples: ['2026-03-02 08:00'],
};

const zonePattern = '[A-Za-z][A-Za-z0-9_+/-]*';
const zoneName = new RegExp(`^${zonePattern}$`);

export const zone: TextForm<string> = {
  parse: (text) =>
    zoneName.test(text) && isZone(text)
      ? parsed(text)
      : refused('an IANA time zone such as Europe/Amsterdam or UTC', zoneSuggestion(text)),
  pattern: zonePattern,
  examples: ['Europe/Amsterdam', 'America/New_York', 'UTC'],
};
/** Names end up in file names and on terminals, so they keep to plain characters. */
export const fileName = matching(
  '[A-Za-z0-9][A-Za-z0-9._-]{0,63}',
  'a name of at most 64 letters, digits, dots, hyphens and underscores',
  ['marketplace-day'],
);

export const phaseName = matching(
  '[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}',
  'a name of at most 64 letters, digits, spaces, dots and hyphens',
  ['evening peak'],
);

export const declineCode = matching(
  '[a-z][a-z0-9_]{0,63}',
  'a code in lower case with underscores, such as insufficient_funds',
  ['insufficient_funds'],
);

export const description: TextForm<string> = {
  parse: (text) =>
    text.length <= 2_000 && /^(?:\n|\P{Cc})*$/u.test(text)
      ? parsed(text)
      : refused('at most 2000 characters, none of them a control character'),
  examples: [],
};

function matching(pattern: string, expected: string, examples: readonly string[]): TextForm<string> {
  const whole = new RegExp(`^${pattern}$`);
  return { parse: (text) => (whole.test(text) ? parsed(text) : refused(expected)), pattern, examples };
}
