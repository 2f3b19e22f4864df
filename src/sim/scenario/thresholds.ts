/** Thresholds: what a run must reach to pass, `checkout.p99 < 5s`. */
import { comparisonIn, parseCount, parseOperator } from './comparison.ts';
import { didYouMean } from './did-you-mean.ts';
import { thresholdMetrics, type Threshold, type ThresholdMetric } from './scenario.ts';
import { decimalPattern } from './units/decimal.ts';
import { parseDuration } from './units/duration.ts';
import { parsed, refused, type Parsed } from './units/parsed.ts';
import { parsePercentage } from './units/percentage.ts';

export const thresholdPattern = `(?:${thresholdMetrics.join('|').replaceAll('.', '\\.')}) *(?:<=?|>=?|=) *${decimalPattern} ?(?:ms|s|min|h|d|%)?`;
const aThreshold = 'a threshold such as checkout.p99 < 5s, captured >= 95% or openBreaks = 0';

/** A metric, a comparison and a bound in the metric's unit. */
export function parseThreshold(text: string): Parsed<Threshold> {
  const { name, sign, bound } = comparisonIn(text);
  if (name === undefined) return refused(aThreshold);
  const metric = thresholdMetrics.find((known) => known === name);
  if (metric === undefined)
    return refused(`a metric: one of ${thresholdMetrics.join(', ')}`, didYouMean(name, thresholdMetrics));
  const operator = parseOperator(metric, sign);
  if (!operator.ok) return operator;
  const value = parseBound(metric, bound);
  return value.ok ? parsed({ expression: text.trim(), metric, operator: operator.value, bound: value.value }) : value;
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
      return parseCount(metric, bound);
  }
}

function boundOf(metric: ThresholdMetric, bound: Parsed<number>): Parsed<number> {
  return bound.ok ? bound : refused(`${metric} with ${bound.expected}`, bound.hint);
}
