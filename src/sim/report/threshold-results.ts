/** Whether a run met its thresholds. */
import type { Operator, Threshold, ThresholdMetric } from '../scenario/scenario.ts';
import type { Report, ThresholdResult } from './report.ts';

type Measured = Pick<Report, 'counts' | 'latencyMs'> & {
  readonly lines: { readonly read: number; readonly matched: number };
  readonly openBreaks: number;
};

export function thresholdResults(thresholds: readonly Threshold[], measured: Measured): Report['thresholds'] {
  return thresholds.map(({ expression, metric, operator, bound }) => {
    const value = valueOf(metric, measured);
    return { expression, value, unit: unitOf(metric), met: compare(value, operator, bound) };
  });
}

/** In the unit of the threshold's bound; shares are rounded down to whole parts per million. */
function valueOf(metric: ThresholdMetric, { counts, latencyMs, lines, openBreaks }: Measured): number {
  switch (metric) {
    case 'checkout.p50':
      return latencyMs.checkout.p50;
    case 'checkout.p95':
      return latencyMs.checkout.p95;
    case 'checkout.p99':
      return latencyMs.checkout.p99;
    case 'checkout.max':
      return latencyMs.checkout.max;
    case 'captured':
      return share(counts.captured, counts.orders);
    case 'declined':
      return share(counts.declined, counts.orders);
    case 'matched':
      return share(lines.matched, lines.read);
    case 'openBreaks':
      return openBreaks;
  }
}

function unitOf(metric: ThresholdMetric): ThresholdResult['unit'] {
  switch (metric) {
    case 'checkout.p50':
    case 'checkout.p95':
    case 'checkout.p99':
    case 'checkout.max':
      return 'ms';
    case 'captured':
    case 'declined':
    case 'matched':
      return 'ppm';
    case 'openBreaks':
      return 'count';
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 1_000_000) / whole);
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
