/** What went wrong: each broken invariant with its price, its first sighting and the story of it. */
import type { Report, ViolationResult } from '../../report.ts';
import { pricedEach } from '../amounts.ts';
import { listed, times } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { wallClock } from '../time.ts';

/** Undefined when every invariant held. */
export function violationsSection(report: Report): Section | undefined {
  if (report.violations.length === 0) return undefined;
  const cards = report.violations.map((violation) => card(violation, report));
  return { id: 'violations', title: 'Violations', body: markup`${cards}` };
}

function card(violation: ViolationResult, report: Report): Markup {
  const { first } = violation;
  const statement = statementOf(violation, report);
  const prices = pricedEach(violation.money);
  return markup`<article class="violation">
<h3><span class="mark" aria-hidden="true">✕ </span>${violation.name} <span class="id">${violation.invariant}</span></h3>
<dl class="facts">
${statement === undefined ? nothing : markup`<div><dt>Must hold</dt><dd>${statement}</dd></div>\n`}<div><dt>Broken</dt><dd>${times(violation.count)}</dd></div>
<div><dt>Money</dt><dd>${prices.length === 0 ? 'not priced' : listed(prices)}</dd></div>
<div><dt>First seen</dt><dd>${wallClock(first.at, report.simulated.zone)}</dd></div>
<div><dt>About</dt><dd><code>${first.order}</code></dd></div>
</dl>
<p class="sentence">${first.sentence}</p>
${story(first.story)}</article>
`;
}

/** The invariant's own sentence. */
function statementOf(violation: ViolationResult, { invariants }: Report): string | undefined {
  return invariants.find(({ id, name }) => id === violation.invariant || name === violation.name)?.statement;
}

function story(sentences: readonly string[]): Markup {
  if (sentences.length === 0) return nothing;
  return markup`<h4>How it happened</h4>
<ol class="story">
${sentences.map((sentence) => markup`<li>${sentence}</li>\n`)}</ol>
`;
}
