/** What a run was held to, and what it had to exercise. */
import { latency, rate } from '../../sim/report/html/time.ts';
import type { Report, ThresholdResult } from '../../sim/report/report.ts';
import { formatPercentage } from '../../sim/scenario/units/percentage.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';

export function thresholdLines({ thresholds }: Report, style: Style): string[] {
  if (thresholds.length === 0) return [];
  const lines = thresholds.map((threshold) => outcomeLine(threshold, measured(threshold), style));
  return ['', style('strong', 'Thresholds'), ...lines];
}

export function expectationLines({ expectations }: Report, style: Style): string[] {
  if (expectations.length === 0) return [];
  const lines = expectations.map((expectation) => outcomeLine(expectation, grouped(expectation.value), style));
  return ['', style('strong', 'Expected of the run'), ...lines];
}

/** The value that a threshold looked at, in its unit. */
export function measured({ value, unit }: ThresholdResult): string {
  if (value === null) return 'nothing was measured';
  switch (unit) {
    case 'ms':
      return latency(value);
    case 'ppm':
      return formatPercentage(value);
    case 'count':
      return grouped(value);
    case 'perHour':
      return rate(value);
  }
}

function outcomeLine(
  { expression, met }: { readonly expression: string; readonly met: boolean },
  value: string,
  style: Style,
): string {
  const outcome = met ? style('good', 'met   ') : style('bad', 'missed');
  return `  ${outcome}  ${expression}  (${value})`;
}
