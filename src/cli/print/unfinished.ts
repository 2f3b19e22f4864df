/** What had not come to an end when the run did. */
import type { Report } from '../../sim/report/report.ts';
import { unfinishedCount } from '../../sim/report/totals.ts';
import type { Style } from '../terminal.ts';
import { columns, grouped } from './columns.ts';

/** More would hide the rest of the result. */
const SHOWN = 10;

export function unfinishedLines(report: Report, style: Style): string[] {
  const { unfinished, load } = report;
  if (unfinished.length === 0) return [];
  const rows = unfinished.slice(0, SHOWN).map(({ id, state, reason }) => [id, state, reason]);
  const more = unfinishedCount(report) - rows.length;
  return [
    '',
    style('strong', 'Unfinished'),
    ...columns(rows, ['left', 'left', 'left']).map((line) => style('doubtful', line)),
    ...(more > 0 ? [style('doubtful', `  and ${grouped(more)} more, ${whereListed(load?.leftOut.unfinished)}`)] : []),
  ];
}

/** Where the rest of a list is. @param leftOut how many of it the report of a load leaves out */
export function whereListed(leftOut = 0): string {
  return leftOut === 0 ? 'listed in the report' : `of which the report leaves out ${grouped(leftOut)}`;
}
