/** What had not come to an end when the run did, and why. */
import type { Report, UnfinishedWork } from '../../report.ts';
import { unfinishedCount } from '../../totals.ts';
import { counted } from '../format.ts';
import { leftOutNote } from '../left-out.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';

/** Undefined when everything had ended. */
export function unfinishedSection(report: Report): Section | undefined {
  const { unfinished, load } = report;
  if (unfinished.length === 0) return undefined;
  const work = counted(unfinishedCount(report), 'piece of work', 'pieces of work');
  const caption = `${work} had not come to an end when the run did.${leftOutNote(load?.leftOut.unfinished)}`;
  return {
    id: 'unfinished',
    title: 'Unfinished work',
    body: table({ caption, columns, rows: unfinished, most: 100 }),
  };
}

const columns: readonly Column<UnfinishedWork>[] = [
  { head: 'What', kind: 'name', cell: ({ id }) => markup`<code>${id}</code>` },
  { head: 'State', cell: ({ state }) => markup`<span class="status warn">${state}</span>` },
  { head: 'Why', kind: 'prose', cell: ({ reason }) => reason },
];
