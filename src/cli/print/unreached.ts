/** What a script asked for and the run never came to. */
import { counted, grouped } from './columns.ts';

/** More would hide the rest of the messages. */
const SHOWN = 10;

/** @param script what its reader calls it */
export function unreachedLines(sites: readonly string[], script: string): string[] {
  if (sites.length === 0) return [];
  const more = sites.length - SHOWN;
  return [
    `penny: ${counted(sites.length, 'site')} of ${script} never occurred, so the run did not do what was asked for`,
    ...sites.slice(0, SHOWN).map((site) => `  ${site}`),
    ...(more > 0 ? [`  and ${grouped(more)} more, listed in the report`] : []),
  ];
}
