/**
 * What a load keeps of a cell, and of several cells that were merged: plain data that is small, whatever went on in the
 * cell. Nothing of it is about one order, but for the first violations and lists that stay short.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Books } from '../report/books.ts';
import type { Counts } from '../report/counts.ts';
import { heldUpBy, type HeldUp } from '../report/expectation-results.ts';
import type { Measures } from '../report/measures.ts';
import type {
  FaultResult,
  InvariantResult,
  MoneySummary,
  NightResult,
  OpenBreak,
  Report,
  ResolvedBreak,
  ScoreResult,
  TroubleSpan,
  UnfinishedWork,
  ViolationResult,
} from '../report/report.ts';
import { gapBetween } from '../report/timeline.ts';
import { instantOf, type Finish } from '../simulation.ts';
import type { Cell } from './cells.ts';
import { listed, type Listed } from './listed.ts';

export interface CellOutcome {
  /** Of each cell, in order. */
  readonly traceHashes: readonly string[];
  /** When virtual time ended. */
  readonly to: string;
  readonly settledAt: string | null;
  readonly counts: Counts;
  readonly invariants: readonly InvariantResult[];
  readonly violations: readonly CellViolation[];
  readonly books: Books;
  readonly money: Readonly<Record<string, MoneySummary>>;
  readonly nights: readonly NightResult[];
  readonly openBreaks: Listed<OpenBreak>;
  readonly resolvedBreaks: Listed<ResolvedBreak>;
  readonly unfinished: Listed<UnfinishedWork>;
  readonly faults: readonly FaultResult[];
  readonly troubles: Troubles;
  /** Sites of a script that occurred in none of the cells. */
  readonly unreachedSites: readonly string[];
  readonly score: readonly ScoreResult[];
  readonly topSellers: Report['topSellers'];
  readonly measured: Omit<Measures, 'cutShort'>;
  readonly heldUp: HeldUp;
  readonly cutShort: Listed<string>;
  readonly slowest: readonly CellFigures[];
  readonly violating: Listed<CellFigures>;
}

/** A violation, with the cell in which it was first seen. */
export interface CellViolation extends ViolationResult {
  readonly cell: Cell;
}

/** What the services went through. */
export interface Troubles {
  readonly healedAt: string | null;
  /** Spans that stand closer together than this are one; the same in every cell. */
  readonly gapMs: number;
  readonly spans: readonly CellSpan[];
}

export interface CellSpan extends Omit<TroubleSpan, 'from' | 'to'> {
  readonly from: Instant;
  readonly to: Instant;
}

export interface CellFigures {
  readonly cell: Cell;
  readonly violations: number;
  readonly invariants: readonly string[];
  readonly checkoutP99: number;
}

/** As many as the page of a report shows. */
export const MOST_LISTED = 200;
export const MOST_CELLS_LISTED = 10;
export const MOST_CUT_SHORT = 3;

/** @param name what goes before the ids of a cell, so that they are those of one cell alone; empty for the only one */
export function outcomeOfCell(cell: Cell, name: string, { report, measured }: Finish): CellOutcome {
  const { cutShort, ...figures } = measured();
  const own = { cell, ...judged(report) };
  return {
    traceHashes: [report.traceHash],
    to: report.simulated.to,
    settledAt: report.phases.settledAt,
    counts: report.counts,
    invariants: report.invariants,
    violations: report.violations.map((violation) => ({ ...violation, cell })),
    books: report.books,
    money: report.money,
    nights: report.reconciliation.nights,
    openBreaks: listed(report.reconciliation.openBreaks.map(breakIn(name)), MOST_LISTED),
    resolvedBreaks: listed(report.reconciliation.resolvedBreaks.map(breakIn(name)), MOST_LISTED),
    unfinished: listed(
      report.unfinished.map((work) => ({ ...work, id: `${name}${work.id}` })),
      MOST_LISTED,
    ),
    faults: report.faults,
    troubles: {
      healedAt: report.timeline.healedAt,
      gapMs: gapBetween(instantOf(report.simulated.from), instantOf(report.phases.healAt)),
      spans: report.timeline.spans.map((span) => ({ ...span, from: instantOf(span.from), to: instantOf(span.to) })),
    },
    unreachedSites: report.unreachedSites,
    score: report.score,
    topSellers: report.topSellers.map((seller) => ({ ...seller, sellerId: `${name}${seller.sellerId}` })),
    measured: figures,
    heldUp: heldUpBy(report.capacity),
    cutShort: listed(cutShort === undefined ? [] : [`${name}${cutShort}`], MOST_CUT_SHORT),
    slowest: [own],
    violating: listed(own.violations > 0 ? [own] : [], MOST_CELLS_LISTED),
  };
}

function judged({ violations, latencyMs }: Report): Omit<CellFigures, 'cell'> {
  return {
    violations: violations.reduce((sum, { count }) => sum + count, 0),
    invariants: violations.map(({ invariant }) => invariant),
    checkoutP99: latencyMs.checkout.p99,
  };
}

function breakIn(name: string): <Break extends OpenBreak>(found: Break) => Break {
  return (found) => ({
    ...found,
    id: `${name}${found.id}`,
    order: found.order === null ? null : `${name}${found.order}`,
  });
}
