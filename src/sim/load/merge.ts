/**
 * Two outcomes in one: of cells, or of several cells that were merged before. The order of the cells counts, how they are
 * grouped does not, so that the report of a load does not depend on which worker ran what.
 */
import { addedScores } from '../report/added-scores.ts';
import type { Books } from '../report/books.ts';
import { addedCapacity } from '../report/capacity-measures.ts';
import { addedDurations } from '../report/durations.ts';
import { addedMinutes } from '../report/minutes.ts';
import type { FaultResult, InvariantResult, MoneySummary, NightResult, Report } from '../report/report.ts';
import { addedSeries } from '../report/series.ts';
import { addedFigures, addedSums, exactSum, mergedBy, paired } from '../report/sums.ts';
import { addedTraffic } from '../report/throughput.ts';
import { MOST_IN_A_CURRENCY } from '../report/top-sellers.ts';
import {
  MOST_CELLS_LISTED,
  MOST_CUT_SHORT,
  MOST_LISTED,
  type CellFigures,
  type CellOutcome,
  type CellViolation,
} from './cell-outcome.ts';
import { addedLists } from './listed.ts';
import { mergedTroubles } from './merge-troubles.ts';

export function merged(a: CellOutcome, b: CellOutcome): CellOutcome {
  return {
    traceHashes: [...a.traceHashes, ...b.traceHashes],
    to: later(a.to, b.to),
    settledAt: a.settledAt === null || b.settledAt === null ? null : later(a.settledAt, b.settledAt),
    counts: addedFigures(a.counts, b.counts),
    invariants: mergedBy(a.invariants, b.invariants, ({ id }) => id, addedInvariants),
    violations: mergedBy(a.violations, b.violations, ({ invariant }) => invariant, addedViolations),
    books: addedBooks(a.books, b.books),
    money: paired(a.money, b.money, addedMoney),
    nights: mergedBy(a.nights, b.nights, ({ date }) => date, addedNights).toSorted(byDate),
    openBreaks: addedLists(a.openBreaks, b.openBreaks, MOST_LISTED),
    resolvedBreaks: addedLists(a.resolvedBreaks, b.resolvedBreaks, MOST_LISTED),
    unfinished: addedLists(a.unfinished, b.unfinished, MOST_LISTED),
    faults: mergedBy(a.faults, b.faults, ({ kind }) => kind, addedFaults),
    troubles: mergedTroubles(a.troubles, b.troubles),
    unreachedSites: a.unreachedSites.filter((site) => b.unreachedSites.includes(site)),
    score: addedScores(a.score, b.score),
    topSellers: topOf([...a.topSellers, ...b.topSellers]),
    measured: addedMeasures(a.measured, b.measured),
    heldUp: addedFigures(a.heldUp, b.heldUp),
    cutShort: addedLists(a.cutShort, b.cutShort, MOST_CUT_SHORT),
    slowest: slowestOf([...a.slowest, ...b.slowest]),
    violating: addedLists(a.violating, b.violating, MOST_CELLS_LISTED),
  };
}

/** Both in ISO 8601 with the same digits, so that their letters are in the order of time. */
function later(a: string, b: string): string {
  return a < b ? b : a;
}

function addedInvariants(a: InvariantResult, b: InvariantResult): InvariantResult {
  return {
    ...a,
    checked: exactSum(a.checked, b.checked),
    violations: exactSum(a.violations, b.violations),
  };
}

/** What was first seen earlier comes first; of two at the same time, that of the cell before. */
function addedViolations(a: CellViolation, b: CellViolation): CellViolation {
  return {
    ...(b.first.at < a.first.at ? b : a),
    count: exactSum(a.count, b.count),
    money: addedSums(a.money, b.money),
  };
}

function addedBooks(a: Books, b: Books): Books {
  const currencies = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(currencies.map((code) => [code, addedSums(a[code] ?? {}, b[code] ?? {})]));
}

function addedMoney({ exchanged, ...a }: MoneySummary, { exchanged: other, ...b }: MoneySummary): MoneySummary {
  return {
    ...addedFigures(a, b),
    ...(exchanged === undefined ? {} : { exchanged: exactSum(exchanged, other ?? 0) }),
  };
}

function addedNights(a: NightResult, b: NightResult): NightResult {
  return {
    date: a.date,
    lines: a.lines + b.lines,
    matched: a.matched + b.matched,
    breaks: a.breaks + b.breaks,
    resolved: a.resolved + b.resolved,
    money: paired(a.money, b.money, addedFigures),
  };
}

function byDate(a: NightResult, b: NightResult): number {
  return a.date < b.date ? -1 : 1;
}

function addedFaults(a: FaultResult, b: FaultResult): FaultResult {
  return { kind: a.kind, could: a.could + b.could, fired: a.fired + b.fired, changed: a.changed + b.changed };
}

function topOf(sellers: Report['topSellers']): Report['topSellers'] {
  const currencies = [...new Set(sellers.map(({ currency }) => currency))].toSorted();
  return currencies.flatMap((code) =>
    sellers
      .filter(({ currency }) => currency === code)
      .toSorted((a, b) => b.balance - a.balance)
      .slice(0, MOST_IN_A_CURRENCY),
  );
}

function addedMeasures(a: CellOutcome['measured'], b: CellOutcome['measured']): CellOutcome['measured'] {
  return {
    durations: paired(a.durations, b.durations, addedDurations),
    traffic: addedTraffic(a.traffic, b.traffic),
    fired: addedMinutes(a.fired, b.fired),
    lines: addedFigures(a.lines, b.lines),
    series: addedSeries(a.series, b.series),
    // All cells are of one scenario, whose services are limited or not.
    capacity: a.capacity && b.capacity && addedCapacity(a.capacity, b.capacity),
  };
}

function slowestOf(cells: readonly CellFigures[]): CellFigures[] {
  return cells.toSorted((a, b) => b.checkoutP99 - a.checkoutP99).slice(0, MOST_CELLS_LISTED);
}
