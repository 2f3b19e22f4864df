/**
 * A small world for the refunds of one posted order, with the actors as they are and everything around them unreliable:
 * messages are lost, late, doubled and out of order, commits fail, are late or acknowledged to nobody, services crash.
 * Then it heals, an operator drives what is unfinished, and the world comes to rest.
 */
import { addressOf, entityOf, serviceOf, type Address, type ServiceName } from '../../src/domain/addresses.ts';
import { businessDate, businessDates } from '../../src/domain/calendar.ts';
import type { Answer, Effect, ReadResult, Resumed, Write } from '../../src/domain/effects.ts';
import type { Message } from '../../src/domain/messages.ts';
import { noDefects } from '../../src/domain/defects.ts';
import type { ActorInput, Policy } from '../../src/domain/policy.ts';
import type { TableName, Tables } from '../../src/domain/records.ts';
import { chargeRefunds } from '../../src/actors/charge-refunds.ts';
import { ledgerTransaction } from '../../src/actors/ledger-transaction.ts';
import { pspGateway } from '../../src/actors/psp-gateway.ts';
import { refundOrder } from '../../src/actors/refund-order.ts';
import { refundRequest } from '../../src/actors/refund-request.ts';
import { refundSaga } from '../../src/actors/refund-saga.ts';
import { wallet } from '../../src/actors/wallet.ts';
import { xstateInterpreter } from '../../src/sim/interpreter/xstate-interpreter.ts';
import type { RunningMachine } from '../../src/sim/interpreter/interpreter.ts';
import { createDice } from '../../src/sim/kernel/dice.ts';
import { createKernel } from '../../src/sim/kernel/kernel.ts';
import { createTable, type Table } from '../../src/sim/table.ts';
import { tables } from '../../src/sim/tables.ts';

export interface Storm {
  /** Lets a message arrive, after so many milliseconds. */
  bring(to: Address, message: Message, afterMs: number): void;
  /** Stores a record before anything happens. */
  store(write: Write): void;
  /** Runs an hour of storm, heals, and runs until nothing is left to happen; at most so many events. */
  run(): 'quiet' | 'more' | 'limit';
  records<T extends TableName>(table: T): Tables[T][];
  /** How often each kind of trouble has struck. */
  readonly troubles: Readonly<Record<string, number>>;
}

const HOUR = 3_600_000;
const first = businessDate('2026-03-02');
const berlinMidnight = { zone: 'Europe/Berlin', cutOff: 0 };

/** Everybody gives up sooner than in a good policy, so that an hour holds rounds, parking, dead letters and probes. */
export const stormPolicy: Policy = {
  platformFee: 100_000,
  calls: { timeoutMs: 2000, attempts: 3, backoff: { firstMs: 200, maxMs: 5000, jitter: 500_000 } },
  psp: { timeoutMs: 10_000, attempts: 4, backoff: { firstMs: 500, maxMs: 30_000, jitter: 500_000 } },
  redrive: { everyMs: 120_000, rounds: 2 },
  breaker: { failures: 3, openMs: 30_000 },
  requestValidMs: 300_000,
  fileGraceMs: HOUR,
  softDeclineRetries: 1,
  softDeclineWaitMs: 2000,
  storageTimeoutMs: 1000,
  buyer: { patienceMs: 60_000, clicks: 10 },
  pspFee: { rate: 29_000, fixed: {} },
  pspCalendar: berlinMidnight,
  payoutAfterDays: 1,
  bankCalendar: berlinMidnight,
  bankTransitMs: HOUR,
  defects: noDefects,
};
const crashing: readonly ServiceName[] = ['payment-service', 'executor', 'psp', 'wallet', 'ledger'];

const kinds = [
  { prefix: 'shop/refund-', machine: refundRequest },
  { prefix: 'payment-service/refund-', machine: refundSaga, table: 'refunds' },
  { prefix: 'executor/refund-', machine: refundOrder, table: 'refundOrders' },
  { prefix: 'executor/psp-gateway', machine: pspGateway },
  { prefix: 'psp/refunds-', machine: chargeRefunds, table: 'charges', named: 'refunds-' },
  { prefix: 'wallet/', machine: wallet, table: 'wallets' },
  { prefix: 'ledger/posting-', machine: ledgerTransaction, table: 'postedRequests', named: 'posting-' },
] as const;

interface State {
  readonly kernel: ReturnType<typeof createKernel>;
  readonly draw: () => number;
  readonly healAt: number;
  readonly tables: ReadonlyMap<TableName, Table<never>>;
  readonly awake: Map<Address, RunningMachine>;
  readonly down: Set<ServiceName>;
  /** How often each service has crashed: what was begun before the last crash is forgotten. */
  readonly crashes: Map<ServiceName, number>;
  readonly pending: Set<string>;
  readonly busyUntil: Map<Address, number>;
  readonly troubles: Record<string, number>;
}

/** @param rate how likely each trouble is at each occasion, 0 to 1 */
export function createStorm(seed: string, rate: number): Storm {
  const start = Date.parse('2026-03-02T12:00:00Z');
  const names = Object.keys(tables) as TableName[];
  const state: State = {
    kernel: createKernel(start, 400_000),
    draw: createDice(seed).stream('storm', 'refunds'),
    healAt: start + HOUR,
    tables: new Map(names.map((name) => [name, createTable(tables[name]) as unknown as Table<never>])),
    awake: new Map(),
    down: new Set(),
    crashes: new Map(),
    pending: new Set(),
    busyUntil: new Map(),
    troubles: {},
  };
  const strikes = (trouble: string): boolean => {
    if (state.kernel.now() >= state.healAt || state.draw() >= rate) return false;
    state.troubles[trouble] = (state.troubles[trouble] ?? 0) + 1;
    return true;
  };
  const world = { ...state, strikes };
  for (let at = start; at < state.healAt; at += 60_000) state.kernel.schedule(at, () => crash(world));
  state.kernel.schedule(state.healAt, () => heal(world));
  return {
    bring: (to, message, afterMs) => state.kernel.schedule(start + afterMs, () => deliver(world, to, message, start)),
    store: (write) => tableOf(world, write.table).put(write.record as never),
    run: () => state.kernel.run(400_000),
    records: (table) => [...tableOf(world, table).all()] as never,
    troubles: state.troubles,
  };
}

type World = State & { readonly strikes: (trouble: string) => boolean };

function tableOf({ tables: all }: World, name: TableName): Table<never> {
  const table = all.get(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

function crash(world: World): void {
  const service = crashing[Math.floor(world.draw() * crashing.length)];
  if (service === undefined || world.down.has(service) || !world.strikes('crash')) return;
  world.down.add(service);
  world.crashes.set(service, (world.crashes.get(service) ?? 0) + 1);
  for (const address of world.awake.keys()) if (serviceOf(address) === service) world.awake.delete(address);
  world.kernel.schedule(world.kernel.now() + Math.floor(world.draw() * 300_000), () => restart(world, service));
}

function restart(world: World, service: ServiceName): void {
  if (!world.down.delete(service)) return;
  resumeAll(world, service);
}

function heal(world: World): void {
  world.down.clear();
  for (const service of crashing) resumeAll(world, service);
}

function resumeAll(world: World, service: ServiceName): void {
  for (const [name, table] of world.tables) {
    if (tables[name].service !== service) continue;
    for (const address of table.unfinished()) deliver(world, address, { type: 'Resumed' }, world.kernel.now());
  }
}

/** A message travels. What stays within a service is neither lost nor late. */
function post(world: World, from: Address, to: Address, message: Message): void {
  const sentAt = world.kernel.now();
  const travel = (ms: number): void =>
    void world.kernel.schedule(sentAt + ms, () => deliver(world, to, message, sentAt));
  if (serviceOf(from) === serviceOf(to)) return travel(0);
  if (world.strikes('lost')) return;
  if (world.strikes('doubled')) travel(Math.floor(world.draw() * 1_200_000));
  travel(world.strikes('late') ? Math.floor(world.draw() * 600_000) : 1 + Math.floor(world.draw() * 50));
}

function deliver(world: World, to: Address, event: Message | Resumed, sentAt: number): void {
  if (world.down.has(serviceOf(to))) return;
  const stamped = { type: event.type, at: world.kernel.now(), sentAt, body: event };
  if (event.type === 'RefundRequested' && world.strikes('refused')) {
    const status = ([429, 500, 503] as const)[Math.floor(world.draw() * 3)] ?? 500;
    const refusal = {
      type: 'PspRefused',
      orderId: event.orderId,
      key: event.refundId,
      status,
      retryAfterMs: 5000,
    } as const;
    return post(world, to, addressOf.refundOrder(event.refundId), refusal);
  }
  const awake = world.awake.get(to);
  const actor = awake ?? wake(world, to);
  const before = actor.state();
  world.awake.set(to, actor);
  actor.dispatch(stamped);
  if (actor.done() || (awake === undefined && actor.state() === before)) world.awake.delete(to);
}

function wake(world: World, address: Address): RunningMachine {
  const kind = kinds.find(({ prefix }) => address.startsWith(prefix));
  if (kind === undefined) throw new Error(`nobody lives at ${address}`);
  const entity = entityOf(address);
  const id = 'named' in kind ? entity.slice(kind.named.length) : entity;
  const dates = businessDates(stormPolicy.pspCalendar);
  const record = 'table' in kind ? tableOf(world, kind.table).get(id) : undefined;
  const input: ActorInput<unknown> = {
    entity,
    policy: stormPolicy,
    luck: world.draw,
    dates: { first, psp: dates, bank: dates },
    record,
  };
  const actor: RunningMachine = xstateInterpreter.start(kind.machine, input, {
    perform: (effect) => perform(world, address, effect),
    after: (ms, fire) =>
      world.kernel.schedule(world.kernel.now() + ms, () => {
        if (world.awake.get(address) !== actor) return;
        fire();
        if (actor.done()) world.awake.delete(address);
      }),
  });
  return actor;
}

function perform(world: World, by: Address, effect: Effect): void {
  switch (effect.type) {
    case 'send':
      for (const { to, message } of effect.deliveries) post(world, by, to, message);
      return;
    case 'commit':
      return commit(world, by, effect);
    case 'read': {
      const read = (): void => {
        const results = effect.queries.map(
          ({ table, group, after }) =>
            ({ table, records: tableOf(world, table).group(group, after ?? 0) }) as ReadResult,
        );
        answer(world, by, { type: 'RecordsRead', queries: effect.queries, results });
      };
      world.kernel.schedule(world.kernel.now() + (world.strikes('slowRead') ? 9000 : 3), read);
      return;
    }
    case 'authorise':
      throw new Error('a refund needs no issuer');
  }
}

/** One transaction after the other for each actor; asked for again while it is pending it is the same one. */
function commit(world: World, by: Address, { ack, about, writes }: Extract<Effect, { type: 'commit' }>): void {
  const subject = about ?? '';
  const name = `${by} ${ack} ${subject}`;
  if (world.pending.has(name)) return;
  world.pending.add(name);
  const crashes = world.crashes.get(serviceOf(by)) ?? 0;
  const latency = world.strikes('slowCommit') ? Math.floor(world.draw() * 60_000) : 3;
  const end = Math.max(world.kernel.now(), world.busyUntil.get(by) ?? 0) + latency;
  world.busyUntil.set(by, end);
  world.kernel.schedule(end, () => {
    world.pending.delete(name);
    const crashed = crashes !== (world.crashes.get(serviceOf(by)) ?? 0);
    if (world.strikes('failedCommit') || (crashed && world.draw() < 0.5)) return;
    const reason = writes.map((write) => refusalOf(world, write)).find((refusal) => refusal !== undefined);
    if (reason === undefined) for (const { table, record } of writes) tableOf(world, table).put(record as never);
    if (crashed || world.strikes('lostAcknowledgement')) return;
    answer(
      world,
      by,
      reason === undefined ? { type: ack, about: subject } : { type: 'CommitRefused', ack, about: subject, reason },
    );
  });
}

function refusalOf(world: World, write: Write): 'exists' | 'stale' | undefined {
  const stored = recordAt(world, write);
  switch (write.op) {
    case 'insert':
      return stored === undefined ? undefined : 'exists';
    case 'replace':
      return stored !== undefined && 'version' in stored && stored.version === write.version ? undefined : 'stale';
    case 'advance':
      return stored !== undefined && 'status' in stored && stored.status === write.from ? undefined : 'stale';
    case 'put':
      return undefined;
  }
}

function recordAt(world: World, { table, record }: Write): Tables[TableName] | undefined {
  return tableOf(world, table).get(record.id);
}

function answer(world: World, to: Address, event: Answer): void {
  const actor = world.awake.get(to);
  if (actor === undefined) return;
  actor.dispatch({ type: event.type, at: world.kernel.now(), body: event });
  if (actor.done()) world.awake.delete(to);
}
