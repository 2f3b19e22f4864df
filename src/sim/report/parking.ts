/** How long work waits whose calls were in vain: whoever wonders about a long checkout has to know. */
import type { Report } from './report.ts';

const name = 'policies.redrive';

/** The setting and what it is: `policies.redrive: every 5min, 12 rounds`. */
export function parkingOf({ settings }: Pick<Report, 'settings'>): string {
  const value = settings.find((setting) => setting.name === name)?.value;
  return value === undefined ? name : `${name}: ${value}`;
}
