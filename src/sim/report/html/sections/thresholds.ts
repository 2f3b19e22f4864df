/** The thresholds that the scenario set, and how the run measured up. */
import type { Report, ThresholdResult } from '../../report.ts';
import { count, partsPerMillion } from '../format.ts';
import { markup } from '../markup.ts';
import { status, type Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { latency } from '../time.ts';

export function thresholdsSection({ thresholds }: Report): Section {
  return {
    id: 'thresholds',
    title: 'Thresholds',
    body: table({
      caption: 'What the scenario asked for. A missed threshold fails the command, not the books.',
      columns,
      rows: thresholds,
      empty: 'The scenario sets no thresholds.',
    }),
  };
}

const columns: readonly Column<ThresholdResult>[] = [
  { head: 'Threshold', kind: 'name', cell: ({ expression }) => markup`<code>${expression}</code>` },
  { head: 'Measured', kind: 'number', cell: measured },
  { head: 'Outcome', cell: ({ met }) => (met ? status('good', 'met') : status('bad', 'missed')) },
];

function measured({ value, unit }: ThresholdResult): string {
  switch (unit) {
    case 'ms':
      return latency(value);
    case 'ppm':
      return partsPerMillion(value);
    case 'count':
      return count(value);
  }
}
