/** One table in memory: records by id, and groups of them in the order in which they joined. */
import type { Address } from '../domain/addresses.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { TableDefinition } from './tables.ts';

export interface Table<T extends TableName> {
  get(id: string): Tables[T] | undefined;
  put(record: Tables[T]): void;
  /**
   * The records of a group, in the order in which they joined it, without the first `after`.
   * @throws Error when `after` is given for a group that records have left, since positions have then shifted
   */
  group(name: string, after: number): Tables[T][];
  /** The actors of unfinished records, in the order in which the records became unfinished. */
  unfinished(): Address[];
  all(): Iterable<Tables[T]>;
  size(): number;
}

/** Records leave a group without moving the others: their place stays empty, until the whole group is. */
interface Group {
  readonly places: (string | undefined)[];
  readonly placeOf: Map<string, number>;
  hasLost: boolean;
}

export function createTable<T extends TableName>(definition: TableDefinition<T>): Table<T> {
  const records = new Map<string, Tables[T]>();
  const groups = new Map<string, Group>();
  const unfinished = new Map<string, Address>();

  const join = (name: string, id: string): void => {
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = { places: [], placeOf: new Map(), hasLost: false }));
    group.placeOf.set(id, group.places.length);
    group.places.push(id);
  };
  const leave = (name: string, id: string): void => {
    const group = groups.get(name);
    const place = group?.placeOf.get(id);
    if (group === undefined || place === undefined) return;
    group.placeOf.delete(id);
    group.places[place] = undefined;
    group.hasLost = true;
    // Positions mean nothing any more in a group that has lost records, so it can be closed up.
    if (group.placeOf.size * 2 < group.places.length) closeUp(group);
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
      const group = groups.get(name);
      if (group === undefined) return [];
      if (after > 0 && group.hasLost) {
        throw new Error(`group ${name} has lost records: it cannot be read from position ${after}`);
      }
      const found: Tables[T][] = [];
      for (const id of after > 0 ? group.places.slice(after) : group.places) {
        const record = id === undefined ? undefined : records.get(id);
        if (record !== undefined) found.push(record);
      }
      return found;
    },
    unfinished: () => [...unfinished.values()],
    all: () => records.values(),
    size: () => records.size,
  };
}

function closeUp(group: Group): void {
  const left = [...group.placeOf.keys()];
  group.places.length = 0;
  for (const id of left) {
    group.placeOf.set(id, group.places.length);
    group.places.push(id);
  }
}
