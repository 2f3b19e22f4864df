/** What checks keep in memory: the maps and sets that they were made with, and whatever these hold. */

/** An entry of a map, by its key, or of a set. */
export interface Kept {
  readonly key: string;
  /** Undefined in a set. */
  readonly value: unknown;
}

export interface Remembering<T> {
  readonly made: T;
  /** Everything that is kept now under a text. */
  kept(): Kept[];
}

type Collection = ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>;

/** Makes something, and looks into every map and set that was made with it. */
export function remembering<T>(make: () => T): Remembering<T> {
  const collections: Collection[] = [];
  const plain = { Map: globalThis.Map, Set: globalThis.Set };
  const noted = {
    Map: class<K, V> extends Map<K, V> {
      constructor(entries?: Iterable<readonly [K, V]>) {
        super(entries);
        collections.push(this);
      }
    },
    Set: class<V> extends Set<V> {
      constructor(values?: Iterable<V>) {
        super(values);
        collections.push(this);
      }
    },
  };
  try {
    Object.assign(globalThis, noted);
    return { made: make(), kept: () => collections.flatMap(keptIn) };
  } finally {
    Object.assign(globalThis, plain);
  }
}

function keptIn(collection: Collection): Kept[] {
  const entries: (readonly [unknown, unknown])[] =
    collection instanceof Map ? [...collection] : [...collection.keys()].map((key) => [key, undefined]);
  return entries.flatMap(([key, value]) => [
    ...(typeof key === 'string' ? [{ key, value }] : []),
    ...(Array.isArray(value) ? value : [value]).filter(isCollection).flatMap(keptIn),
  ]);
}

function isCollection(value: unknown): value is Collection {
  return value instanceof Map || value instanceof Set;
}
