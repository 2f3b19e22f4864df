/** Rates of traffic as people write them: `40/s`, `20/min`, `1200/h`. Inside they are checkouts an hour. */
import { decimalPattern, parseDecimal } from './decimal.ts';
import { parsed, refused, type Parsed } from './parsed.ts';

/** How many of the unit make an hour, most first. */
export const perHour = { s: 3_600, min: 60, h: 1 } as const;
export type RateUnit = keyof typeof perHour;

export const ratePattern = `${decimalPattern} ?/ ?(?:s|min|h)`;
const aRate = 'a rate such as 40/s, 20/min or 1200/h';

/** Of `200rps` and `20 orders per h`, too, which show what is meant. */
const form = new RegExp(`^(${decimalPattern}) ?([a-z]{0,20} ?(?:/|per|p)) ?([a-z]{0,20})$`, 'i');
const HIGHEST = 3_600_000_000;

/** Checkouts an hour, zero or more; not always a whole number. */
export function parseRate(text: string): Parsed<number> {
  const trimmed = text.trim();
  const [, number = trimmed, between, unit = ''] = form.exec(trimmed) ?? [];
  const decimal = parseDecimal(number);
  if (decimal === undefined) return refused(aRate);
  if (unit !== 's' && unit !== 'min' && unit !== 'h') return refused(aRate, hintFor(number, unit));
  if (between !== '/') return refused(aRate, `write ${number}/${unit}`);
  // Each step is correctly rounded, so that every platform gets the same number; a power of floats need not be.
  const rate = Number(decimal.digits * BigInt(perHour[unit])) / Number(10n ** BigInt(decimal.decimals));
  return rate > HIGHEST ? refused('a rate of at most 1000000/s') : parsed(rate);
}

/** The rate in the largest unit that makes it a whole number; where none does, an hour's, to three decimals. */
export function formatRate(rate: number): string {
  if (rate === 0) return '0/h';
  const whole = Object.entries(perHour).find(([, factor]) => Number.isInteger(rate / factor));
  if (whole !== undefined) return `${rate / whole[1]}/${whole[0]}`;
  return `${Math.round(rate * 1_000) / 1_000}/h`;
}

/** The unit in which a rate, or a comparison with one, is written. */
export function unitOfRate(text: string): RateUnit {
  const unit = text.slice(text.indexOf('/') + 1).trim();
  return unit === 's' || unit === 'min' ? unit : 'h';
}

function hintFor(number: string, unit: string): string {
  const meant = { s: 's', m: 'min', h: 'h' }[unit.charAt(0).toLowerCase()];
  return meant === undefined
    ? `say how often: ${number}/s, ${number}/min or ${number}/h`
    : `did you mean \`${number}/${meant}\`?`;
}
