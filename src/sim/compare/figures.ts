/** The figures of a run that two designs are compared by, and which way each of them is better. */
import type { Latency, MoneySummary, Report } from '../report/report.ts';
import type { Fate } from './fate.ts';

export type FigureGroup = (typeof figureGroups)[number];

export const figureGroups = ['outcomes', 'work', 'money', 'latency', 'violations'] as const;

/** What a figure is of; two runs have the same figures where they have the same names. */
export interface FigureName {
  readonly group: FigureGroup;
  readonly name: string;
  /** Of an amount of money, in minor units; null for anything else. */
  readonly currency: string | null;
  readonly unit: 'count' | 'money' | 'ms';
  /** Which is better; null where that depends on what one wants. */
  readonly better: 'more' | 'less' | null;
}

export interface Figure extends FigureName {
  /** Null where there was nothing to measure. */
  readonly value: number | null;
}

/** What is measured beside the report. */
export interface Measured {
  readonly report: Report;
  /** Charges, refunds and inquiries that the executor sent to the PSP. */
  readonly pspCalls: number;
  readonly fates: Iterable<readonly [{ readonly currency: string }, Fate]>;
}

/** Invariants that were not violated have no figure. */
export function figuresOf(measured: Measured): Figure[] {
  const { report } = measured;
  return [
    ...outcomes(report),
    ...work(measured),
    ...money(measured),
    ...Object.entries(report.latencyMs).flatMap(([step, latency]) => latencies(step, latency)),
    ...violations(report),
  ];
}

type Better = Figure['better'];
type Row = readonly [name: string, value: number, better: Better];

function counts(group: FigureGroup, rows: readonly Row[]): Figure[] {
  return rows.map(([name, value, better]) => ({ group, name, currency: null, unit: 'count', better, value }));
}

function outcomes({ counts: of, unfinished, reconciliation }: Report): Figure[] {
  return counts('outcomes', [
    ['orders', of.orders, null],
    ['captured', of.captured, 'more'],
    ['declined', of.declined, 'less'],
    ['unresolved', of.unresolved, 'less'],
    ['refunded', of.refunded, null],
    ['refunds refused', of.refundsRefused, 'less'],
    ['in doubt for a time', of.unknownOutcomes, null],
    ['dead letters', of.deadLetters, 'less'],
    ['unfinished work', unfinished.length, 'less'],
    ['open breaks', reconciliation.openBreaks.length, 'less'],
    ['payouts to sellers', of.sellerPayouts, null],
    ['payouts returned', of.payoutsReturned, 'less'],
  ]);
}

function work({ report: { counts: of, faults }, pspCalls }: Measured): Figure[] {
  return counts('work', [
    ['PSP calls', pspCalls, 'less'],
    ['PSP retries', of.pspRetries, 'less'],
    ['inquiries', of.inquiries, null],
    ['soft decline retries', of.softDeclineRetries, null],
    ['service retries', of.callRetries, 'less'],
    ['buyer retries', of.buyerRetries, 'less'],
    ['redrives', of.redrives, 'less'],
    ['messages lost', of.messagesLost, 'less'],
    ['restarts', of.restarts, null],
    ['faults fired', faults.reduce((sum, { fired }) => sum + fired, 0), null],
  ]);
}

/** More captured is no gain where a card was charged twice, and fewer fees are none where less was sold. */
const summarised: readonly (readonly [keyof MoneySummary, string, Better])[] = [
  ['captured', 'captured', null],
  ['refunded', 'refunded', null],
  ['declined', 'declined', 'less'],
  ['platformFees', 'platform fees', 'more'],
  ['pspFees', 'PSP fees', null],
  ['sellersPayable', 'sellers payable', null],
  ['sellersPaid', 'sellers paid', null],
  ['receivable', 'receivable', null],
  ['inTransit', 'in transit', null],
  ['exchanged', 'exchanged', null],
  ['cash', 'at the bank', null],
  ['lowestCash', 'lowest at the bank', 'more'],
];

function money({ report, fates }: Measured): Figure[] {
  const tooMuch: Record<string, number> = {};
  for (const [{ currency }, fate] of fates) tooMuch[currency] = (tooMuch[currency] ?? 0) + fate.tooMuch;
  const inBreaks: Record<string, number> = {};
  for (const { currency, amount } of report.reconciliation.openBreaks)
    inBreaks[currency] = (inBreaks[currency] ?? 0) + Math.abs(amount);
  return Object.entries(report.money).flatMap(([currency, summary]): Figure[] =>
    [
      ...summarised.map(([key, name, better]): Row => [name, summary[key] ?? 0, better]),
      ...([
        ['in open breaks', inBreaks[currency] ?? 0, 'less'],
        ['charged too much', tooMuch[currency] ?? 0, 'less'],
        ['at risk', atRisk(report, currency), 'less'],
      ] satisfies Row[]),
    ].map(([name, value, better]) => ({ group: 'money', name, currency, unit: 'money', better, value })),
  );
}

/** Several invariants may see the same money, so that their sum would be too much: the most that one of them has priced. */
function atRisk(report: Report, currency: string): number {
  return Math.max(0, ...report.violations.map((violation) => violation.money[currency] ?? 0));
}

function latencies(step: string, { count, p50, p95, p99, max }: Latency): Figure[] {
  return Object.entries({ p50, p95, p99, max }).map(([quantile, ms]) => ({
    group: 'latency',
    name: `${step} ${quantile}`,
    currency: null,
    unit: 'ms',
    better: 'less',
    value: count === 0 ? null : ms,
  }));
}

function violations(report: Report): Figure[] {
  return report.violations.flatMap(({ invariant, name: of, count, money: priced }): Figure[] => {
    const name = `${invariant} ${of}`;
    return [
      ...counts('violations', [[name, count, 'less']]),
      ...Object.entries(priced).map(([currency, value]): Figure => {
        return { group: 'violations', name, currency, unit: 'money', better: 'less', value };
      }),
    ];
  });
}
