/** A section of the page: what the table of contents names and links to. */
import { markup, type Markup } from './markup.ts';

export interface Section {
  /** Unique on the page, and the target of its link. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export function sectionElement({ id, title, body }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
${body}
</section>
`;
}

/** A word with a mark, so that colour is never the only signal. */
export function status(kind: 'good' | 'bad' | 'warn' | 'idle', text: string): Markup {
  return markup`<span class="status ${kind}"><span class="mark" aria-hidden="true">${marks[kind]}</span>${text}</span>`;
}

const marks = { good: '✓', bad: '✕', warn: '!', idle: '–' } as const;
