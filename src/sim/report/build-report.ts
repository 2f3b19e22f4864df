/** The report of a run that is over, from what was measured, audited and stored. */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Audited } from '../checks/audit.ts';
import type { Faulted } from '../facts.ts';
import type { Progress } from '../kernel/kernel.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { describeSettings } from '../scenario/settings.ts';
import type { World } from '../world.ts';
import { balancesOf } from './books.ts';
import { breakResults } from './break-results.ts';
import type { CapacityMeasures } from './capacity-measures.ts';
import { capacityReport } from './capacity-result.ts';
import type { Course } from './course.ts';
import { doubtsAbout, verdictOf } from './doubts.ts';
import { expectationResults, heldUpBy } from './expectation-results.ts';
import type { Metrics } from './metrics.ts';
import { moneySummaries } from './money-summaries.ts';
import { nightResults } from './night-results.ts';
import type { Counts } from './counts.ts';
import type { FaultResult, Report, ViolationResult } from './report.ts';
import { scoreResults } from './score.ts';
import { thresholdResults } from './threshold-results.ts';
import { slicesOf } from './throughput.ts';
import type { TimelineRecord } from './timeline.ts';
import { topSellers } from './top-sellers.ts';
import { unfinishedWork } from './unfinished.ts';

export interface Finished {
  readonly scenario: Scenario;
  /** Of the scenario file as it was read. */
  readonly sha256: string;
  /** The command that leads to the same run. */
  readonly reproduce: string;
  readonly world: World;
  readonly metrics: Metrics;
  /** Undefined where no capacity is limited. */
  readonly capacity: CapacityMeasures | undefined;
  /** Why the load was beyond the capacity for good; undefined where it was not. */
  readonly tooMuch: string | undefined;
  readonly course: Course;
  /** Every fault that fired, in order. */
  readonly faulted: readonly Faulted[];
  readonly timeline: TimelineRecord;
  /** When the last payment or refund ended; undefined before the first. */
  readonly settledAt: Instant | undefined;
  /** When each break was first on record, by its id. */
  readonly breaksOpenedAt: ReadonlyMap<string, Instant>;
  /** The ids of the breaks that were right when they were opened, whatever was injected. */
  readonly realBreaks: ReadonlySet<string>;
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
  const throughput = slicesOf(metrics.throughput.traffic(), scenario.clock.start);
  const capacity = finished.capacity && capacityReport(finished.capacity, throughput, scenario.clock.start);
  const breaks = breakResults(world);
  const faults = faultResults(finished);
  const score = scoreOf(finished);
  const expectations = expectationResults(scenario.expect, {
    ...{ counts, faults, score },
    heldUp: heldUpBy(capacity),
    breaks: breaks.openBreaks.length + breaks.resolvedBreaks.length,
  });
  const unfinished = unfinishedWork(world);
  const unreachedSites = world.unreachedSites();
  const { matched } = metrics.lines();
  const cutShort = [limitReached(finished), finished.tooMuch].filter((sentence) => sentence !== undefined);
  const because = doubtsAbout({ counts, matched, cutShort, expectations, unreachedSites });
  const violations = audited.filter((result) => result.violations > 0).map(violationOf);
  return {
    schemaVersion: 1,
    scenario: { name: scenario.name, description: scenario.description, sha256 },
    seed: scenario.seed,
    defects: [...scenario.policy.defects],
    verdict: verdictOf(violations, because),
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
    faults,
    timeline: finished.timeline.timeline(scenario.clock.start, world.now()),
    unreachedSites,
    score,
    unfinished,
    phases: { healAt: isoInstant(scenario.phases.healAt), settledAt: settled(finished) },
    latencyMs,
    throughput,
    ...(capacity === undefined ? {} : { capacity }),
    topSellers: topSellers(world),
    thresholds: thresholdResults(scenario.thresholds, {
      ...{ counts, latencyMs, throughput, capacity, score, lines: metrics.lines() },
      openBreaks: breaks.openBreaks.length,
      unfinished: unfinished.length,
    }),
    expectations,
    settings: describeSettings(scenario),
    reproduce,
  };
}

function countsOf({ metrics, world }: Finished): Counts {
  const counts = metrics.counts();
  const unresolved = counts.orders - counts.captured - counts.declined - counts.lapsed;
  return { ...counts, unresolved, commits: world.commits(), events: world.events() };
}

/** Where the run was cut short, in a sentence; undefined when it came to its end. */
export function limitReached({
  ending,
  scenario,
  world,
}: Pick<Finished, 'ending' | 'scenario' | 'world'>): string | undefined {
  if (ending !== 'limit') return undefined;
  const at = isoInstant(world.now());
  return `the run reached its limit of ${scenario.limits.events} events at ${at}, before everything had ended`;
}

function faultResults({ world, course }: Finished): FaultResult[] {
  return world.faultCounts().map(({ kind, could, fired }) => ({ kind, could, fired, changed: course.changed(kind) }));
}

function scoreOf({ faulted, breaksOpenedAt: openedAt, realBreaks: real, world }: Finished): Report['score'] {
  const kept = world.database('reconciliation');
  const contents = kept.table('fileContents').all();
  return scoreResults(faulted, kept.table('breaks').all(), { contents, openedAt, real });
}

/** Files and payouts may still be on their way then: they are the night's business. */
function settled({ settledAt, scenario, world }: Finished): string | null {
  const { table } = world.database('payment-service');
  const open = (['paymentEvents', 'orderProgress', 'refunds'] as const).some(
    (name) => table(name).unfinished().length > 0,
  );
  return open ? null : isoInstant(settledAt ?? scenario.clock.start);
}

function violationOf({ id, name, violations, money, first }: Audited): ViolationResult {
  if (first === undefined) throw new Error(`${id} counts ${violations} violations and kept none`);
  const { at, since = at, concern, cause = concern, sentence, whose = null } = first;
  return {
    invariant: id,
    name,
    count: violations,
    money,
    first: {
      ...{ at: isoInstant(at), since: isoInstant(Math.min(since, at)), whose, order: concern, sentence },
      ...{ storyOf: cause, story: [], steps: [] },
    },
  };
}
