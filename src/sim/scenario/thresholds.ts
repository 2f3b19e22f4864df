/** Thresholds: what a run must reach to pass, `checkout.p99 < 5s`. */
import {
  capacityMetricsLike,
  capacityPattern,
  roomMetrics,
  utilisationMetrics,
  waitMetrics,
} from './capacity-metrics.ts';
import { comparisonIn, parseCount, parseOperator } from './comparison.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Threshold } from './scenario.ts';
import {
  countMetrics,
  effortMetrics,
  quantileMetrics,
  quantiles,
  rateMetric,
  shareMetrics,
  timedSteps,
  type ThresholdMetric,
  type ThresholdUnit,
} from './threshold-metrics.ts';
import { decimalPattern } from './units/decimal.ts';
import { parseDuration } from './units/duration.ts';
import { parsed, refused, type Parsed } from './units/parsed.ts';
import { parsePercentage } from './units/percentage.ts';
import { parseRate, ratePattern } from './units/rate.ts';

type Bound = Pick<Threshold, 'bound' | 'unit'>;
type ParseBound = (metric: string, bound: string) => Parsed<Bound>;
type Metric = readonly [name: ThresholdMetric, parse: ParseBound];

const untimed: readonly Metric[] = [
  ...namesOf(shareMetrics).map((name): Metric => [name, bounded('ppm', parsePercentage)]),
  ...namesOf(effortMetrics).map((name): Metric => [name, countOrShare]),
  ...namesOf(countMetrics).map((name): Metric => [name, counted]),
  [rateMetric, bounded('perHour', parseRate)],
];
const timed = quantileMetrics.map((name): Metric => [name, bounded('ms', parseDuration)]);
const capacity: readonly Metric[] = [
  ...utilisationMetrics.map((name): Metric => [name, bounded('ppm', parsePercentage)]),
  ...waitMetrics.map((name): Metric => [name, bounded('ms', parseDuration)]),
  ...roomMetrics.map((name): Metric => [name, counted]),
];
const metrics = [...untimed, ...capacity, ...timed];

const untimedNames = untimed.map(([name]) => name);
const aQuantile = `(?:${timedSteps.join('|')})\\.(?:${quantiles.join('|').replaceAll('.', '\\.')})`;
const aBound = `(?:${ratePattern}|${decimalPattern} ?(?:ms|s|min|h|d|%)?)`;
export const thresholdPattern = `(?:${[...untimedNames, aQuantile, capacityPattern].join('|')}) *(?:<=?|>=?|=) *${aBound}`;

const aThreshold = 'a threshold such as checkout.p99 < 5s, captured >= 95% or openBreaks = 0';
const allMetrics = `${untimedNames.join(', ')}; or of ${timedSteps.join(', ')} one of ${quantiles.map((name) => `.${name}`).join(', ')}; or of a service of limited capacity one such as utilisation.wallet, wait.wallet.p99, queue.wallet.max or rejected.wallet, or rejected alone`;

/** A metric, a comparison and a bound in a unit of the metric. */
export function parseThreshold(text: string): Parsed<Threshold> {
  const { name, sign, bound } = comparisonIn(text);
  if (name === undefined) return refused(aThreshold);
  const [metric, parseBound] = metrics.find(([known]) => known === name) ?? [];
  if (metric === undefined || parseBound === undefined)
    return refused(`a metric: one of ${metricsLike(name)}`, suggestionFor(name));
  const operator = parseOperator(metric, sign);
  if (!operator.ok) return operator;
  const value = parseBound(metric, bound);
  if (!value.ok) return value;
  return parsed({ expression: text.trim(), metric, operator: operator.value, ...value.value });
}

/** Those that begin with the same word, where there are any. */
function metricsLike(name: string): string {
  const step = timedSteps.find((one) => name.startsWith(`${one}.`));
  if (step !== undefined) return quantiles.map((quantile) => `${step}.${quantile}`).join(', ');
  return capacityMetricsLike(name) ?? allMetrics;
}

/** Of two that are equally near the later percentile is meant: `charge.p999` is a key of the report. */
function suggestionFor(name: string): string | undefined {
  return didYouMean(name, metrics.map(([known]) => known).toReversed()) ?? ofCheckout(name);
}

/** `p99` and `latency.p99` are that of the checkout, as other tools have no other. */
function ofCheckout(name: string): string | undefined {
  const quantile = quantiles.find((each) => name === each || name.endsWith(`.${each}`));
  return quantile && `did you mean \`checkout.${quantile}\`?`;
}

function bounded(unit: ThresholdUnit, parse: (text: string) => Parsed<number>): ParseBound {
  return (metric, text) => {
    const bound = parse(text);
    return bound.ok ? parsed({ bound: bound.value, unit }) : refused(`${metric} with ${bound.expected}`, bound.hint);
  };
}

function counted(metric: string, text: string): Parsed<Bound> {
  const bound = parseCount(metric, text);
  return bound.ok ? parsed({ bound: bound.value, unit: 'count' }) : bound;
}

function countOrShare(metric: string, text: string): Parsed<Bound> {
  if (text.includes('%')) return bounded('ppm', parsePercentage)(metric, text);
  const bound = counted(metric, text);
  return bound.ok ? bound : refused(`${bound.expected}, or a percentage of the orders`);
}

function namesOf<Name extends string>(meanings: Readonly<Record<Name, string>>): Name[] {
  return Object.keys(meanings) as Name[];
}
