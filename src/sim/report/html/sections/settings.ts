/** The settings that were in force. */
import type { Report } from '../../report.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

export function settingsSection({ settings }: Report): Section {
  return {
    id: 'settings',
    title: 'Settings',
    body: table({
      caption: 'The settings of the run, as they were in force.',
      columns: [
        { head: 'Setting', kind: 'name', cell: ({ name }) => markup`<code>${name}</code>` },
        { head: 'Value', kind: 'prose', cell: ({ value }) => value },
      ],
      rows: settings,
      empty: 'The report lists no settings.',
    }),
  };
}
