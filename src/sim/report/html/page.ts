/** The report of a run as one HTML file that needs nothing else: no network, no scripts, no fonts. */
import type { Report } from '../report.ts';
import { join, markup, trusted, type Markup } from './markup.ts';
import { sectionElement, type Section } from './section.ts';
import { booksSection } from './sections/books.ts';
import { capacitySection } from './sections/capacity.ts';
import { cellsSection } from './sections/cells.ts';
import { faultsSection, hadFaults } from './sections/faults.ts';
import { figuresSection } from './sections/figures.ts';
import { flowSection } from './sections/flow.ts';
import { pageHeader } from './sections/header.ts';
import { invariantsSection } from './sections/invariants.ts';
import { latencySection } from './sections/latency.ts';
import { moneySection } from './sections/money.ts';
import { nightMoneySection } from './sections/night-money.ts';
import { reconciliationSection } from './sections/reconciliation.ts';
import { scoreSection } from './sections/score.ts';
import { sellersSection } from './sections/sellers.ts';
import { settingsSection } from './sections/settings.ts';
import { thresholdsSection } from './sections/thresholds.ts';
import { throughputSection } from './sections/throughput.ts';
import { unfinishedSection } from './sections/unfinished.ts';
import { violationsSection } from './sections/violations.ts';
import { stylesheet } from './style/stylesheet.ts';

/** The whole of `report.html`. The same report gives the same text, which is also well-formed XML. */
export function renderHtml(report: Report): string {
  const sections = sectionsOf(report);
  const { html } = markup`<!DOCTYPE html>
<html lang="en">
${head(report)}<body>
<a class="skip" href="#report">Skip to the report</a>
<div class="page">
${contents(sections)}<main id="report">
${pageHeader(report)}${sections.map(sectionElement)}<footer><p>Made by everypenny from report.json (schema version ${report.schemaVersion}). The same scenario, seed and version give the same bytes.</p></footer>
</main>
</div>
</body>
</html>
`;
  return html;
}

function sectionsOf(report: Report): Section[] {
  // Where nothing went wrong, a sentence at the end says so.
  const faults = faultsSection(report);
  const troubled = hadFaults(report);
  const sections = [
    figuresSection(report),
    violationsSection(report),
    cellsSection(report),
    unfinishedSection(report),
    troubled ? faults : undefined,
    flowSection(report),
    throughputSection(report),
    capacitySection(report),
    latencySection(report),
    nightMoneySection(report),
    moneySection(report),
    booksSection(report),
    reconciliationSection(report),
    scoreSection(report),
    invariantsSection(report),
    thresholdsSection(report),
    sellersSection(report),
    troubled ? undefined : faults,
    settingsSection(report),
  ];
  return sections.filter((section) => section !== undefined);
}

function head({ scenario, seed, verdict }: Report): Markup {
  return markup`<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
<link rel="icon" href="data:," />
<title>${join([scenario.name, `seed ${seed}`, verdict, 'everypenny'], ' · ')}</title>
<style>${trusted(stylesheet)}</style>
</head>
`;
}

function contents(sections: readonly Section[]): Markup {
  const links = sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>\n`);
  return markup`<nav class="contents" aria-label="Contents"><ol>
${links}</ol></nav>
`;
}
