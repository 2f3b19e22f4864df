/** The result of a run as a person reads it at a glance. */
import { currency } from '../../domain/currency.ts';
import { formatMinorUnits } from '../../domain/money.ts';
import { switchedOn } from '../../sim/defects/switched-on.ts';
import { times } from '../../sim/report/html/format.ts';
import { latency } from '../../sim/report/html/time.ts';
import type { MoneySummary, Report } from '../../sim/report/report.ts';
import { retriesIn } from '../../sim/report/counts.ts';
import { openBreakCount } from '../../sim/report/totals.ts';
import type { Style } from '../terminal.ts';
import { capacityLines } from './capacity.ts';
import { counted, grouped } from './columns.ts';
import { cellLines } from './load.ts';
import { captureLines, faultLines, payoutLines, refundLines } from './faults.ts';
import { scoreLines } from './score.ts';
import { expectationLines, thresholdLines } from './thresholds.ts';
import { titled } from './titled.ts';
import { unfinishedLines, whereListed } from './unfinished.ts';
import { violationsLines } from './violation.ts';

export function resultLines(report: Report, style: Style): string[] {
  return [
    verdictLine(report, style),
    ...report.inconclusiveBecause.map((reason) => `  ${reason}`),
    ...violationsLines(report, style),
    '',
    ...moneyLines(report, style),
    '',
    ...nightLines(report, style),
    '',
    ...latencyLines(report, style),
    ...cellLines(report, style),
    '',
    retryLine(report, style),
    ...captureLines(report, style),
    ...refundLines(report, style),
    ...payoutLines(report, style),
    ...capacityLines(report, style),
    ...faultLines(report, style),
    ...scoreLines(report.score, style),
    ...unfinishedLines(report, style),
    ...untestedLines(report, style),
    ...expectationLines(report, style),
    ...thresholdLines(report, style),
  ];
}

/** The verdict in one line. */
export function verdictLine(
  { verdict, counts, seed, defects, scenario, traceHash, invariants, reconciliation, thresholds, load }: Report,
  style: Style,
): string {
  const tested = invariants.filter(({ checked }) => checked > 0).length;
  const lapsed = counts.lapsed === 0 ? '' : `, ${grouped(counts.lapsed)} lapsed`;
  const missed = thresholds.filter(({ met }) => !met);
  const facts = [
    `${counted(counts.checkouts, 'checkout')}${load === undefined || load.cells === 1 ? '' : ` in ${counted(load.cells, 'cell')}`}`,
    `${counted(counts.orders, 'order')} (${grouped(counts.captured)} captured, ${grouped(counts.declined)} declined${lapsed})`,
    `${counted(reconciliation.nights.length, 'night')} reconciled`,
    `${tested} of ${invariants.length} invariants tested`,
    ...(missed.length === 0 ? [] : [`not met: ${missed.map(({ expression }) => style('bad', expression)).join(', ')}`]),
  ];
  const mistakes = defects.length === 0 ? '' : `, ${style('bad', switchedOn(defects))}`;
  const look = verdict === 'consistent' ? 'good' : verdict === 'inconsistent' ? 'bad' : 'doubtful';
  return `${style(look, verdict.toUpperCase())}  ${scenario.name}, seed ${seed}${mistakes}: ${facts.join(', ')}; trace ${traceHash}`;
}

/** The verdict in one line, with what it rests on where it is not good: all that a quiet result says. */
export function quietLine(report: Report, style: Style): string {
  const broken = report.violations.map(
    ({ invariant, name, count }) => `${invariant} ${name} is violated ${times(count)}`,
  );
  const because = [...broken, ...report.inconclusiveBecause].map((reason) => `; ${reason}`);
  return `${verdictLine(report, style)}${because.join('')}`;
}

function moneyLines({ money }: Report, style: Style): string[] {
  const summaries = Object.values(money);
  const shownHeads = moneyHeads.filter(
    ([key]) => !rare.some((one) => one === key) || summaries.some((summary) => (summary[key] ?? 0) !== 0),
  );
  const rows = Object.entries(money).map(([code, summary]) => [
    code,
    ...shownHeads.map(([key]) => formatMinorUnits(summary[key] ?? 0, currency(code))),
  ]);
  return titled(style, 'Money', ['', ...shownHeads.map(([, head]) => head)], rows);
}

const moneyHeads: readonly (readonly [keyof MoneySummary, string])[] = [
  ['captured', 'captured'],
  ['refunded', 'refunded'],
  ['platformFees', 'platform fees'],
  ['pspFees', 'PSP fees'],
  ['sellersPayable', 'sellers payable'],
  ['sellersPaid', 'sellers paid'],
  ['exchanged', 'exchanged'],
  ['receivable', 'receivable'],
  ['inTransit', 'in transit'],
  ['cash', 'cash'],
  ['lowestCash', 'lowest cash'],
];

/** Most scenarios have no refunds and no payouts to sellers, and columns of zeros would only widen the table. */
const rare: readonly (keyof MoneySummary)[] = ['refunded', 'sellersPaid', 'lowestCash', 'exchanged'];

/** More would hide the rest of the result. */
const SHOWN_BREAKS = 10;

function nightLines(report: Report, style: Style): string[] {
  const { reconciliation } = report;
  const rows = reconciliation.nights.map(({ date, lines, matched, breaks, resolved }) => [
    date,
    ...[lines, matched, breaks, resolved].map(grouped),
  ]);
  const open = reconciliation.openBreaks
    .slice(0, SHOWN_BREAKS)
    .map(({ id, explanation }) => style('doubtful', `  open: ${id}: ${explanation}`));
  const more = openBreakCount(report) - open.length;
  if (more > 0)
    open.push(style('doubtful', `  and ${grouped(more)} more, ${whereListed(report.load?.leftOut.openBreaks)}`));
  return [...titled(style, 'Nights', ['', 'lines', 'matched', 'breaks', 'resolved'], rows), ...open];
}

function latencyLines({ latencyMs }: Report, style: Style): string[] {
  const rows = Object.entries(latencyMs)
    .filter(([name, { count }]) => count > 0 || name !== 'refund')
    .map(([name, { count, p50, p90, p95, p99, p999, max }]) => [
      name,
      grouped(count),
      ...[p50, p90, p95, p99, p999, max].map(latency),
    ]);
  return titled(style, 'Latency', ['', 'count', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'], rows);
}

/** What was done again, and what was in doubt for a while: the cost of the policies. */
function retryLine({ counts }: Report, style: Style): string {
  const { buyerRetries, callRetries, pspRetries, softDeclineRetries, unknownOutcomes } = counts;
  const retries = [
    `${grouped(buyerRetries)} by buyers`,
    `${grouped(callRetries)} between services`,
    `${grouped(pspRetries)} to the PSP`,
  ];
  const unanswered = `${grouped(retriesIn(counts))} without an answer: ${retries.join(', ')}`;
  return `${style('strong', 'Retries')}  ${unanswered}; ${grouped(softDeclineRetries)} after soft declines; ${counted(unknownOutcomes, 'charge')} in doubt for a time`;
}

/** Invariants that nothing in the run could have broken. */
function untestedLines({ invariants }: Report, style: Style): string[] {
  const untested = invariants.filter(({ checked }) => checked === 0).map(({ id, name }) => `${id} ${name}`);
  return untested.length === 0 ? [] : ['', `${style('strong', 'Not tested')}  ${untested.join(', ')}`];
}
