/**
 * Markup that is safe by construction: text put into a template is escaped, and only markup made here goes in as it is.
 * What comes out is well-formed XML as well as HTML.
 */
export interface Markup {
  readonly html: string;
}

/** What a template takes between its pieces; lists are joined and `undefined` leaves nothing behind. */
export type Part = Markup | string | number | undefined | readonly Part[];

export const nothing: Markup = { html: '' };

/**
 * The tag of a template of markup, for text as well as for values of quoted attributes.
 * @throws RangeError when a number is not finite
 */
export function markup(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return { html: pieces.map((piece, index) => piece + rendered(parts[index])).join('') };
}

/** Text that is markup already. It must come from this folder, never from a report. */
export function trusted(html: string): Markup {
  return { html };
}

export function join(parts: readonly Part[], separator: Part = ''): Markup {
  return { html: parts.map(rendered).join(rendered(separator)) };
}

/** Text as it may stand between tags and in quoted attributes; what XML cannot hold becomes a replacement character. */
export function escapeText(text: string): string {
  return text.replace(unfit, '\uFFFD').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return finite(part);
  return 'html' in part ? part.html : part.map(rendered).join('');
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot stand in a report`);
  return String(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Lone surrogates, control characters other than tab and line ends, and the two non-characters that XML excludes. */
const unfit = /[\p{Surrogate}\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;
