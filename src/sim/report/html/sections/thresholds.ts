/** The thresholds that the scenario set, and how the run measured up. */
import type { Report } from '../../report.ts';
import { count, partsPerMillion } from '../format.ts';
import { markup } from '../markup.ts';
import { status, type Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { latency } from '../time.ts';

type Threshold = Report['thresholds'][number];

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

const columns: readonly Column<Threshold>[] = [
  { head: 'Threshold', kind: 'name', cell: ({ expression }) => markup`<code>${expression}</code>` },
  { head: 'Measured', kind: 'number', cell: measured },
  { head: 'Outcome', cell: ({ met }) => (met ? status('good', 'met') : status('bad', 'missed')) },
];

/** In the unit of the metric that the expression begins with. */
function measured({ expression, value }: Threshold): string {
  const metric = /^\s*([a-zA-Z.0-9]+)/.exec(expression)?.[1] ?? '';
  if (metric.startsWith('checkout.')) return latency(value);
  return shares.has(metric) ? partsPerMillion(value) : count(value);
}

const shares: ReadonlySet<string> = new Set(['captured', 'declined', 'matched']);
