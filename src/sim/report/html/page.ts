/** The report of a run as one HTML file that needs nothing else: no network, no scripts, no fonts. */
import type { Report } from '../report.ts';
import { documentOf } from './document.ts';
import { join } from './markup.ts';
import type { Section } from './section.ts';
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

/** The whole of `report.html`. The same report gives the same text, which is also well-formed XML. */
export function renderHtml(report: Report): string {
  const { scenario, seed, verdict, schemaVersion } = report;
  return documentOf({
    title: join([scenario.name, `seed ${seed}`, verdict, 'everypenny'], ' · '),
    header: pageHeader(report),
    sections: sectionsOf(report),
    footer: `Made by everypenny from report.json (schema version ${schemaVersion}).`,
  });
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
