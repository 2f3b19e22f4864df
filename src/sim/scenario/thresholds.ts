/** Thresholds: what a run must reach to pass, `checkout.p99 < 5s`. */
import { didYouMean } from './did-you-mean.ts';
import { thresholdMetrics, type Threshold, type ThresholdMetric } from './scenario.ts';
import { decimalPattern } from './units/decimal.ts';
import { parseDuration } from './units/duration.ts';
import { parsed, refused, type Parsed } from './units/parsed.ts';
import { parsePercentage } from './units/percentage.ts';

const operators = ['<', '<=', '>', '>=', '='] as const;
const likely: readonly (readonly [string, Threshold['operator']])[] = [
  ['==', '='],
  ['=<', '<='],
  ['=>', '>='],
  ['≤', '<='],
  ['≥', '>='],
];

export const thresholdPattern = `(?:${thresholdMetrics.join('|').replaceAll('.', '\\.')}) *(?:<=?|>=?|=) *${decimalPattern} ?(?:ms|s|min|h|d|%)?`;
const aThreshold = 'a threshold such as checkout.p99 < 5s, captured >= 95% or openBreaks = 0';

/** A metric, a comparison and a bound in the metric's unit. */
export function parseThreshold(text: string): Parsed<Threshold> {
  const [, name, sign = '', bound = ''] = /^([\w.]+)\s*([<>=!≤≥]*)\s*(.*)$/.exec(text.trim()) ?? [];
  if (name === undefined) return refused(aThreshold);
  const metric = thresholdMetrics.find((known) => known === name);
  if (metric === undefined)
    return refused(`a metric: one of ${thresholdMetrics.join(', ')}`, didYouMean(name, thresholdMetrics));
  const operator = operators.find((known) => known === sign);
  if (operator === undefined)
    return refused(`${metric}, then one of ${operators.join(' ')} and a bound`, operatorHint(sign));
  const value = parseBound(metric, bound);
  return value.ok ? parsed({ expression: text.trim(), metric, operator, bound: value.value }) : value;
}

function parseBound(metric: ThresholdMetric, bound: string): Parsed<number> {
  switch (metric) {
    case 'checkout.p50':
    case 'checkout.p95':
    case 'checkout.p99':
    case 'checkout.max':
      return boundOf(metric, parseDuration(bound));
    case 'captured':
    case 'declined':
    case 'matched':
      return boundOf(metric, parsePercentage(bound));
    case 'openBreaks':
      return /^\d{1,15}$/.test(bound) ? parsed(Number(bound)) : refused('openBreaks with a whole number');
  }
}

function boundOf(metric: ThresholdMetric, bound: Parsed<number>): Parsed<number> {
  return bound.ok ? bound : refused(`${metric} with ${bound.expected}`, bound.hint);
}

function operatorHint(sign: string): string | undefined {
  const meant = likely.find(([mistaken]) => mistaken === sign)?.[1];
  return meant === undefined ? undefined : `write \`${meant}\``;
}
