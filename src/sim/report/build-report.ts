/** The report of a run that is over, from what was measured, audited and stored. */
import { isoInstant } from '../../domain/calendar.ts';
import type { Audited } from '../checks/audit.ts';
import type { Progress } from '../kernel/kernel.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { describeSettings } from '../scenario/settings.ts';
import type { World } from '../world.ts';
import { balancesOf } from './books.ts';
import { breakResults } from './break-results.ts';
import type { Metrics } from './metrics.ts';
import { moneySummaries } from './money-summaries.ts';
import { nightResults } from './night-results.ts';
import type { Counts, Report, ViolationResult } from './report.ts';
import { thresholdResults } from './threshold-results.ts';
import { topSellers } from './top-sellers.ts';

export interface Finished {
  readonly scenario: Scenario;
  /** Of the scenario file as it was read. */
  readonly sha256: string;
  /** The command that leads to the same run. */
  readonly reproduce: string;
  readonly world: World;
  readonly metrics: Metrics;
  readonly audited: readonly Audited[];
  readonly ending: Progress;
}

export function buildReport(finished: Finished): Report {
  const { scenario, sha256, reproduce, world, metrics, audited } = finished;
  const counts = countsOf(finished);
  const books = balancesOf(
    world.database('ledger').table('transactions').all(),
    scenario.currencies.map(({ currency }) => currency),
  );
  const latencyMs = metrics.latencies.summary();
  const breaks = breakResults(world);
  const because = doubts(finished, counts);
  const violations = audited.filter((result) => result.violations > 0).map(violationOf);
  return {
    schemaVersion: 1,
    scenario: { name: scenario.name, description: scenario.description, sha256 },
    seed: scenario.seed,
    verdict: violations.length > 0 ? 'inconsistent' : because.length > 0 ? 'inconclusive' : 'consistent',
    inconclusiveBecause: because,
    traceHash: world.traceHash(),
    simulated: {
      from: isoInstant(scenario.clock.start),
      to: isoInstant(world.now()),
      nights: scenario.clock.nights,
      zone: scenario.clock.zone,
    },
    counts,
    invariants: audited.map(({ id, name, statement, checked, violations: count }) => ({
      id,
      name,
      statement,
      checked,
      violations: count,
    })),
    violations,
    books,
    money: moneySummaries(scenario, metrics, books),
    reconciliation: { nights: nightResults(scenario, world), ...breaks },
    faults: [],
    latencyMs,
    throughput: metrics.throughput.slices(),
    topSellers: topSellers(world),
    thresholds: thresholdResults(scenario.thresholds, {
      counts,
      latencyMs,
      lines: metrics.lines(),
      openBreaks: breaks.openBreaks.length,
    }),
    settings: describeSettings(scenario),
    reproduce,
  };
}

function countsOf({ metrics, world }: Finished): Counts {
  const counts = metrics.counts();
  const unresolved = counts.orders - counts.captured - counts.declined;
  return { ...counts, unresolved, commits: world.commits(), events: world.events() };
}

/** A run that exercised nothing, or that was cut short, proves nothing. */
function doubts({ ending, scenario, world, metrics }: Finished, counts: Counts): string[] {
  const reasons: string[] = [];
  if (ending === 'limit') {
    const at = isoInstant(world.now());
    reasons.push(`the run reached its limit of ${scenario.limits.events} events at ${at}, before everything had ended`);
  }
  if (counts.captured === 0) reasons.push('no order was captured, so no money moved');
  if (counts.filesReconciled === 0) reasons.push('no settlement file was reconciled');
  else if (counts.captured > 0 && metrics.lines().matched === 0) reasons.push('no line of a file was matched');
  return reasons;
}

function violationOf({ id, name, violations, money, first }: Audited): ViolationResult {
  if (first === undefined) throw new Error(`${id} counts ${violations} violations and kept none`);
  const { at, concern, sentence } = first;
  return {
    invariant: id,
    name,
    count: violations,
    money,
    first: { at: isoInstant(at), order: concern, sentence, story: [] },
  };
}
