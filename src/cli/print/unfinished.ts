/** What had not come to an end when the run did. */
import type { Report } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { columns, grouped } from './columns.ts';

/** More would hide the rest of the result. */
const SHOWN = 10;

export function unfinishedLines({ unfinished }: Report, style: Style): string[] {
  if (unfinished.length === 0) return [];
  const rows = unfinished.slice(0, SHOWN).map(({ id, state, reason }) => [id, state, reason]);
  const more = unfinished.length - rows.length;
  return [
    '',
    style('strong', 'Unfinished'),
    ...columns(rows, ['left', 'left', 'left']).map((line) => style('doubtful', line)),
    ...(more > 0 ? [style('doubtful', `  and ${grouped(more)} more, listed in the report`)] : []),
  ];
}
