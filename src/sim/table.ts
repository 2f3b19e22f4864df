/** One table in memory: records by id, and groups of them in the order in which they joined. */
import type { Address } from '../domain/addresses.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { TableDefinition } from './tables.ts';

export interface Table<T extends TableName> {
  /** The order, checkout, file, break or wallet that a record is about. */
  concern(record: Tables[T]): string;
  get(id: string): Tables[T] | undefined;
  /** @returns the record that it takes the place of */
  put(record: Tables[T]): Tables[T] | undefined;
  /**
   * The records of a group; every record is also a group by its own id. They come in the order in which they joined, without the first `after` that ever did. One that has
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

/** Most groups only ever have one record: the order of a checkout, the match of a line. They are no more than its id. */
type Members = Group | string;

const NONE: readonly string[] = [];

export function createTable<T extends TableName>(definition: TableDefinition<T>): Table<T> {
  const records = new Map<string, Tables[T]>();
  const groups = new Map<string, Members>();
  const unfinished = new Set<string>();

  const groupOf = (name: string, members: Members): Group => {
    if (typeof members === 'object') return members;
    const group: Group = { placeOf: new Map([[members, 0]]), joined: 1 };
    groups.set(name, group);
    return group;
  };
  const join = (name: string, id: string): void => {
    const members = groups.get(name);
    if (members === undefined) return void groups.set(name, id);
    const group = groupOf(name, members);
    group.placeOf.set(id, group.joined);
    group.joined += 1;
  };
  const leave = (name: string, id: string): void => {
    const members = groups.get(name);
    if (members !== undefined) groupOf(name, members).placeOf.delete(id);
  };
  const regroup = (id: string, before: readonly string[], after: readonly string[]): void => {
    for (const name of before) if (!after.includes(name)) leave(name, id);
    for (const name of after) if (!before.includes(name)) join(name, id);
  };
  const noteEnd = (record: Tables[T]): void => {
    if (definition.unfinished === undefined) return;
    if (definition.unfinished(record) === undefined) unfinished.delete(record.id);
    else unfinished.add(record.id);
  };
  const actorOf = (id: string): Address | undefined => {
    const record = records.get(id);
    return record && definition.unfinished?.(record);
  };

  return {
    concern: definition.concern,
    get: (id) => records.get(id),
    put(record) {
      const { id } = record;
      const before = records.get(id);
      records.set(id, record);
      if (definition.groups !== undefined)
        regroup(id, before === undefined ? NONE : definition.groups(before), definition.groups(record));
      noteEnd(record);
      return before;
    },
    group(name, after) {
      const members = groups.get(name);
      const found: Tables[T][] = [];
      for (const [id, place] of placesIn(members)) {
        const record = place < after ? undefined : records.get(id);
        if (record !== undefined) found.push(record);
      }
      const own = members === undefined ? records.get(name) : undefined;
      return own === undefined ? found : [own];
    },
    unfinished: () => [...unfinished].flatMap((id) => actorOf(id) ?? []),
    all: () => records.values(),
    size: () => records.size,
  };
}

function placesIn(members: Members | undefined): Iterable<readonly [string, number]> {
  if (typeof members === 'object') return members.placeOf;
  return members === undefined ? [] : [[members, 0]];
}
