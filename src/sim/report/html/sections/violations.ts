/** What went wrong: each broken invariant with its price, since when, the story of it and a picture of that. */
import { commandFor } from '../../command-for.ts';
import type { Report, ViolationResult } from '../../report.ts';
import { pricedEach } from '../amounts.ts';
import { counted, listed, times } from '../format.ts';
import { markup, nothing, type Markup, type Part } from '../markup.ts';
import type { Section } from '../section.ts';
import { instantIn, stretch, wallClock } from '../time.ts';
import { spaceTimeFigure } from './space-time.ts';

/** Undefined when every invariant held. */
export function violationsSection(report: Report): Section | undefined {
  if (report.violations.length === 0) return undefined;
  const cards = report.violations.map((violation, index) => card(violation, report, index));
  return { id: 'violations', title: 'Violations', body: markup`${cards}` };
}

function card(violation: ViolationResult, report: Report, index: number): Markup {
  const { first } = violation;
  const label = `reproduce-${index + 1}-label`;
  return markup`<article class="violation">
<h3><span class="mark" aria-hidden="true">✕ </span>${violation.name} <span class="id">${violation.invariant}</span></h3>
<dl class="facts">
${factsOf(violation, report).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
<p class="sentence">${first.sentence}</p>
${spaceTimeFigure(violation, report, `spacetime-${index + 1}`)}${story(violation, index === 0)}<p class="reproduce-label" id="${label}">Reproduce it</p>
<pre class="reproduce" tabindex="0" aria-labelledby="${label}"><code>${commandFor(violation, report)}</code></pre>
</article>
`;
}

function factsOf(violation: ViolationResult, report: Report): (readonly [string, Part])[] {
  const { count, money, first } = violation;
  const statement = statementOf(violation, report);
  const prices = pricedEach(money);
  return [
    ...(statement === undefined ? [] : [['Must hold', statement] as const]),
    ['Broken', times(count)],
    ['Money', prices.length === 0 ? 'not priced' : listed(prices)],
    ...(first.whose === null
      ? []
      : [['Out of money', `${first.whose}${count === 1 ? '' : ', the first time'}`] as const]),
    ...timesOf(first, report.simulated.zone),
    ['About', markup`<code>${first.order}</code>`],
  ];
}

function timesOf({ since, at }: ViolationResult['first'], zone: string): (readonly [string, string])[] {
  if (since === at) return [['First wrong', `${wallClock(at, zone)}, and seen at once`]];
  const later = stretch((instantIn(at) ?? 0) - (instantIn(since) ?? 0));
  return [
    ['First wrong', wallClock(since, zone)],
    ['First seen', `${wallClock(at, zone)}, ${later} later`],
  ];
}

/** The invariant's own sentence. */
function statementOf(violation: ViolationResult, { invariants }: Report): string | undefined {
  return invariants.find(({ id, name }) => id === violation.invariant || name === violation.name)?.statement;
}

/** Of several stories, the first is open. */
function story({ first: { story: sentences, storyOf, order } }: ViolationResult, isOpen: boolean): Markup {
  if (sentences.length === 0) return nothing;
  const whose = storyOf === order ? storyOf : `${storyOf}, where ${order} began to be wrong`;
  const items = sentences.map((sentence) => markup`<li>${sentence}</li>\n`);
  return markup`<details${isOpen ? markup` open="open"` : nothing}><summary>The story of ${whose}, in ${counted(sentences.length, 'sentence')}</summary>
<ol class="story">
${items}</ol>
</details>
`;
}
