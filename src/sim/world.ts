/**
 * The whole simulated world, put together: read this first. Time and luck come from the kernel; traffic brings buyers to
 * the shop; services run the actors of the payment flow; whatever an actor wants done becomes a message, a commit or a
 * question to the card's issuer; every message and every commit leaves as a fact.
 *
 *   traffic → shop → payment-service → executor → psp → … → wallet → ledger
 *   night   → psp, bank → reconciliation → ledger
 */
import { addressOf, serviceNames, serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import { businessDates } from '../domain/calendar.ts';
import type { Answer, Effect } from '../domain/effects.ts';
import { checkoutId } from '../domain/ids.ts';
import type { Message } from '../domain/messages.ts';
import { actorKinds } from './actor-kinds.ts';
import { createDatabase, type Database } from './database.ts';
import { createFactStream, type FactStream } from './fact-stream.ts';
import type { Written } from './facts.ts';
import { createSites } from './faults/sites.ts';
import { judgeBy } from './faults/verdict.ts';
import { createGuard } from './guard.ts';
import type { Interpreter } from './interpreter/interpreter.ts';
import { createIssuer } from './issuer.ts';
import { kernelScheduler } from './kernel-scheduler.ts';
import { createDice } from './kernel/dice.ts';
import { createKernel, type Progress } from './kernel/kernel.ts';
import { createTraceHash } from './kernel/trace-hash.ts';
import { createNetwork, type Envelope, type Network } from './network.ts';
import { nightPlan, nights } from './nights.ts';
import type { Scenario } from './scenario/scenario.ts';
import { createService, type Service } from './service.ts';
import { createDispatch } from './settlement/dispatch.ts';
import { arrivalPlan, arrivals } from './traffic/arrivals.ts';
import { createBaskets } from './traffic/baskets.ts';
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
}

export function createWorld(scenario: Scenario, interpreter: Interpreter): World {
  const base = createBase(scenario);
  const { kernel, guard, trace } = base;
  const { databases, services, network } = connect(scenario, interpreter, base);
  const catalogue = createCatalogue(base.dice, scenario.sellers.count);
  bringTrafficAndNights(scenario, base, catalogue, (to, message) => network.send(to, to, message));

  return {
    stream: base.stream,
    catalogue,
    run(budget) {
      const progress = kernel.run(budget);
      guard.rethrow();
      return progress;
    },
    now: () => kernel.now(),
    events: () => kernel.events(),
    traceHash: () => trace.digest(),
    commits: () => serviceNames.reduce((sum, name) => sum + databases[name].commits(), 0),
    database: (service) => databases[service],
    actorsInMemory: () => serviceNames.reduce((sum, name) => sum + services[name].actorsInMemory(), 0),
  };
}

/** What everything stands on: time, luck, the history's fingerprint, the way out for facts, and the sites of faults. */
function createBase(scenario: Scenario) {
  const guard = createGuard();
  return {
    kernel: createKernel(scenario.clock.start, scenario.limits.events),
    dice: createDice(scenario.seed),
    trace: createTraceHash(),
    guard,
    stream: createFactStream(guard),
    sites: createSites(),
    judge: judgeBy([]),
  };
}

type Base = ReturnType<typeof createBase>;

interface Connected {
  readonly databases: Record<ServiceName, Database>;
  readonly services: Record<ServiceName, Service>;
  readonly network: Network;
}

/** Services, their databases and the network between them, connected by what actors want done. */
function connect(scenario: Scenario, interpreter: Interpreter, base: Base): Connected {
  const { kernel, dice, trace, stream, sites } = base;
  const { policy } = scenario;
  const dates = { psp: businessDates(policy.pspCalendar), bank: businessDates(policy.bankCalendar) };
  const serviceAt = (address: Address): Service => services[serviceOf(address)];

  const deliver = ({ from, to, message, concern }: Envelope): void => {
    const at = kernel.now();
    trace.fold([at, from, to, message]);
    stream.publish({ kind: 'delivered', at, from, to, message, concern });
    serviceAt(to).deliver(to, { ...message, at });
    if (message.type === 'CheckoutClosed') sites.close(message.checkoutId);
    sites.arrives(concern);
  };
  const committed = (written: readonly Written[]): void => {
    for (const fact of written) {
      trace.fold([fact.at, fact.by, fact.table, fact.after]);
      stream.publish(fact);
    }
  };
  const answer = (to: Address, event: Answer): void => serviceAt(to).answer(to, { ...event, at: kernel.now() });
  const perform = (by: Address, effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        for (const { to, message } of effect.deliveries) network.send(by, to, dispatch(message));
        return;
      case 'commit':
        return databases[serviceOf(by)].commit(by, effect);
      case 'read':
        return databases[serviceOf(by)].read(by, effect.queries);
      case 'authorise':
        return askIssuer(effect, (decision) => answer(by, { type: 'IssuerAnswered', decision }));
    }
  };

  const sent = (envelope: Envelope): void => {
    sites.departs(envelope.concern);
    stream.publish({ kind: 'sent', at: kernel.now(), ...envelope });
  };
  const network = createNetwork({ ...base, latency: scenario.network.latency, sent, deliver });
  const dispatch = createDispatch(base.judge);
  const askIssuer = createIssuer({ ...base, psp: scenario.psp });
  const databases = perService((service) =>
    createDatabase({ ...base, service, latency: scenario.database.latency, committed, answer }),
  );
  const services = perService((name) => {
    const kinds = actorKinds.filter((kind) => kind.service === name);
    return createService({ name, kinds, database: databases[name], interpreter, kernel, dice, policy, dates, perform });
  });
  return { databases, services, network };
}

/** What comes in from outside: buyers, at the pace of the traffic, and the clock's nights. */
function bringTrafficAndNights(
  scenario: Scenario,
  { kernel, dice, guard }: Base,
  catalogue: Catalogue,
  bring: (to: Address, message: Message) => void,
): void {
  const scheduler = kernelScheduler(kernel);
  const basketOf = createBaskets(scenario, catalogue, dice);
  const buyerArrives = (n: number): void => {
    const id = checkoutId(n);
    bring(addressOf.buyer(id), { type: 'BuyerArrived', checkoutId: id, basket: basketOf(n) });
  };
  arrivals(arrivalPlan(scenario, dice), scheduler).subscribe(guard.wrap(buyerArrives));
  nights(nightPlan(scenario), scheduler).subscribe(guard.wrap(({ to, message }) => bring(to, message)));
}

function perService<T>(make: (service: ServiceName) => T): Record<ServiceName, T> {
  return {
    shop: make('shop'),
    'payment-service': make('payment-service'),
    executor: make('executor'),
    psp: make('psp'),
    bank: make('bank'),
    wallet: make('wallet'),
    ledger: make('ledger'),
    reconciliation: make('reconciliation'),
  };
}
