/** A sum per key, zero for a key that was never added to. */
export interface Tally<K> {
  add(key: K, amount: number): void;
  of(key: K): number;
  keys(): IterableIterator<K>;
}

export function createTally<K>(): Tally<K> {
  const sums = new Map<K, number>();
  const of = (key: K): number => sums.get(key) ?? 0;
  return {
    add: (key, amount) => void sums.set(key, of(key) + amount),
    of,
    keys: () => sums.keys(),
  };
}
