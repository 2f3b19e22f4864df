/** Every invariant that was watched: how often it was tested, and whether it held. */
import type { InvariantResult, Report } from '../../report.ts';
import { count, counted } from '../format.ts';
import { markup, type Markup } from '../markup.ts';
import { status, type Section } from '../section.ts';
import { table, type Column } from '../table.ts';

export function invariantsSection({ invariants }: Report): Section {
  const idle = invariants.filter(({ checked }) => checked === 0).length;
  const caption =
    idle === 0
      ? 'What always holds in a correct payment system, and how often the run put it to the test.'
      : `What always holds in a correct payment system, and how often the run put it to the test. ${counted(idle, 'invariant')} had nothing to test here.`;
  return {
    id: 'invariants',
    title: 'Invariants',
    body: table({ caption, columns, rows: invariants, rowClass, empty: 'No invariant was watched.' }),
  };
}

function rowClass({ checked, violations }: InvariantResult): string | undefined {
  if (violations > 0) return 'broken';
  return checked === 0 ? 'idle' : undefined;
}

function outcome({ checked, violations }: InvariantResult): Markup {
  if (violations > 0) return status('bad', 'broken');
  return checked === 0 ? status('idle', 'checked nothing') : status('good', 'held');
}

const columns: readonly Column<InvariantResult>[] = [
  { head: 'Id', cell: ({ id }) => id },
  {
    head: 'Invariant',
    kind: 'name',
    cell: ({ name, statement }) =>
      markup`<span class="invariant">${name}</span><span class="aside">${statement}</span>`,
  },
  { head: 'Outcome', cell: outcome },
  { head: 'Checked', kind: 'number', cell: ({ checked }) => count(checked) },
  { head: 'Violations', kind: 'number', cell: ({ violations }) => count(violations) },
];
