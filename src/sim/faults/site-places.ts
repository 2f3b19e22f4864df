/** Which place a site is of, told by its name: a script says only that. */
import type { Place } from './fault.ts';

const service = '[a-z-]+';
const message = '[A-Z][A-Za-z]+';

/** How the names of the sites of a place begin. */
const beginnings: readonly (readonly [Place, RegExp])[] = [
  ['link', new RegExp(`^${service}→${service} ${message} `)],
  ['handling', new RegExp(`^${service} handle ${message} `)],
  ['commit', new RegExp(`^${service}\\.db commit `)],
  ['door', /^psp door /],
  ['answer', /^psp answer /],
  ['issuer', /^psp authorise /],
  ['key', /^psp key /],
  ['webhook', /^psp webhook /],
  ['file', /^settlement \S+ \S+ file /],
  ['line', /^settlement /],
  ['arrival', /^shop arrival /],
  ['job', new RegExp(`^${service} job ${message} `)],
  ['click', /^shop click /],
];

/** Undefined for a name that no place has. */
export function placeOfSite(name: string): Place | undefined {
  return beginnings.find(([, beginning]) => beginning.test(name))?.[0];
}

export const placeNames: Readonly<Record<Place, string>> = {
  link: 'a message between two services',
  handling: 'a message about to be handled',
  commit: 'a transaction',
  door: "a request at the PSP's door",
  answer: 'an answer of the PSP',
  issuer: "a question to the card's issuer",
  key: 'an idempotency key at the PSP',
  webhook: 'a webhook of the PSP',
  file: "a night's file",
  line: "a line of a night's file",
  arrival: 'the arrival of a buyer',
  job: 'a job of the night',
  click: 'a click on Buy',
};
