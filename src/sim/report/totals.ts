/** How many there were of what a report lists; a load lists the first of them only. */
import type { Report } from './report.ts';

export function openBreakCount({ reconciliation, load }: Pick<Report, 'reconciliation' | 'load'>): number {
  return reconciliation.openBreaks.length + (load?.leftOut.openBreaks ?? 0);
}

export function unfinishedCount({ unfinished, load }: Pick<Report, 'unfinished' | 'load'>): number {
  return unfinished.length + (load?.leftOut.unfinished ?? 0);
}
