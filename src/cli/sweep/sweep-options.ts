/** What is asked of a sweep on the command line. */
import { MINUTE_MS, parseDuration } from '../../sim/scenario/units/duration.ts';
import { doubledRates, evenRates, parseRateRange, type RateRange, type TriedRate } from '../../sim/sweep/rates.ts';
import { usualDuration } from '../../sim/sweep/step.ts';
import { UserError } from '../user-error.ts';

export interface SweepSettings {
  readonly range: RateRange;
  /** Those that are tried first, lowest first. */
  readonly rates: readonly TriedRate[];
  /** How long buyers come at a rate. */
  readonly forMs: (rate: TriedRate) => number;
}

/** The options as they were typed. */
export interface SweepWords {
  readonly sweep: string;
  readonly steps: string | undefined;
  readonly for: string | undefined;
}

const MOST_STEPS = 100;
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/** @throws UserError for what makes no sense */
export function sweepSettings({ sweep, steps, for: lasts }: SweepWords): SweepSettings {
  const range = parseRateRange(sweep);
  if (!range.ok) throw new UserError(`--sweep ${sweep}: expected ${range.expected}`, range.hint);
  const forMs = lasts === undefined ? undefined : durationOf(lasts);
  return {
    range: range.value,
    rates: steps === undefined ? doubledRates(range.value) : evenRates(range.value, countOf(steps)),
    forMs: forMs === undefined ? usualDuration : () => forMs,
  };
}

function countOf(written: string): number {
  const steps = /^[1-9]\d{0,2}$/.test(written) ? Number(written) : 0;
  if (steps >= 2 && steps <= MOST_STEPS) return steps;
  throw new UserError(`--steps ${written}: expected a whole number from 2 to ${MOST_STEPS}`);
}

function durationOf(written: string): number {
  const ms = parseDuration(written);
  if (ms.ok && ms.value >= MINUTE_MS && ms.value <= LONGEST_MS && ms.value % MINUTE_MS === 0) return ms.value;
  throw new UserError(
    `--for ${written}: expected whole minutes up to a day, such as 5min`,
    ms.ok ? undefined : ms.hint,
  );
}
