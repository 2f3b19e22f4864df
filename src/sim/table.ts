/** One table in memory: records by id, and groups of them in the order in which they joined. */
import type { Address } from '../domain/addresses.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { TableDefinition } from './tables.ts';

export interface Table<T extends TableName> {
  get(id: string): Tables[T] | undefined;
  put(record: Tables[T]): void;
  /**
   * The records of a group, in the order in which they joined it, without the first `after` that ever did. One that has
   * left counts as much as one that is still there, so that nobody else's place moves.
   */
  group(name: string, after: number): Tables[T][];
  /** The actors of unfinished records, in the order in which the records became unfinished. */
  unfinished(): Address[];
  all(): Iterable<Tables[T]>;
  size(): number;
}

/** Its records in the order in which they joined, each with the number of those that had joined before it. */
interface Group {
  readonly placeOf: Map<string, number>;
  joined: number;
}

export function createTable<T extends TableName>(definition: TableDefinition<T>): Table<T> {
  const records = new Map<string, Tables[T]>();
  const groups = new Map<string, Group>();
  const unfinished = new Map<string, Address>();

  const join = (name: string, id: string): void => {
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = { placeOf: new Map(), joined: 0 }));
    group.placeOf.set(id, group.joined);
    group.joined += 1;
  };
  const leave = (name: string, id: string): void => {
    groups.get(name)?.placeOf.delete(id);
  };
  const regroup = (id: string, before: readonly string[], after: readonly string[]): void => {
    for (const name of before) if (!after.includes(name)) leave(name, id);
    for (const name of after) if (!before.includes(name)) join(name, id);
  };

  return {
    get: (id) => records.get(id),
    put(record) {
      const before = records.get(record.id);
      records.set(record.id, record);
      regroup(record.id, (before && definition.groups?.(before)) ?? [], definition.groups?.(record) ?? []);
      const actor = definition.unfinished?.(record);
      if (actor === undefined) unfinished.delete(record.id);
      else unfinished.set(record.id, actor);
    },
    group(name, after) {
      const found: Tables[T][] = [];
      for (const [id, place] of groups.get(name)?.placeOf ?? []) {
        const record = place < after ? undefined : records.get(id);
        if (record !== undefined) found.push(record);
      }
      return found;
    },
    unfinished: () => [...unfinished.values()],
    all: () => records.values(),
    size: () => records.size,
  };
}
