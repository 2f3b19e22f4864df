/** Whether a run met its thresholds. */
import { isCapacityMetric } from '../scenario/capacity-metrics.ts';
import type { Operator, Threshold } from '../scenario/scenario.ts';
import {
  quantiles,
  rateMetric,
  timedSteps,
  type QuantileMetric,
  type ThresholdMetric,
} from '../scenario/threshold-metrics.ts';
import type { CapacityReport } from './capacity-report.ts';
import { capacityValue } from './capacity-values.ts';
import { retriesIn } from './counts.ts';
import type { Report } from './report.ts';
import { scored } from './scored.ts';

type Measured = Pick<Report, 'counts' | 'latencyMs' | 'throughput' | 'score'> & {
  readonly lines: { readonly read: number; readonly matched: number };
  readonly openBreaks: number;
  readonly unfinished: number;
  /** Undefined where no capacity is limited. */
  readonly capacity: CapacityReport | undefined;
};

/** Where there was nothing to measure, a threshold is missed: it has shown nothing. */
export function thresholdResults(thresholds: readonly Threshold[], measured: Measured): Report['thresholds'] {
  return thresholds.map((threshold) => {
    const { expression, metric, operator, bound, unit } = threshold;
    const exact = valueOf(metric, unit === 'ppm', measured);
    const value = exact === null || unit !== 'ppm' ? exact : rounded(exact, threshold);
    return { expression, value, unit, met: value !== null && compare(value, operator, bound) };
  });
}

/** Down, unless that alone would have a threshold met: one order of two million is more than 0%. */
function rounded(exact: number, { operator, bound }: Threshold): number {
  const [down, up] = [Math.floor(exact), Math.ceil(exact)];
  return compare(down, operator, bound) && !compare(up, operator, bound) ? up : down;
}

/** @param asShare of the orders, in parts per million */
function valueOf(metric: ThresholdMetric, asShare: boolean, measured: Measured): number | null {
  const { counts, lines, openBreaks, unfinished } = measured;
  const ofOrders = (part: number): number | null => (asShare ? share(part, counts.orders) : part);
  switch (metric) {
    case 'captured':
    case 'declined':
    case 'lapsed':
    case 'unresolved':
    case 'inquiries':
    case 'redrives':
    case 'unknownOutcomes':
    case 'deadLetters':
      return ofOrders(counts[metric]);
    case 'retries':
      return ofOrders(retriesIn(counts));
    case 'matched':
      return share(lines.matched, lines.read);
    case 'openBreaks':
      return openBreaks;
    case 'missed':
    case 'falsely':
      return scored(metric, measured.score);
    case 'unfinished':
      return unfinished;
    case 'returns':
      return counts.payoutsReturned;
    case 'refundsRefused':
    case 'restarts':
    case 'messagesLost':
      return counts[metric];
    case rateMetric:
      return perHour(measured.throughput);
    default:
      if (isCapacityMetric(metric)) return capacityValue(metric, measured.capacity);
      return quantileOf(metric, measured.latencyMs);
  }
}

function quantileOf(metric: QuantileMetric, latencyMs: Report['latencyMs']): number | null {
  for (const step of timedSteps)
    for (const quantile of quantiles)
      if (metric === `${step}.${quantile}`) {
        const latency = latencyMs[step];
        return latency.count === 0 ? null : latency[keys[quantile]];
      }
  return null;
}

const keys = { p50: 'p50', p90: 'p90', p95: 'p95', p99: 'p99', 'p99.9': 'p999', max: 'max' } as const;

/** Checkouts that ended, by the hour, to three decimals. */
function perHour({ closed, tookMs }: Report['throughput']): number | null {
  if (tookMs === 0) return null;
  const ended = closed.reduce((sum, each) => sum + each, 0);
  return Math.round((ended / tookMs) * 3_600_000_000) / 1_000;
}

/** Null of nothing. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (part * 1_000_000) / whole;
}

export function compare(value: number, operator: Operator, bound: number): boolean {
  switch (operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
  }
}
