/** One run of a scenario: the world, and everything that watches it. */
import type { Instant } from '../domain/calendar.ts';
import type { BankStatement, SettlementFile } from '../domain/settlement-file.ts';
import { createAudit } from './checks/audit.ts';
import type { CheckSettings } from './checks/check.ts';
import { checkMakers } from './checks/registry.ts';
import type { Fact } from './facts.ts';
import type { Interpreter } from './interpreter/interpreter.ts';
import type { Progress } from './kernel/kernel.ts';
import { buildReport } from './report/build-report.ts';
import { createMetrics } from './report/metrics.ts';
import type { Report } from './report/report.ts';
import type { Scenario } from './scenario/scenario.ts';
import { createStoryTeller, storySentences, type Story } from './story/story.ts';
import { createWorld, type World } from './world.ts';

export interface RunSettings {
  readonly scenario: Scenario;
  readonly sha256: string;
  readonly reproduce: string;
  readonly interpreter: Interpreter;
  /** Orders or checkouts whose stories are to be told. */
  readonly stories: readonly string[];
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
  readonly stories: readonly Story[];
  readonly world: World;
  readonly settlementFiles: readonly SettlementFile[];
  readonly bankStatements: readonly BankStatement[];
}

export function createSimulation({ scenario, sha256, reproduce, interpreter, stories }: RunSettings): Simulation {
  const world = createWorld(scenario, interpreter);
  const metrics = createMetrics(scenario.clock.start);
  const audit = createAudit(checkMakers, checkSettings(scenario));
  const tellers = stories.map(createStoryTeller);
  const files = collectFiles();
  for (const watch of [audit, metrics, files, ...tellers]) world.stream.observe((fact) => watch.observe(fact));
  let ending: Progress = 'more';

  return {
    run: (budget) => (ending = world.run(budget)),
    status: () => ({ at: world.now(), checkouts: metrics.counts().checkouts, events: world.events() }),
    finish() {
      // A run that was cut short is not at rest: comparing what should be exact by now would accuse what is in flight.
      if (ending === 'quiet') audit.conclude(world.now());
      const report = buildReport({ scenario, sha256, reproduce, world, metrics, audited: audit.results(), ending });
      return { report, world, stories: tellers.map((teller) => teller.story()), ...files.collected };
    },
  };
}

/**
 * The report with the stories of its violations. A run is the same every time, so what happened to an order is told by
 * running again and listening to that order alone: a run without violations pays nothing for it.
 */
export function withStories(report: Report, stories: readonly Story[]): Report {
  const told = new Map(stories.map((story) => [story.of, storySentences(story)]));
  const violations = report.violations.map((violation) => ({
    ...violation,
    first: { ...violation.first, story: told.get(violation.first.order) ?? [] },
  }));
  return { ...report, violations };
}

function checkSettings({ policy, currencies }: Scenario): CheckSettings {
  return { policy, currencies: currencies.map(({ currency }) => currency), settleWithinMs: 3_600_000 };
}

interface CollectedFiles {
  observe(fact: Fact): void;
  readonly collected: { readonly settlementFiles: SettlementFile[]; readonly bankStatements: BankStatement[] };
}

function collectFiles(): CollectedFiles {
  const collected = { settlementFiles: [] as SettlementFile[], bankStatements: [] as BankStatement[] };
  return {
    observe(fact) {
      if (fact.kind !== 'delivered') return;
      if (fact.message.type === 'SettlementFileSent') collected.settlementFiles.push(fact.message.file);
      if (fact.message.type === 'BankStatementSent') collected.bankStatements.push(fact.message.statement);
    },
    collected,
  };
}
