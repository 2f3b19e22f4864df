/** How the written form limits what services can do at a time. */
import { z } from 'zod';
import type { Capacity, LimitedService, Quantiles } from '../scenario.ts';
import { DAY_MS, durationPattern, parseDuration, parseDurationRange, type DurationRange } from '../units/duration.ts';
import { parsed, refused, type Parsed } from '../units/parsed.ts';
import { mapping, text, wholeNumber, type TextForm } from './leaf.ts';
import { quantiles } from './quantiles.ts';

const LONGEST_MS = DAY_MS;

const asTime =
  'a duration such as 20ms, two such as 5ms to 40ms, or quantiles such as { min: 5ms, p99: 40ms, max: 2s }';

/** `20ms`, or `5ms to 40ms`, every millisecond of which is as likely. */
const oneOrTwo: TextForm<Quantiles> = {
  parse(written) {
    const range = rangeIn(written);
    if (!range.ok) return refused(asTime, range.hint);
    const { leastMs, mostMs } = range.value;
    if (mostMs > LONGEST_MS) return refused('durations of a day at most');
    return parsed([
      { share: 0, ms: leastMs },
      { share: 1_000_000, ms: mostMs },
    ]);
  },
  pattern: `${durationPattern}(?: to ${durationPattern})?`,
  examples: ['20ms', '5ms to 40ms'],
};

function rangeIn(written: string): Parsed<DurationRange> {
  if (written.includes(' to ')) return parseDurationRange(written);
  const one = parseDuration(written);
  return one.ok ? parsed({ leastMs: one.value, mostMs: one.value }) : one;
}

const howLong = 'How long a message takes to be served.';

const limits = mapping(
  {
    concurrency: wholeNumber(1, 1_000_000, 'Messages from other services that are served at a time.'),
    time: z.union([text(oneOrTwo, howLong), quantiles(howLong)], { error: asTime }).describe(howLong),
    queue: wholeNumber(
      0,
      100_000_000,
      'Messages that may wait for a place; what comes then is rejected. When left out, any number may wait.',
    ).optional(),
  },
  'What the service can do at a time. Without a limit it does everything at once.',
)
  .transform(({ concurrency, time, queue }): Capacity => ({ concurrency, time, queue }))
  .optional();

const limited: Readonly<Record<LimitedService, typeof limits>> = {
  'payment-service': limits,
  executor: limits,
  psp: limits,
  bank: limits,
  wallet: limits,
  ledger: limits,
  reconciliation: limits,
};

export const capacity = mapping(
  limited,
  'How much services can do at a time, and how long it takes them. A service that is left out has no limit, and needs no time.',
)
  .transform((services): ReadonlyMap<LimitedService, Capacity> | undefined => {
    const all = Object.entries(services) as [LimitedService, Capacity | undefined][];
    const some = all.filter((entry): entry is [LimitedService, Capacity] => entry[1] !== undefined);
    return some.length === 0 ? undefined : new Map(some);
  })
  .optional();
