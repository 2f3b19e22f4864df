/** What had not come to an end when the run did, and why. */
import type { Report, UnfinishedWork } from '../../report.ts';
import { counted } from '../format.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';

/** Undefined when everything had ended. */
export function unfinishedSection({ unfinished }: Report): Section | undefined {
  if (unfinished.length === 0) return undefined;
  const caption = `${counted(unfinished.length, 'piece of work', 'pieces of work')} had not come to an end when the run did.`;
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
