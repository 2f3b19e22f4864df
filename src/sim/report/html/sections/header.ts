/** The head of the page: what ran, the verdict in one word and in one sentence, and how to run it again. */
import { switchedOn } from '../../../defects/switched-on.ts';
import type { Report } from '../../report.ts';
import { counted } from '../format.ts';
import { markup, nothing, type Markup, type Part } from '../markup.ts';
import { instantIn, stretch, wallClock } from '../time.ts';
import { inOneSentence, reservations } from '../verdict.ts';

export function pageHeader(report: Report): Markup {
  const { scenario, simulated } = report;
  const facts: readonly (readonly [string, Part])[] = [
    ['Seed', markup`<code>${report.seed}</code>`],
    ['Trace hash', markup`<code>${report.traceHash}</code>`],
    ['Simulated', spanOf(report)],
    ['Nights', `${counted(simulated.nights, 'night')} of settlement; times are ${simulated.zone}`],
    ['Scenario, SHA-256', markup`<code title="SHA-256">${scenario.sha256}</code>`],
  ];
  return markup`<header class="top">
<p class="kicker">everypenny · report of a ${report.load === undefined ? 'run' : 'load'}</p>
<h1>${scenario.name}</h1>
${scenario.description === '' ? nothing : markup`<p class="description">${scenario.description}</p>`}
${mistakes(report)}<div class="verdict ${lookOf(report)}">
<p class="badge">${badgeMark(lookOf(report))}<span class="visually-hidden">Verdict: </span>${[report.verdict, ...reservations(report)].join('; ')}</p>
<p class="lead">${inOneSentence(report)}</p>
${reasons(report)}</div>
<dl class="facts">
${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
<p class="reproduce-label" id="reproduce-label">Reproduce this ${report.load === undefined ? 'run' : 'load'}</p>
<pre class="reproduce" tabindex="0" aria-labelledby="reproduce-label"><code>${report.reproduce}</code></pre>
</header>
`;
}

function mistakes({ defects }: Report): Markup {
  if (defects.length === 0) return nothing;
  const why =
    defects.length === 1
      ? 'a mistake that was switched on in the payment system, to see it caught'
      : 'mistakes that were switched on in the payment system, to see them caught';
  return markup`<p class="switched-on"><strong>This run was made ${switchedOn(defects)}</strong>: ${why}.</p>\n`;
}

/** Consistent is not yet good: a threshold was missed, or breaks are open. */
function lookOf(report: Report): Look {
  return report.verdict === 'consistent' && reservations(report).length > 0 ? 'reserved' : report.verdict;
}

type Look = Report['verdict'] | 'reserved';

function reasons({ inconclusiveBecause }: Report): Markup {
  if (inconclusiveBecause.length === 0) return nothing;
  return markup`<ul class="reasons">${inconclusiveBecause.map((reason) => markup`<li>${reason}</li>`)}</ul>\n`;
}

function spanOf({ simulated }: Report): Markup {
  const from = instantIn(simulated.from);
  const to = instantIn(simulated.to);
  const length = from === undefined || to === undefined || to <= from ? '' : ` (${stretch(to - from)})`;
  return markup`<span class="keep">${wallClock(simulated.from, simulated.zone)}</span> to <span class="keep">${wallClock(simulated.to, simulated.zone)}</span>${length}`;
}

function badgeMark(look: Look): Markup {
  const shapes = {
    consistent: markup`<path d="M5 10.5L8.5 14L15 6.5" />`,
    reserved: markup`<path d="M10 5v6.5M10 15v.01" />`,
    inconsistent: markup`<path d="M6 6L14 14M14 6L6 14" />`,
    inconclusive: markup`<path d="M7 7.5a3 3 0 1 1 4.2 2.8c-.8.4-1.2.9-1.2 1.9M10 15v.01" />`,
  };
  return markup`<svg class="verdict-mark" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="10" />${shapes[look]}</svg>`;
}
