/**
 * A service's database: commits one atomic transaction at a time per record set (the records of one actor), after a
 * latency, and answers when the commit is durable. Nothing becomes visible before that.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Acknowledged, CommitRefused, Effect, Query, ReadResult, RecordsRead, Write } from '../domain/effects.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { Written } from './facts.ts';
import type { Sites } from './faults/sites.ts';
import { siteName, type Judge } from './faults/verdict.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import { sampleMs } from './sampling.ts';
import type { Quantiles } from './scenario/scenario.ts';
import { createTable, type Table } from './table.ts';
import { tables } from './tables.ts';

export type CommitEffect = Extract<Effect, { readonly type: 'commit' }>;
export type DatabaseAnswer = Acknowledged<string> | CommitRefused | RecordsRead;

export interface Database {
  readonly service: ServiceName;
  commit(by: Address, effect: CommitEffect): void;
  read(by: Address, queries: readonly Query[]): void;
  /** A record as it stands now, for waking an actor. */
  find<T extends TableName>(table: T, id: string): Tables[T] | undefined;
  table<T extends TableName>(table: T): Table<T>;
  /** The names of the service's tables. */
  tableNames(): TableName[];
  /** Transactions that became durable so far. */
  commits(): number;
}

export interface DatabaseParts {
  readonly service: ServiceName;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly latency: Quantiles;
  /** Told of every transaction as it becomes durable. */
  readonly committed: (facts: readonly Written[]) => void;
  readonly answer: (to: Address, answer: DatabaseAnswer) => void;
}

export function createDatabase(parts: DatabaseParts): Database {
  const { service, kernel, dice, sites, judge } = parts;
  const store = createStore(service);
  let commits = 0;
  /** Commits that were asked for and have not ended: asking again for one of them changes nothing. */
  const pending = new Set<string>();
  /** Until when each record set is busy with commits that were asked for earlier. */
  const busyUntil = new Map<Address, number>();

  const latencyOf = (operation: string, concern: string): number => {
    const site = sites.next(`${service}.db ${operation}`, concern);
    const verdict = judge(site);
    switch (verdict.kind) {
      case 'pass':
        return sampleMs(parts.latency, dice.once('database', siteName(site)));
    }
  };

  const apply = (by: Address, ack: string, about: string, writes: readonly Write[]): void => {
    refuseTwins(service, writes);
    const reason = writes.map((write) => refusalOf(store, write)).find((refusal) => refusal !== undefined);
    if (reason !== undefined) return parts.answer(by, { type: 'CommitRefused', ack, about, reason });
    commits += 1;
    parts.committed(writes.map((write) => store.write(write, kernel.now(), by)));
    parts.answer(by, { type: ack, about });
  };

  return {
    service,
    commit(by, { ack, writes, about }) {
      const concern = concernOfWrites(writes, by);
      const name = `${by} ${ack} ${about ?? concern}`;
      if (pending.has(name)) return;
      pending.add(name);
      const start = Math.max(kernel.now(), busyUntil.get(by) ?? 0);
      const end = start + latencyOf('commit', concern);
      busyUntil.set(by, end);
      kernel.schedule(end, () => {
        pending.delete(name);
        if (busyUntil.get(by) === end) busyUntil.delete(by);
        apply(by, ack, about ?? concern, writes);
      });
    },
    read(by, queries) {
      kernel.schedule(kernel.now() + latencyOf('read', by), () => {
        const results = queries.map((query) => store.read(query));
        parts.answer(by, { type: 'RecordsRead', results });
      });
    },
    find: (table, id) => store.table(table).get(id),
    table: (table) => store.table(table),
    tableNames: () => store.names,
    commits: () => commits,
  };
}

interface Store {
  readonly names: TableName[];
  table<T extends TableName>(name: T): Table<T>;
  write(write: Write, at: number, by: Address): Written;
  read(query: Query): ReadResult;
}

function createStore(service: ServiceName): Store {
  const names = (Object.keys(tables) as TableName[]).filter((name) => tables[name].service === service);
  const held = new Map<TableName, Table<never>>();
  for (const name of names) held.set(name, createTable(tables[name]) as Table<never>);

  const table = <T extends TableName>(name: T): Table<T> => {
    const found = held.get(name);
    if (found === undefined) throw new Error(`${service} has no table ${name}: it belongs to ${tables[name].service}`);
    return found;
  };
  const write = <T extends TableName>(name: T, record: Tables[T], at: number, by: Address): Written => {
    const before = table(name).get(record.id);
    table(name).put(record);
    const concern = tables[name].concern(record);
    return { kind: 'written', at, service, by, table: name, before, after: record, concern } as unknown as Written;
  };
  const read = ({ table: name, group, after }: Query): ReadResult =>
    ({ table: name, records: table(name).group(group, after ?? 0) }) as unknown as ReadResult;
  return { names, table, read, write: (w, at, by) => write(w.table, w.record, at, by) };
}

/** One transaction that writes a record twice would hide one of the two; no machine may ask for that. */
function refuseTwins(service: ServiceName, writes: readonly Write[]): void {
  const written = new Set<string>();
  for (const { table, record } of writes) {
    const name = `${table} ${record.id}`;
    if (written.has(name)) throw new Error(`${service} was asked to write ${name} twice in one transaction`);
    written.add(name);
  }
}

function refusalOf(store: Store, write: Write): 'exists' | 'stale' | undefined {
  const stored = store.table(write.table).get(write.record.id);
  switch (write.op) {
    case 'insert':
      return stored === undefined ? undefined : 'exists';
    case 'replace':
      return stored !== undefined && 'version' in stored && stored.version === write.version ? undefined : 'stale';
    case 'put':
      return undefined;
  }
}

/** What a transaction is about: its first record, which the machine puts first for that reason. */
function concernOfWrites(writes: readonly Write[], by: Address): string {
  const first = writes[0];
  return first === undefined ? by : concernOfRecord(first.table, first.record);
}

function concernOfRecord<T extends TableName>(table: T, record: Tables[T]): string {
  return tables[table].concern(record);
}
