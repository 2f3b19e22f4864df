/** The rates of arrival that a sweep tries, lowest first: those of its range, and then some around the knee. */
import { parsed, refused, type Parsed } from '../scenario/units/parsed.ts';
import { parseRate, perHour, unitOfRate, type RateUnit } from '../scenario/units/rate.ts';

/** All rates of a sweep are in one unit, as its user thinks of them. */
export interface RateRange {
  readonly unit: RateUnit;
  /** In that unit; the least is more than nothing and less than the most. */
  readonly least: number;
  readonly most: number;
}

export interface TriedRate {
  /** As a scenario has it: `27.5/s`. */
  readonly text: string;
  /** In checkouts an hour. */
  readonly perHour: number;
}

const aRange = 'two rates such as 5/s..200/s, the lower one first';

export function parseRateRange(written: string): Parsed<RateRange> {
  const [from, to, more] = written.split('..').map((part) => part.trim());
  if (from === undefined || to === undefined || more !== undefined) return refused(aRange);
  const [low, high] = [parseRate(from), parseRate(to)];
  if (!low.ok) return refused(aRange, low.hint ?? `${from || 'nothing'} is no rate`);
  if (!high.ok) return refused(aRange, high.hint ?? `${to || 'nothing'} is no rate`);
  if (low.value === 0) return refused(aRange, 'the lower rate is more than nothing');
  if (low.value === high.value) return refused(aRange, 'the higher rate is more than the lower');
  if (low.value > high.value) return refused(aRange, `did you mean ${to}..${from}?`);
  if (high.value > low.value * MOST_TIMES)
    return refused(`rates of which the higher is at most a million times the lower`);
  const unit = slowerOf(unitOfRate(from), unitOfRate(to));
  return parsed({ unit, least: low.value / perHour[unit], most: high.value / perHour[unit] });
}

const MOST_TIMES = 1_000_000;

/** The lowest rate, its double and so on, and the highest. */
export function doubledRates({ unit, least, most }: RateRange): TriedRate[] {
  const rates: number[] = [];
  for (let rate = least; rate < most; rate *= 2) rates.push(rounded(rate));
  return [...rates, most].map((rate) => rateOf(rate, unit));
}

/** So many rates at equal distances, the lowest and the highest among them. */
export function evenRates({ unit, least, most }: RateRange, count: number): TriedRate[] {
  const steps = count - 1;
  const between = Array.from({ length: steps - 1 }, (_, index) =>
    rounded(least + ((most - least) * (index + 1)) / steps),
  );
  return distinct([least, ...between, most]).map((rate) => rateOf(rate, unit));
}

/** How many new rates stand between two of which one meets what the other misses. */
const BETWEEN = 3;

/** Rates between two others, of three digits; fewer where there are not so many. */
export function ratesBetween(low: TriedRate, high: TriedRate, unit: RateUnit): TriedRate[] {
  const [from, to] = [low.perHour / perHour[unit], high.perHour / perHour[unit]];
  const between = Array.from({ length: BETWEEN }, (_, index) =>
    rounded(from + ((to - from) * (index + 1)) / (BETWEEN + 1)),
  );
  return distinct(between)
    .filter((rate) => rate > from && rate < to)
    .map((rate) => rateOf(rate, unit));
}

function rateOf(rate: number, unit: RateUnit): TriedRate {
  const text = `${rate}/${unit}`;
  const read = parseRate(text);
  if (!read.ok) throw new RangeError(`${text} is no rate`);
  return { text, perHour: read.value };
}

/** To three digits: more would claim to know more than a step can show. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(3));
}

function distinct(rates: readonly number[]): number[] {
  return [...new Set(rates)];
}

function slowerOf(a: RateUnit, b: RateUnit): RateUnit {
  return perHour[a] < perHour[b] ? a : b;
}
