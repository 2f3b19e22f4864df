/** One run of a scenario: the world, and everything that watches it. */
import { Temporal } from 'temporal-polyfill';
import { serviceNames } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { BankStatement, SettlementFile } from '../domain/settlement-file.ts';
import { createAudit } from './checks/audit.ts';
import type { CheckSettings } from './checks/check.ts';
import { checkMakers } from './checks/registry.ts';
import type { Fact, Faulted } from './facts.ts';
import { hasFaults } from './faults/plan.ts';
import type { WatchSite } from './faults/troubles.ts';
import { createHandOut } from './hand-out.ts';
import type { Hearing } from './hearing.ts';
import type { Interpreter } from './interpreter/interpreter.ts';
import { createDice } from './kernel/dice.ts';
import type { Progress } from './kernel/kernel.ts';
import { policyWithMarket } from './market.ts';
import { buildReport, limitReached, type Finished } from './report/build-report.ts';
import { createCapacityRecord } from './report/capacity.ts';
import { createCourse } from './report/course.ts';
import { createMetrics, type Metrics } from './report/metrics.ts';
import { createOverwhelmed } from './report/overwhelmed.ts';
import { createRealBreaks } from './report/real-breaks.ts';
import type { Measures } from './report/measures.ts';
import type { Report, ViolationResult } from './report/report.ts';
import { denseSeries, type Series } from './report/series.ts';
import { createTimeline } from './report/timeline.ts';
import type { Scenario } from './scenario/scenario.ts';
import { createStoryTeller, type Story } from './story/story.ts';
import { violationStory } from './story/violation-story.ts';
import { createWorld, type World } from './world.ts';

export interface RunSettings {
  readonly scenario: Scenario;
  readonly sha256: string;
  readonly reproduce: string;
  readonly interpreter: Interpreter;
  /** Orders or checkouts whose stories are to be told. */
  readonly stories: readonly string[];
  /** Told of every site at which something could go wrong; nobody when left out. */
  readonly watchSite?: WatchSite;
  /** Told of everything that happens; nobody when left out. */
  readonly watchFact?: (fact: Fact) => void;
}

export interface Simulation {
  /** Runs at most so many events. */
  run(budget: number): Progress;
  status(): { readonly at: Instant; readonly checkouts: number; readonly events: number };
  /** The result, once `run` has come to an end. */
  finish(): Finish;
}

export interface Finish {
  readonly report: Report;
  readonly series: Series;
  readonly stories: readonly Story[];
  readonly world: World;
  readonly settlementFiles: readonly SettlementFile[];
  readonly bankStatements: readonly BankStatement[];
  /** Every fault that fired, in order. */
  readonly faults: readonly Faulted[];
  /** Sites of a script that never occurred. */
  readonly unreached: readonly string[];
  /** What adds up over several runs, where the report has what was made of it. */
  measured(): Measures;
}

export function createSimulation(settings: RunSettings): Simulation {
  const { scenario, sha256, reproduce, interpreter, stories } = settings;
  const world = createWorld(scenario, interpreter, settings.watchSite);
  const metrics = createMetrics(scenario.clock.start, scenario.policy.redrive.everyMs);
  const audit = createAudit(checkMakers, checkSettings(scenario));
  const course = createCourse();
  const tellers = stories.map(createStoryTeller);
  const files = collectFiles();
  const record = createRunRecord();
  const timeline = createTimeline();
  const capacity = createCapacityRecord(scenario, () => repeatedCalls(metrics));
  const overwhelmed = createOverwhelmed();
  const realBreaks = createRealBreaks(scenario.policy.pspFee);
  const troubled = hasFaults(scenario.faults) ? [[{ others: course.observe }], [timeline.hears]] : [];
  // The capacity hears each fact right after the metrics, which it asks how far they are.
  const limited = scenario.capacity === undefined ? [] : [{ others: capacity.observe }, overwhelmed.hears];
  const measured = [...metrics.hears, ...limited];
  const told = tellers.map(({ observe }) => [{ others: observe }]);
  const watchers = [measured, [files.hears], [record.hears], realBreaks.hears, ...told, ...troubled];
  world.stream.observeBatches(audit.observe);
  world.stream.observeBatches(createHandOut(watchers.map((hears) => ({ hears, witness: undefined }))));
  if (settings.watchFact !== undefined) world.stream.observe(settings.watchFact);
  let ending: Progress = 'more';

  return {
    run: (budget) => (ending = world.run(budget)),
    status: () => ({ at: world.now(), checkouts: metrics.counts().checkouts, events: world.events() }),
    finish() {
      // A run that was cut short is not at rest: comparing what should be exact by now would accuse what is in flight.
      const tooMuch = overwhelmed.because(new Set(serviceNames.flatMap((name) => world.database(name).unfinished())));
      if (ending === 'quiet' && tooMuch === undefined) audit.conclude(world.now());
      const audited = audit.results();
      const { faulted, ...recorded } = record.read();
      const held = capacity.measures(world.now());
      const seen = {
        metrics,
        audited,
        capacity: held,
        tooMuch,
        course,
        timeline,
        faulted,
        ...recorded,
        realBreaks: realBreaks.ids,
        ending,
      };
      const report = buildReport({ scenario, sha256, reproduce, world, ...seen });
      const unreached = world.unreachedSites();
      return {
        report,
        series: denseSeries(metrics.series(), scenario.clock.start),
        world,
        stories: tellers.map((teller) => teller.story()),
        ...files.collected,
        faults: faulted,
        unreached,
        measured: () => ({
          durations: metrics.latencies.durations(),
          traffic: metrics.throughput.traffic(),
          fired: timeline.fired(scenario.clock.start),
          lines: metrics.lines(),
          capacity: held,
          series: metrics.series(),
          cutShort: limitReached({ ending, scenario, world }) ?? tooMuch,
        }),
      };
    },
  };
}

/**
 * The report with the stories of its violations. A run is the same every time, so what happened to an order is told by
 * running again and listening to that order alone: a run without violations pays nothing for it.
 */
export function withStories(report: Report, stories: readonly Story[]): Report {
  const told = new Map(stories.map((story) => [story.of, story]));
  const violations = report.violations.map((violation) => {
    const story = told.get(violation.first.storyOf);
    return story === undefined ? violation : withStory(violation, story, report.simulated.zone);
  });
  return { ...report, violations };
}

/** @param zone the wall clock by which the story is told */
export function withStory(violation: ViolationResult, story: Story, zone: string): ViolationResult {
  const { invariant, name, first } = violation;
  const [since, at] = [instantOf(first.since), instantOf(first.at)];
  const seen = { invariant: `${invariant} ${name}`, sentence: first.sentence, since, at };
  const { sentences, steps } = violationStory(story, seen, zone);
  return { ...violation, first: { ...first, story: sentences, steps } };
}

/** The instant that a report's text names. */
export function instantOf(text: string): Instant {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** What the checks of a run go by. */
export function checkSettings(scenario: Scenario): CheckSettings {
  const { currencies, phases, refunds, seed } = scenario;
  return {
    policy: policyWithMarket(scenario, createDice(seed)),
    currencies: currencies.map(({ currency }) => currency),
    hasRefunds: refunds.share > 0,
    settleWithinMs: phases.settleWithinMs,
  };
}

function repeatedCalls({ calls }: Metrics): number {
  const { services, psp } = calls.repeatedCalls();
  return services + psp;
}

interface RunRecord {
  readonly hears: Hearing;
  read(): Pick<Finished, 'faulted' | 'settledAt' | 'breaksOpenedAt'>;
}

/** What the report needs to know of the course of a run: its faults, its breaks, and when its payments had ended. */
function createRunRecord(): RunRecord {
  const faulted: Faulted[] = [];
  const breaksOpenedAt = new Map<string, Instant>();
  let settledAt: Instant | undefined;
  return {
    hears: {
      faulted: (fact) => void faulted.push(fact),
      written: {
        breaks({ before, after, at }) {
          if (before === undefined) breaksOpenedAt.set(after.id, at);
        },
        paymentEvents({ after, at }) {
          if (after.status !== 'received') settledAt = at;
        },
        orderProgress({ after, at }) {
          if (after.captureLater === true && after.status === 'posted') settledAt = at;
        },
        refunds({ after, at }) {
          if (after.status === 'posted' || after.status === 'refused') settledAt = at;
        },
      },
    },
    read: () => ({ faulted, settledAt, breaksOpenedAt }),
  };
}

interface CollectedFiles {
  readonly hears: Hearing;
  readonly collected: { readonly settlementFiles: SettlementFile[]; readonly bankStatements: BankStatement[] };
}

function collectFiles(): CollectedFiles {
  const collected = { settlementFiles: [] as SettlementFile[], bankStatements: [] as BankStatement[] };
  return {
    hears: {
      delivered: {
        SettlementFileSent: ({ message }) => void collected.settlementFiles.push(message.file),
        BankStatementSent: ({ message }) => void collected.bankStatements.push(message.statement),
      },
    },
    collected,
  };
}
