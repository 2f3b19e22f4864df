/** Expectations: what a run must have exercised to prove anything, `faults.service.crash >= 3`. */
import { faultKinds } from '../faults/catalogue.ts';
import { comparisonIn, parseCount, parseOperator } from './comparison.ts';
import { didYouMean } from './did-you-mean.ts';
import { expectationMetrics, type Expectation, type ExpectationMetric } from './scenario.ts';
import { parsed, refused, type Parsed } from './units/parsed.ts';

const counters = Object.keys(expectationMetrics) as (keyof typeof expectationMetrics)[];
const ofOneKind = faultKinds.map((kind) => `faults.${kind}` as const);
const metrics: readonly ExpectationMetric[] = [...counters, ...ofOneKind];

export const expectationPattern = `(?:${metrics.join('|').replaceAll('.', '\\.')}) *(?:<=?|>=?|=) *\\d{1,15}`;
const anExpectation = 'an expectation such as captures >= 10, faults.service.crash >= 3 or retries >= 1';

/** A metric, a comparison and a whole number. */
export function parseExpectation(text: string): Parsed<Expectation> {
  const { name, sign, bound } = comparisonIn(text);
  if (name === undefined) return refused(anExpectation);
  const metric = metrics.find((known) => known === name);
  if (metric === undefined) return refusedMetric(name);
  const operator = parseOperator(metric, sign);
  if (!operator.ok) return operator;
  const count = parseCount(metric, bound);
  return count.ok ? parsed({ expression: text.trim(), metric, operator: operator.value, bound: count.value }) : count;
}

/** A kind of fault without the word before it is meant as often as a mistyped one. */
function refusedMetric(name: string): Parsed<never> {
  const kind = faultKinds.find((known) => known === name);
  const hint = kind === undefined ? didYouMean(name, metrics) : `write \`faults.${kind}\``;
  return refused(`a metric: one of ${counters.join(', ')}, or faults.<kind>`, hint);
}
