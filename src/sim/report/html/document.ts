/** What every page has: its head, a table of contents and its sections, in one file that needs nothing else. */
import { markup, trusted, type Markup } from './markup.ts';
import { sectionElement, type Section } from './section.ts';
import { stylesheet } from './style/stylesheet.ts';

interface Page {
  readonly title: Markup;
  readonly header: Markup;
  readonly sections: readonly Section[];
  /** What the page was made from, in a sentence. */
  readonly footer: string;
}

/** The whole of a page. The same parts give the same text, which is also well-formed XML. */
export function documentOf({ title, header, sections, footer }: Page): string {
  const { html } = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
<link rel="icon" href="data:," />
<title>${title}</title>
<style>${trusted(stylesheet)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<div class="page">
${contents(sections)}<main id="report">
${header}${sections.map(sectionElement)}<footer><p>${footer} The same scenario, seed and version give the same bytes.</p></footer>
</main>
</div>
</body>
</html>
`;
  return html;
}

function contents(sections: readonly Section[]): Markup {
  const links = sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>\n`);
  return markup`<nav class="contents" aria-label="Contents"><ol>
${links}</ol></nav>
`;
}
