/**
 * The whole simulated world, put together: read this first. Time and luck come from the kernel; traffic brings buyers to
 * the shop; services run the actors of the payment flow; whatever an actor wants done becomes a message, a commit or a
 * question to the card's issuer; every message and every commit leaves as a fact.
 *
 *   traffic → shop → payment-service → executor → psp → … → wallet → ledger
 *   night   → psp, bank → reconciliation → ledger
 */
import { serviceNames, type Address, type ServiceName } from '../domain/addresses.ts';
import { businessDates, type Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/messages.ts';
import type { FileRevision } from '../domain/night-records.ts';
import { actorKinds } from './actor-kinds.ts';
import { createAnswering } from './answering.ts';
import { createChronicle, type Chronicle } from './chronicle.ts';
import { createConditions } from './conditions.ts';
import { createDatabase, type Database } from './database.ts';
import { createDelivery } from './delivery.ts';
import { createFactStream, type FactStream } from './fact-stream.ts';
import type { Fact } from './facts.ts';
import { hasFaults } from './faults/plan.ts';
import { createSites } from './faults/sites.ts';
import type { FaultCount } from './faults/fault-counts.ts';
import { createTroubles, type WatchSite } from './faults/troubles.ts';
import { createGuard } from './guard.ts';
import type { Interpreter } from './interpreter/interpreter.ts';
import { createIssuer } from './issuer.ts';
import { createDice } from './kernel/dice.ts';
import { createKernel, type Progress } from './kernel/kernel.ts';
import { createTraceHash } from './kernel/trace-hash.ts';
import { createLifecycle, type Lifecycle, type LifecycleParts } from './lifecycle.ts';
import { policyWithMarket } from './market.ts';
import { createNetwork, type Network } from './network.ts';
import { nightPlan } from './nights.ts';
import { bringBuyers, bringEpisodes, bringHealing, bringNights, jobsAgain } from './outside.ts';
import { perService } from './per-service.ts';
import { createPerformer } from './performer.ts';
import { createPspDoor } from './psp-door.ts';
import type { Scenario } from './scenario/scenario.ts';
import { createService, type Service } from './service.ts';
import { createDispatch } from './settlement/dispatch.ts';
import { isKept } from './settlement/kept-files.ts';
import { createStations, type Stations } from './station.ts';
import { createAnswers, type Answers } from './traffic/answers.ts';
import { foldFacts } from './trace.ts';
import { createCatalogue, type Catalogue } from './traffic/catalogue.ts';

/** A simulation about to run, running, or over. */
export interface World {
  readonly stream: FactStream;
  readonly catalogue: Catalogue;
  /** Runs at most so many events. */
  run(budget: number): Progress;
  now(): number;
  /** Events so far, and the history's fingerprint. */
  events(): number;
  traceHash(): string;
  /** Transactions that became durable, over all services. */
  commits(): number;
  database(service: ServiceName): Database;
  /** Actors in memory, over all services. */
  actorsInMemory(): number;
  /** How often each kind of fault could have fired, and did. */
  faultCounts(): readonly FaultCount[];
  /** Sites of a script that never occurred. */
  unreachedSites(): readonly string[];
}

export function createWorld(scenario: Scenario, interpreter: Interpreter, watchSite?: WatchSite): World {
  const base = createBase(scenario, watchSite);
  const { kernel, guard, trace, troubles } = base;
  const bring = (to: Address, message: Message): void => network.send(to, to, message);
  const plan = nightPlan(scenario);
  const runJobsAgain = jobsAgain(plan, kernel.now, bring);
  const { databaseOf, serviceAt, network, lifecycle, stations } = connect(scenario, interpreter, base, runJobsAgain);
  const catalogue = createCatalogue(base.dice, scenario.sellers.count);
  const outside = { ...base, scenario, catalogue, bring };
  bringBuyers(outside);
  bringNights(plan, outside);
  bringEpisodes({ ...base, lifecycle, episodes: troubles.episodes });
  const isNeeded = (): boolean => troubles.haveFired() || stations.haveHeldUp();
  if (hasFaults(scenario.faults) || scenario.capacity !== undefined)
    bringHealing({ ...base, lifecycle, healAt: scenario.phases.healAt, isNeeded });

  return {
    stream: base.stream,
    catalogue,
    run(budget) {
      const progress = kernel.run(budget);
      base.stream.flush();
      guard.rethrow();
      return progress;
    },
    now: () => kernel.now(),
    events: () => kernel.events(),
    traceHash: () => trace.digest(),
    commits: () => serviceNames.reduce((sum, name) => sum + databaseOf(name).commits(), 0),
    database: databaseOf,
    faultCounts: troubles.counts,
    unreachedSites: troubles.unreached,
    actorsInMemory: () => serviceNames.reduce((sum, name) => sum + serviceAt(name).actorsInMemory(), 0),
  };
}

/** What everything stands on: time, luck, the history's fingerprint, the way out for facts, and what can go wrong. */
function createBase(scenario: Scenario, watchSite: WatchSite | undefined) {
  const guard = createGuard();
  const kernel = createKernel(scenario.clock.start, scenario.limits.events);
  const dice = createDice(scenario.seed);
  const stream = createFactStream(guard);
  const publish = (fact: Fact): void => stream.publish(fact);
  const troubles = createTroubles({
    plan: scenario.faults,
    dice,
    now: kernel.now,
    start: scenario.clock.start,
    healAt: scenario.phases.healAt,
    publish,
    watchSite,
  });
  const conditions = createConditions();
  const clockOf = (service: ServiceName): Instant => conditions.clockOf(service, kernel.now());
  const trace = createTraceHash();
  stream.observeBatches((facts) => foldFacts(trace, facts));
  return {
    kernel,
    dice,
    trace,
    guard,
    stream,
    publish,
    sites: createSites(),
    troubles,
    ...troubles,
    conditions,
    clockOf,
    answers: createAnswers(),
  };
}

type Base = ReturnType<typeof createBase>;

interface Connected {
  readonly databaseOf: (service: ServiceName) => Database;
  readonly serviceAt: (name: ServiceName) => Service;
  readonly network: Network;
  readonly lifecycle: Lifecycle;
  readonly stations: Stations;
}

/**
 * Services, their databases and the network between them, connected by what actors want done. What services and databases
 * are made of is named one by one: where it is spread, V8 soon takes that of each for an object of a kind of its own.
 */
function connect(
  scenario: Scenario,
  interpreter: Interpreter,
  base: Base,
  runJobsAgain: LifecycleParts['runJobsAgain'],
): Connected {
  const { kernel, dice, sites, judge, conditions, clockOf } = base;
  const policy = policyWithMarket(scenario, dice);
  const [psp, bank] = [businessDates(policy.pspCalendar), businessDates(policy.bankCalendar)];
  const serviceAt = (name: ServiceName): Service => services(name);
  const incarnationOf = (name: ServiceName): number => services(name).incarnation();
  const answer = createAnswering({ ...base, serviceAt, incarnationOf });

  const chronicle = heardBy(base.answers, createChronicle(base));
  const stations = createStations({ ...base, ...chronicle, capacity: scenario.capacity });
  const { of: stationOf, empty } = stations;
  const lifecycle = createLifecycle({ ...base, serviceOf: serviceAt, runJobsAgain, empty });
  const { crash } = lifecycle;
  const send = (from: Address, to: Address, message: Message): void => network.send(from, to, message);
  const door = createPspDoor({ ...base, pspIsOut: conditions.pspIsOut });
  const deliver = createDelivery({ ...base, ...chronicle, serviceOf: serviceAt, stationOf, door, crash, send });
  const { latency } = scenario.network;
  const network = createNetwork({ ...base, ...chronicle, isCut: conditions.isCut, latency, incarnationOf, deliver });
  const databaseOf = perService((service) =>
    createDatabase({
      service,
      kernel,
      dice,
      sites,
      judge,
      committed: chronicle.committed,
      latency: scenario.database.latency,
      healAt: scenario.phases.healAt,
      answer,
      incarnation: () => incarnationOf(service),
      crash: (downMs) => crash(service, downMs),
    }),
  );
  const askIssuer = createIssuer({ ...base, psp: scenario.psp });
  const isThere = (file: FileRevision): boolean => isKept(databaseOf('reconciliation'), file);
  const dispatch = createDispatch({ ...base, isThere });
  const perform = createPerformer({ kernel, dispatch, send, databaseOf, askIssuer, answer, incarnationOf });
  const services = perService((name) =>
    createService({
      name,
      kernel,
      dice,
      kinds: actorKinds.filter((kind) => kind.service === name),
      database: databaseOf(name),
      interpreter,
      policy,
      dates: { psp, bank, first: scenario.clock.firstNight },
      clock: () => clockOf(name),
      heldUntil: () => conditions.pausedUntil(name),
      perform,
    }),
  );
  return { databaseOf, serviceAt, network, lifecycle, stations };
}

/** Users hear of the end of a checkout when their buyer does. */
function heardBy(answers: Answers, chronicle: Chronicle): Chronicle {
  return {
    ...chronicle,
    delivered(envelope) {
      chronicle.delivered(envelope);
      answers.delivered(envelope.message);
    },
  };
}
