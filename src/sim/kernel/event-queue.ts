/**
 * The queue of what is yet to happen, in the order of `(time, sequence)`: a binary heap. What is scheduled first for a
 * time happens first at that time.
 */

export interface Scheduled {
  /** Takes it out of the queue; without effect when it has already happened. */
  cancel(): void;
}

export interface Due {
  readonly at: number;
  readonly task: () => void;
}

export interface EventQueue {
  push(at: number, task: () => void): Scheduled;
  /** The next task in order, taken out; undefined when nothing is left. */
  pop(): Due | undefined;
  /** How many tasks are waiting, cancelled ones left out. */
  size(): number;
}

interface Entry {
  readonly at: number;
  readonly sequence: number;
  task: (() => void) | undefined;
}

export function createEventQueue(): EventQueue {
  const heap: Entry[] = [];
  let sequence = 0;
  let waiting = 0;

  return {
    push(at, task) {
      const entry: Entry = { at, sequence, task };
      sequence += 1;
      waiting += 1;
      siftUp(heap, entry);
      return {
        cancel() {
          if (entry.task === undefined) return;
          // The entry stays where it is in the heap and is skipped when its time comes.
          entry.task = undefined;
          waiting -= 1;
        },
      };
    },
    pop() {
      for (let entry = takeFirst(heap); entry !== undefined; entry = takeFirst(heap)) {
        const { at, task } = entry;
        if (task === undefined) continue;
        entry.task = undefined;
        waiting -= 1;
        return { at, task };
      }
      return undefined;
    },
    size: () => waiting,
  };
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

function siftUp(heap: Entry[], entry: Entry): void {
  let hole = heap.length;
  heap.push(entry);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !before(entry, above)) break;
    heap[hole] = above;
    hole = parent;
  }
  heap[hole] = entry;
}

function takeFirst(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last !== undefined && last !== first) siftDown(heap, last);
  return first;
}

function siftDown(heap: Entry[], entry: Entry): void {
  let hole = 0;
  for (;;) {
    const left = heap[2 * hole + 1];
    const right = heap[2 * hole + 2];
    const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
    if (child === undefined || !before(child, entry)) break;
    heap[hole] = child;
    hole = child === left ? 2 * hole + 1 : 2 * hole + 2;
  }
  heap[hole] = entry;
}
