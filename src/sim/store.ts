/** What a database holds: its service's tables, and what it takes for a transaction to be applied to them. */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Query, ReadResult, Write } from '../domain/effects.ts';
import type { FileRevision } from '../domain/night-records.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { Written } from './facts.ts';
import { createTable, type Table } from './table.ts';
import { tables } from './tables.ts';

export interface Store {
  readonly names: TableName[];
  table<T extends TableName>(name: T): Table<T>;
  write(write: Write, at: number, by: Address): Written;
  read(query: Query): ReadResult;
}

export function createStore(service: ServiceName): Store {
  const names = (Object.keys(tables) as TableName[]).filter((name) => tables[name].service === service);
  const held = new Map<TableName, Table<never>>();
  for (const name of names) held.set(name, createTable(tables[name]) as Table<never>);

  const table = <T extends TableName>(name: T): Table<T> => {
    const found = held.get(name);
    if (found === undefined) throw new Error(`${service} has no table ${name}: it belongs to ${tables[name].service}`);
    return found;
  };
  const write = <T extends TableName>(name: T, record: Tables[T], at: number, by: Address): Written => {
    const kept = table(name);
    const before = kept.put(record);
    const concern = kept.concern(record);
    return { kind: 'written', at, service, by, table: name, before, after: record, concern } as unknown as Written;
  };
  const read = ({ table: name, group, after }: Query): ReadResult =>
    ({ table: name, records: table(name).group(group, after ?? 0) }) as unknown as ReadResult;
  return { names, table, read, write: (w, at, by) => write(w.table, w.record, at, by) };
}

type Refusal = 'exists' | 'stale';

/** One transaction that writes a record twice would hide one of the two; no machine may ask for that. */
export function refuseTwins(service: ServiceName, writes: readonly Write[]): void {
  const twin = writes.length <= FEW ? twinAmongFew(writes) : twinAmongMany(writes);
  if (twin === undefined) return;
  throw new Error(`${service} was asked to write ${twin.table} ${twin.record.id} twice in one transaction`);
}

/** Most transactions write one record or two; those of a night write thousands. */
const FEW = 4;

function twinAmongFew(writes: readonly Write[]): Write | undefined {
  return writes.find((write, place) => {
    for (let i = 0; i < place; i += 1) if (isTwin(writes[i], write)) return true;
    return false;
  });
}

function isTwin(one: Write | undefined, other: Write): boolean {
  return one?.table === other.table && one.record.id === other.record.id;
}

function twinAmongMany(writes: readonly Write[]): Write | undefined {
  const written = new Map<TableName, Set<string>>();
  return writes.find(({ table, record }) => {
    let ids = written.get(table);
    if (ids === undefined) written.set(table, (ids = new Set()));
    return ids.size === ids.add(record.id).size;
  });
}

/** Why a transaction cannot be carried out, by the first of its writes that cannot. */
export function refusalOf(store: Store, writes: readonly Write[]): Refusal | undefined {
  for (const write of writes) {
    const refusal = refusalOfOne(store, write);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOfOne(store: Store, write: Write): Refusal | undefined {
  if (write.op === 'put') return undefined;
  const stored = store.table(write.table).get(write.record.id);
  switch (write.op) {
    case 'insert':
      if (stored !== undefined) return 'exists';
      return write.unlessCame !== undefined && hasCome(store, write.unlessCame) ? 'stale' : undefined;
    case 'replace':
      return stored !== undefined && 'version' in stored && stored.version === write.version ? undefined : 'stale';
    case 'advance':
      return stored !== undefined && agrees(stored, write.from) ? undefined : 'stale';
  }
}

function hasCome(store: Store, { fileId, revision }: FileRevision): boolean {
  const file = store.table('files').get(fileId);
  return file !== undefined && file.revision >= revision;
}

/** Whether a record has a status, or plain values by name. */
function agrees(stored: object, from: string | object): boolean {
  if (typeof from === 'string') return 'status' in stored && stored.status === from;
  return Object.keys(from).every((name) => Reflect.get(stored, name) === Reflect.get(from, name));
}

/** What a transaction is about: its first record, which the machine puts first for that reason. */
export function concernOfWrites(writes: readonly Write[], by: Address): string {
  const first = writes[0];
  return first === undefined ? by : concernOfRecord(first.table, first.record);
}

function concernOfRecord<T extends TableName>(table: T, record: Tables[T]): string {
  return tables[table].concern(record);
}
