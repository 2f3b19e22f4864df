/** A line: first in, first out. What has left it is let go of now and then, so that a long line is not moved for each. */

export interface Line<T> {
  push(item: T): void;
  /** The first, taken out; undefined when nobody is there. */
  shift(): T | undefined;
  length(): number;
  /** Takes all of them out. */
  clear(): readonly T[];
}

/** So many that have left may stand in front before the rest moves up. */
const MOST_GONE = 1_024;

export function createLine<T>(): Line<T> {
  let items: T[] = [];
  let gone = 0;
  return {
    push: (item) => void items.push(item),
    shift() {
      const first = items[gone];
      if (first === undefined) return undefined;
      gone += 1;
      if (gone === items.length || (gone >= MOST_GONE && gone * 2 >= items.length)) {
        items = items.slice(gone);
        gone = 0;
      }
      return first;
    },
    length: () => items.length - gone,
    clear() {
      const rest = items.slice(gone);
      items = [];
      gone = 0;
      return rest;
    },
  };
}
