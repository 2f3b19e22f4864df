/** The report of a load, from the merged outcome of its cells: thresholds and expectations go by the figures of all. */
import { isoInstant } from '../../domain/calendar.ts';
import { createTraceHash } from '../kernel/trace-hash.ts';
import { inOrder } from '../report/books.ts';
import { capacityReport } from '../report/capacity-result.ts';
import { doubtsAbout, verdictOf } from '../report/doubts.ts';
import { expectationResults } from '../report/expectation-results.ts';
import { histogramOf, type Durations } from '../report/durations.ts';
import { latencyOf } from '../report/histogram.ts';
import type { CellResult, LoadResult } from '../report/load-result.ts';
import type { Latency, LatencyName, Report, TroubleSpan, ViolationResult } from '../report/report.ts';
import { thresholdResults } from '../report/threshold-results.ts';
import { slicesOf } from '../report/throughput.ts';
import { firedSlices } from '../report/timeline.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { describeSettings } from '../scenario/settings.ts';
import { instantOf } from '../simulation.ts';
import type { CellFigures, CellOutcome, CellSpan, CellViolation } from './cell-outcome.ts';
import { cellName, type Cell } from './cells.ts';
import type { Listed } from './listed.ts';

export interface Loaded {
  /** With the checkouts of the whole load. */
  readonly scenario: Scenario;
  /** Of the scenario file as it was read. */
  readonly sha256: string;
  readonly cells: readonly Cell[];
  /** The commands that lead to the same load, and to one of its cells alone. */
  readonly reproduce: string;
  readonly reproduceCell: (cell: Cell) => string;
}

export function loadReport(outcome: CellOutcome, loaded: Loaded): Report {
  const { scenario, sha256, reproduce } = loaded;
  const { counts, measured, faults, score, unreachedSites } = outcome;
  const latencyMs = latenciesOf(measured);
  const totals = totalsOf(outcome);
  const expectations = expectationResults(scenario.expect, {
    counts,
    faults,
    score,
    heldUp: outcome.heldUp,
    breaks: totals.breaks,
  });
  const cutShort = sentencesOf(outcome.cutShort);
  const { matched } = measured.lines;
  const because = doubtsAbout({ counts, matched, cutShort, expectations, unreachedSites });
  const { start } = scenario.clock;
  const throughput = slicesOf(measured.traffic, start);
  const capacity = measured.capacity && capacityReport(measured.capacity, throughput, start);
  return {
    schemaVersion: 1,
    scenario: { name: scenario.name, description: scenario.description, sha256 },
    seed: scenario.seed,
    defects: [...scenario.policy.defects],
    verdict: verdictOf(outcome.violations, because),
    inconclusiveBecause: because,
    traceHash: hashOf(outcome.traceHashes),
    simulated: {
      from: isoInstant(start),
      to: outcome.to,
      nights: scenario.clock.nights,
      zone: scenario.clock.zone,
    },
    counts,
    invariants: outcome.invariants,
    violations: violationsOf(outcome, loaded),
    books: inOrder(
      outcome.books,
      scenario.currencies.map(({ currency }) => currency),
    ),
    money: outcome.money,
    reconciliation: {
      nights: outcome.nights,
      openBreaks: outcome.openBreaks.items,
      resolvedBreaks: outcome.resolvedBreaks.items,
    },
    faults,
    timeline: {
      healedAt: outcome.troubles.healedAt,
      ...firedSlices(measured.fired, start, instantOf(outcome.to)),
      spans: outcome.troubles.spans.map(spanOf),
    },
    unreachedSites,
    score,
    unfinished: outcome.unfinished.items,
    phases: { healAt: isoInstant(scenario.phases.healAt), settledAt: outcome.settledAt },
    latencyMs,
    throughput,
    ...(capacity === undefined ? {} : { capacity }),
    topSellers: outcome.topSellers,
    thresholds: thresholdResults(scenario.thresholds, {
      ...{ counts, latencyMs, throughput, capacity, score, lines: measured.lines },
      openBreaks: totals.openBreaks,
      unfinished: totals.unfinished,
    }),
    expectations,
    settings: describeSettings(scenario),
    load: loadOf(outcome, loaded),
    reproduce,
  };
}

function spanOf({ from, to, ...span }: CellSpan): TroubleSpan {
  return { ...span, from: isoInstant(from), to: isoInstant(to) };
}

function latenciesOf({ durations }: CellOutcome['measured']): Record<LatencyName, Latency> {
  return {
    checkout: summaryOf(durations.checkout),
    charge: summaryOf(durations.charge),
    credit: summaryOf(durations.credit),
    posting: summaryOf(durations.posting),
    refund: summaryOf(durations.refund),
  };
}

function summaryOf(durations: Durations): Latency {
  return latencyOf(histogramOf(durations), durations.max);
}

interface Totals {
  readonly openBreaks: number;
  readonly breaks: number;
  readonly unfinished: number;
}

function totalsOf({ openBreaks, resolvedBreaks, unfinished }: CellOutcome): Totals {
  const [open, resolved] = [allOf(openBreaks), allOf(resolvedBreaks)];
  return { openBreaks: open, breaks: open + resolved, unfinished: allOf(unfinished) };
}

function allOf<Item>({ items, leftOut }: Listed<Item>): number {
  return items.length + leftOut;
}

function sentencesOf({ items, leftOut }: CellOutcome['cutShort']): string[] {
  return leftOut === 0 ? [...items] : [...items, `so it was in ${leftOut} more cells`];
}

/** Of one cell, its own; of several, that of their hashes in order. */
function hashOf(hashes: readonly string[]): string {
  const [only] = hashes;
  if (only !== undefined && hashes.length === 1) return only;
  const trace = createTraceHash();
  for (const hash of hashes) trace.fold(hash);
  return trace.digest();
}

/** In the order of the invariants. */
function violationsOf({ invariants, violations }: CellOutcome, loaded: Loaded): ViolationResult[] {
  const order = invariants.map(({ id }) => id);
  return violations
    .toSorted((a, b) => order.indexOf(a.invariant) - order.indexOf(b.invariant))
    .map((violation) => violationIn(violation, loaded));
}

function violationIn({ cell, ...violation }: CellViolation, { cells, reproduceCell }: Loaded): ViolationResult {
  const { first } = violation;
  return {
    ...violation,
    first: { ...first, order: `${cellName(cell, cells.length)}${first.order}` },
    reproduce: reproduceCell(cell),
  };
}

function loadOf(outcome: CellOutcome, { cells, reproduceCell }: Loaded): LoadResult {
  const result = (figures: CellFigures): CellResult => cellResult(figures, reproduceCell);
  const { violating, slowest, openBreaks, resolvedBreaks, unfinished } = outcome;
  return {
    cells: cells.length,
    largestCell: cells[0]?.checkouts ?? 0,
    ...usersOf(cells[0]),
    violating: violating.items.length + violating.leftOut,
    firstViolating: violating.items.map(result),
    slowest: slowest.map(result),
    leftOut: {
      openBreaks: openBreaks.leftOut,
      resolvedBreaks: resolvedBreaks.leftOut,
      unfinished: unfinished.leftOut,
    },
  };
}

function cellResult({ cell, ...figures }: CellFigures, reproduceCell: Loaded['reproduceCell']): CellResult {
  const { number, seed, checkouts } = cell;
  return { cell: number, seed, checkouts, ...usersOf(cell), ...figures, reproduce: reproduceCell(cell) };
}

function usersOf(cell: Cell | undefined): { readonly users?: number } {
  return cell === undefined || cell.users === 0 ? {} : { users: cell.users };
}
