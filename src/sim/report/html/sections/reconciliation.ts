/** Nights of settlement: what each night's files matched, and the breaks that were opened. */
import type { NightResult, OpenBreak, Report, ResolvedBreak } from '../../report.ts';
import { priced } from '../amounts.ts';
import { count, percentage } from '../format.ts';
import { leftOutNote } from '../left-out.ts';
import { markup, type Part } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { longDate } from '../time.ts';

interface Lines {
  readonly lines: number;
  readonly matched: number;
  readonly breaks: number;
  readonly resolved: number;
}

export function reconciliationSection(report: Report): Section {
  return {
    id: 'reconciliation',
    title: 'Reconciliation',
    body: markup`${table({
      caption: nightCaption(report),
      columns: nightColumns,
      rows: report.reconciliation.nights,
      foot: footOf(linesOf(report)),
      empty: 'No night was closed, so nothing was reconciled.',
    })}
<h3>Open breaks</h3>
${table({
  caption: `Breaks that no later file had explained when the run ended.${leftOutNote(report.load?.leftOut.openBreaks)}`,
  columns: breakColumns,
  rows: report.reconciliation.openBreaks,
  most: mostBreaks,
  empty: linesOf(report).breaks === 0 ? 'None: no break was opened.' : 'None: every break was explained.',
})}${resolvedBreaks(report)}`,
  };
}

const mostBreaks = 200;

function nightCaption({ reconciliation }: Report): string {
  const caption =
    'Nights: lines of the PSP’s files and the bank’s statements for a date, and how many of them were matched.';
  const explained = reconciliation.nights.some(({ matched, lines }) => matched > lines);
  return explained ? `${caption} A line that a later night explained is counted as matched by that night.` : caption;
}

function resolvedBreaks({ reconciliation, load }: Report): Part {
  if (reconciliation.resolvedBreaks.length === 0) return '';
  const caption = `Breaks that a later file explained.${leftOutNote(load?.leftOut.resolvedBreaks)}`;
  const rows = reconciliation.resolvedBreaks;
  return markup`
<h3>Resolved breaks</h3>
${table({ caption, columns: resolvedColumns, rows, most: mostBreaks, empty: '' })}`;
}

/** The sums over all nights. */
export function linesOf({ reconciliation }: Report): Lines {
  const zero = { lines: 0, matched: 0, breaks: 0, resolved: 0 };
  return reconciliation.nights.reduce(
    (sum, night) => ({
      lines: sum.lines + night.lines,
      matched: sum.matched + night.matched,
      breaks: sum.breaks + night.breaks,
      resolved: sum.resolved + night.resolved,
    }),
    zero,
  );
}

const nightColumns: readonly Column<NightResult>[] = [
  { head: 'Business date', kind: 'name', cell: ({ date }) => longDate(date) },
  { head: 'Lines', kind: 'number', cell: ({ lines }) => count(lines) },
  { head: 'Matched', kind: 'number', cell: ({ matched }) => count(matched) },
  { head: 'Share', kind: 'number', cell: ({ matched, lines }) => percentage(Math.min(matched, lines), lines) ?? '–' },
  { head: 'Breaks opened', kind: 'number', cell: ({ breaks }) => count(breaks) },
  { head: 'Breaks resolved', kind: 'number', cell: ({ resolved }) => count(resolved) },
];

function footOf(sum: Lines): Part[] {
  const share = percentage(sum.matched, sum.lines) ?? '–';
  return ['All nights', count(sum.lines), count(sum.matched), share, count(sum.breaks), count(sum.resolved)];
}

const breakColumns: readonly Column<OpenBreak>[] = [
  { head: 'Break', kind: 'name', cell: ({ id }) => markup`<code>${id}</code>` },
  { head: 'Kind', cell: ({ kind }) => kind },
  { head: 'Order', cell: ({ order }) => (order === null ? '–' : markup`<code>${order}</code>`) },
  { head: 'Opened on', cell: ({ openedOn }) => longDate(openedOn) },
  { head: 'Amount', kind: 'number', cell: ({ amount, currency }) => priced(amount, currency) },
  { head: 'Explanation', kind: 'prose', cell: ({ explanation }) => explanation },
];

const resolvedColumns: readonly Column<ResolvedBreak>[] = [
  ...breakColumns,
  { head: 'Resolved on', cell: ({ resolvedOn }) => longDate(resolvedOn) },
];
