/** What the process ends with; others rely on these. */
import type { Report } from '../sim/report/report.ts';

export const exitCode = {
  consistent: 0,
  inconsistent: 1,
  badInput: 2,
  thresholdMissed: 3,
  inconclusive: 4,
  internalError: 70,
  interrupted: 130,
} as const;

/** The gravest of what a report says. */
export function exitCodeOf(report: Report): number {
  if (report.verdict === 'inconsistent') return exitCode.inconsistent;
  if (report.verdict === 'inconclusive') return exitCode.inconclusive;
  return report.thresholds.every((threshold) => threshold.met) ? exitCode.consistent : exitCode.thresholdMissed;
}
