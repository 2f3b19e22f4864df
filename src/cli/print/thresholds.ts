/** What a run was held to, and what it had to exercise. */
import { measured } from '../../sim/report/measured.ts';
import type { Report } from '../../sim/report/report.ts';
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

function outcomeLine(
  { expression, met }: { readonly expression: string; readonly met: boolean },
  value: string,
  style: Style,
): string {
  const outcome = met ? style('good', 'met   ') : style('bad', 'missed');
  return `  ${outcome}  ${expression}  (${value})`;
}
