/** The result of a run as a person reads it at a glance. */
import { currency } from '../../domain/currency.ts';
import { formatMinorUnits } from '../../domain/money.ts';
import type { Report, ThresholdResult, ViolationResult } from '../../sim/report/report.ts';
import { formatDuration } from '../../sim/scenario/units/duration.ts';
import { formatPercentage } from '../../sim/scenario/units/percentage.ts';
import type { Style } from '../terminal.ts';
import { columns, counted, grouped, type Align } from './columns.ts';

export function resultLines(report: Report, style: Style): string[] {
  return [
    verdictLine(report, style),
    ...report.inconclusiveBecause.map((reason) => `  ${reason}`),
    ...report.violations.flatMap((violation) => violationLines(violation, style)),
    '',
    ...moneyLines(report, style),
    '',
    ...nightLines(report, style),
    '',
    ...latencyLines(report, style),
    '',
    retryLine(report, style),
    ...untestedLines(report, style),
    ...thresholdLines(report, style),
  ];
}

/** The verdict in one line. */
export function verdictLine(
  { verdict, counts, seed, scenario, traceHash, invariants, reconciliation, thresholds }: Report,
  style: Style,
): string {
  const tested = invariants.filter(({ checked }) => checked > 0).length;
  const missed = thresholds.filter(({ met }) => !met);
  const facts = [
    counted(counts.checkouts, 'checkout'),
    `${counted(counts.orders, 'order')} (${grouped(counts.captured)} captured, ${grouped(counts.declined)} declined)`,
    `${counted(reconciliation.nights.length, 'night')} reconciled`,
    `${tested} of ${invariants.length} invariants tested`,
    ...missed.map(({ expression }) => style('bad', `missed ${expression}`)),
  ];
  const look = verdict === 'consistent' ? 'good' : verdict === 'inconsistent' ? 'bad' : 'doubtful';
  return `${style(look, verdict.toUpperCase())}  ${scenario.name}, seed ${seed}: ${facts.join(', ')}; trace ${traceHash}`;
}

function violationLines({ invariant, name, count, money, first }: ViolationResult, style: Style): string[] {
  const priced = Object.entries(money).map(([code, amount]) => `${formatMinorUnits(amount, currency(code))} ${code}`);
  const price = priced.length === 0 ? '' : `, ${priced.join(' and ')}`;
  return [
    '',
    style('bad', `  ${invariant} ${name}: ${counted(count, 'time')}${price}`),
    `    first at ${first.at}: ${first.sentence}`,
    ...first.story.map((line) => style('quiet', `      ${line}`)),
  ];
}

const moneyHeads = ['', 'captured', 'platform fees', 'PSP fees', 'sellers payable', 'receivable', 'in transit', 'cash'];

function moneyLines({ money }: Report, style: Style): string[] {
  const rows = Object.entries(money).map(([code, summary]) => {
    const shown = (amount: number): string => formatMinorUnits(amount, currency(code));
    const { captured, platformFees, pspFees, sellersPayable, receivable, inTransit, cash } = summary;
    return [code, ...[captured, platformFees, pspFees, sellersPayable, receivable, inTransit, cash].map(shown)];
  });
  return titled(style, 'Money', moneyHeads, rows);
}

/** More would hide the rest of the result. */
const SHOWN_BREAKS = 10;

function nightLines({ reconciliation }: Report, style: Style): string[] {
  const rows = reconciliation.nights.map(({ date, lines, matched, breaks, resolved }) => [
    date,
    ...[lines, matched, breaks, resolved].map(grouped),
  ]);
  const open = reconciliation.openBreaks
    .slice(0, SHOWN_BREAKS)
    .map(({ id, explanation }) => style('doubtful', `  open: ${id}: ${explanation}`));
  const more = reconciliation.openBreaks.length - open.length;
  if (more > 0) open.push(style('doubtful', `  and ${grouped(more)} more, listed in the report`));
  return [...titled(style, 'Nights', ['', 'lines', 'matched', 'breaks', 'resolved'], rows), ...open];
}

function latencyLines({ latencyMs }: Report, style: Style): string[] {
  const rows = Object.entries(latencyMs).map(([name, { count, p50, p95, p99, max }]) => [
    name,
    grouped(count),
    ...[p50, p95, p99, max].map(formatDuration),
  ]);
  return titled(style, 'Latency', ['', 'count', 'p50', 'p95', 'p99', 'max'], rows);
}

function thresholdLines({ thresholds }: Report, style: Style): string[] {
  if (thresholds.length === 0) return [];
  const lines = thresholds.map((threshold) => {
    const outcome = threshold.met ? style('good', 'met   ') : style('bad', 'missed');
    return `  ${outcome}  ${threshold.expression}  (${measured(threshold)})`;
  });
  return ['', style('strong', 'Thresholds'), ...lines];
}

function measured({ value, unit }: ThresholdResult): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'ppm':
      return formatPercentage(value);
    case 'count':
      return grouped(value);
  }
}

/** What was done again, and what was in doubt for a while: the cost of the policies. */
function retryLine({ counts }: Report, style: Style): string {
  const { buyerRetries, callRetries, pspRetries, softDeclineRetries, unknownOutcomes } = counts;
  const retries = [
    `${grouped(buyerRetries)} by buyers`,
    `${grouped(callRetries)} between services`,
    `${grouped(pspRetries)} to the PSP`,
    `${grouped(softDeclineRetries)} after soft declines`,
  ];
  return `${style('strong', 'Retries')}  ${retries.join(', ')}; ${counted(unknownOutcomes, 'charge')} in doubt for a time`;
}

/** Invariants that nothing in the run could have broken. */
function untestedLines({ invariants }: Report, style: Style): string[] {
  const untested = invariants.filter(({ checked }) => checked === 0).map(({ id, name }) => `${id} ${name}`);
  return untested.length === 0 ? [] : ['', `${style('strong', 'Not tested')}  ${untested.join(', ')}`];
}

function titled(style: Style, title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const align: Align[] = heads.map((_, index) => (index === 0 ? 'left' : 'right'));
  // The title stands above the first column, which is indented below it.
  const [head = '', ...body] = columns([[title, ...heads.slice(1)], ...rows], align);
  return [style('strong', `${title}${head.slice(title.length + 2).padStart(head.length - title.length)}`), ...body];
}
