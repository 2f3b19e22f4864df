/** The faults that fired. */
import type { Report } from '../../report.ts';
import { count } from '../format.ts';
import { markup } from '../markup.ts';
import { exactTotal } from '../amounts.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';

type Fault = Report['faults'][number];

export function faultsSection({ faults }: Report): Section {
  return {
    id: 'faults',
    title: 'Faults',
    body: table({
      caption: 'What the world did to the system, by kind.',
      columns,
      rows: faults,
      foot: ['All kinds', count(exactTotal(faults.map(({ fired }) => fired)))],
      empty: 'No fault was injected.',
    }),
  };
}

const columns: readonly Column<Fault>[] = [
  { head: 'Kind', kind: 'name', cell: ({ kind }) => markup`<code>${kind}</code>` },
  { head: 'Fired', kind: 'number', cell: ({ fired }) => count(fired) },
];
