/** A binary heap: the first of its items, by an order of their own, is always at hand. */

export interface Heap<T> {
  add(item: T): void;
  /** The first, which stays. */
  first(): T | undefined;
  /** The first, taken out. */
  take(): T | undefined;
}

/** @param before whether one item comes before another; no two are alike */
export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];

  const siftUp = (item: T): void => {
    let hole = items.length;
    items.push(item);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !before(item, above)) break;
      items[hole] = above;
      hole = parent;
    }
    items[hole] = item;
  };
  const siftDown = (item: T): void => {
    let hole = 0;
    for (;;) {
      const left = items[2 * hole + 1];
      const right = items[2 * hole + 2];
      const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
      if (child === undefined || !before(child, item)) break;
      items[hole] = child;
      hole = child === left ? 2 * hole + 1 : 2 * hole + 2;
    }
    items[hole] = item;
  };

  return {
    add: siftUp,
    first: () => items[0],
    take() {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && last !== first) siftDown(last);
      return first;
    },
  };
}
