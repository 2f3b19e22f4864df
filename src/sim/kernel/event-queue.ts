/**
 * The queue of what is yet to happen, in the order of `(time, sequence)`: what is scheduled first for a time happens first
 * at that time. What comes within some seconds, nearly everything, goes into a timing wheel, one slot for each millisecond
 * (Varghese and Lauck, "Hashed and hierarchical timing wheels", 1987), in constant time; what comes later waits in a heap
 * until the wheel reaches it.
 */
import { createHeap } from './heap.ts';
import { createTimingWheel, type Slotted, type TimingWheel } from './timing-wheel.ts';

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

/** How far the wheel reaches, in milliseconds: further than nearly every timeout of a call. A power of two. */
export const REACH_MS = 16_384;

export function createEventQueue(): EventQueue {
  const near = createTimingWheel<Entry>(REACH_MS);
  const tally: Tally = { waiting: 0, near };
  const far = createHeap(before);
  let sequence = 0;

  /** What the wheel reaches from there comes over from the heap, in order. */
  const turnTo = (at: number): void => {
    near.turnTo(at);
    for (let entry = far.first(); entry !== undefined && near.reaches(entry.at); entry = far.first()) {
      far.take();
      near.add(entry);
    }
  };
  const take = (): Entry | undefined => {
    const sooner = near.first();
    const later = far.first();
    if (sooner === undefined) {
      if (later === undefined || later.at < near.base()) return far.take();
      turnTo(later.at);
      return near.take();
    }
    // Whatever the heap has before it was scheduled for a time at which the wheel had gone on already.
    if (later !== undefined && later.at < sooner.at) return far.take();
    if (sooner.at > near.base()) turnTo(sooner.at);
    return near.take();
  };

  return {
    push(at, task) {
      const entry = new Entry(at, sequence, task, tally);
      sequence += 1;
      tally.waiting += 1;
      if (near.reaches(at)) near.add(entry);
      else far.add(entry);
      return entry;
    },
    pop() {
      for (let entry = take(); entry !== undefined; entry = take()) {
        if (!entry.isWaiting) continue;
        entry.isWaiting = false;
        tally.waiting -= 1;
        return entry;
      }
      return undefined;
    },
    size: () => tally.waiting,
  };
}

interface Tally {
  waiting: number;
  readonly near: TimingWheel<Entry>;
}

/** A class, since there is one for each event of a run, and closures would cost each of them two more objects. */
class Entry implements Scheduled, Due, Slotted<Entry> {
  readonly at: number;
  readonly sequence: number;
  task: () => void;
  isWaiting = true;
  next: Entry = this;
  readonly #tally: Tally;

  constructor(at: number, sequence: number, task: () => void, tally: Tally) {
    this.at = at;
    this.sequence = sequence;
    this.task = task;
    this.#tally = tally;
  }

  cancel(): void {
    if (!this.isWaiting) return;
    this.isWaiting = false;
    this.#tally.waiting -= 1;
    this.#tally.near.dropIfAlone(this);
    // Where it stays, it is skipped when its time comes; what it would have done is let go of now.
    this.task = NOTHING;
  }
}

const NOTHING = (): void => undefined;

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
