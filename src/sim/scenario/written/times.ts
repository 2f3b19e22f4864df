/** A time that is drawn anew each time: `20ms`, `5ms to 40ms`, or quantiles. */
import { z } from 'zod';
import type { Quantiles } from '../scenario.ts';
import {
  DAY_MS,
  durationPattern,
  formatDuration,
  parseDuration,
  parseDurationRange,
  type DurationRange,
} from '../units/duration.ts';
import { parsed, refused, type Parsed } from '../units/parsed.ts';
import { text, type TextForm } from './leaf.ts';
import { quantiles } from './quantiles.ts';

const LONGEST_MS = DAY_MS;

const asTime =
  'a duration such as 20ms, two such as 5ms to 40ms, or quantiles such as { min: 5ms, p99: 40ms, max: 2s }';

/** `20ms`, or `5ms to 40ms`, every millisecond of which is as likely. */
function oneOrTwo(leastAllowedMs: number): TextForm<Quantiles> {
  const expected = `durations from ${formatDuration(leastAllowedMs)} to ${formatDuration(LONGEST_MS)}`;
  return {
    parse(written) {
      const range = rangeIn(written);
      if (!range.ok) return refused(asTime, range.hint);
      const { leastMs, mostMs } = range.value;
      if (leastMs < leastAllowedMs || mostMs > LONGEST_MS) return refused(expected);
      return parsed([
        { share: 0, ms: leastMs },
        { share: 1_000_000, ms: mostMs },
      ]);
    },
    pattern: `${durationPattern}(?: to ${durationPattern})?`,
    examples: ['20ms', '5ms to 40ms'],
  };
}

function rangeIn(written: string): Parsed<DurationRange> {
  if (written.includes(' to ')) return parseDurationRange(written);
  const one = parseDuration(written);
  return one.ok ? parsed({ leastMs: one.value, mostMs: one.value }) : one;
}

/**
 * @param description what takes that time
 * @param leastMs no time may be shorter
 */
export function times(description: string, leastMs = 0) {
  return z
    .union([text(oneOrTwo(leastMs), description), quantiles(description, leastMs)], { error: asTime })
    .describe(description);
}
