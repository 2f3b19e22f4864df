/** Percentages as people write them, `2.9%`, exact in parts per million. */
import type { PartsPerMillion } from '../../../domain/money.ts';
import { decimalPattern, formatScaled, parseDecimal, timesWhole } from './decimal.ts';
import { parsed, refused, type Parsed } from './parsed.ts';

export const percentagePattern = `${decimalPattern} ?%`;
const aPercentage = 'a percentage such as 2.9%';

const form = new RegExp(`^(${decimalPattern}) ?%$`);

/** From 0% to 100%, with at most four decimals. */
export function parsePercentage(text: string): Parsed<PartsPerMillion> {
  const number = form.exec(text.trim())?.[1];
  if (number === undefined) return refused(aPercentage, hintFor(text.trim()));
  const decimal = parseDecimal(number);
  const share = decimal === undefined ? 'large' : timesWhole(decimal, 10_000);
  if (share === 'inexact') return refused('a percentage with at most four decimals');
  return share === 'large' || share > 1_000_000 ? refused('a percentage from 0% to 100%') : parsed(share);
}

/** The exact percentage, without trailing zeros: 29,000 is `2.9%`. */
export function formatPercentage(share: PartsPerMillion): string {
  return `${formatScaled(share, 4)}%`;
}

/** `0.6` is as likely to mean 60% as 0.6%, so both are offered. */
function hintFor(text: string): string | undefined {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const asFraction = timesWhole(decimal, 1_000_000);
  if (typeof asFraction !== 'number' || asFraction > 1_000_000 || asFraction === 0) return `write ${text}%`;
  return `write ${formatPercentage(asFraction)} or ${text}%`;
}
