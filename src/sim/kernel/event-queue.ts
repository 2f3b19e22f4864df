/**
 * The queue of what is yet to happen, in the order of `(time, sequence)`: what is scheduled first for a time happens first
 * at that time. What comes within some seconds, nearly everything, goes into a timing wheel, one slot for each millisecond
 * (Varghese and Lauck, "Hashed and hierarchical timing wheels", 1987), in constant time; what comes later waits in a heap
 * until the wheel reaches it.
 */
import { createHeap } from './heap.ts';
import { createSlots } from './slots.ts';

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
  const tally: Tally = { waiting: 0 };
  /** In the order in which they came, for each millisecond from `base` on; a slot is a time modulo the reach. */
  const slots: (Entry | undefined)[] = Array.from<Entry | undefined>({ length: REACH_MS }).fill(undefined);
  const taken = createSlots(REACH_MS);
  const far = createHeap(before);
  let base = Number.NEGATIVE_INFINITY;
  let baseSlot = 0;
  let sequence = 0;

  const append = (entry: Entry): void => {
    const slot = (baseSlot + (entry.at - base)) & (REACH_MS - 1);
    const last = slots[slot];
    // A slot is a ring, known by its last entry: so both ends of it are at hand.
    entry.next = last?.next ?? entry;
    if (last === undefined) taken.add(slot);
    else last.next = entry;
    slots[slot] = entry;
  };
  const takeFrom = (slot: number, last: Entry): Entry => {
    const { next: first } = last;
    if (first === last) {
      slots[slot] = undefined;
      taken.remove(slot);
    } else last.next = first.next;
    return first;
  };
  /** The wheel begins at a time from now on, and what it reaches by that comes over from the heap, in order. */
  const turnTo = (at: number, slot: number): void => {
    base = at;
    baseSlot = slot;
    for (let first = far.first(); first !== undefined && first.at < base + REACH_MS; first = far.first()) {
      far.take();
      append(first);
    }
  };
  const take = (): Entry | undefined => {
    const first = far.first();
    const slot = taken.from(baseSlot);
    const last = slot === undefined ? undefined : slots[slot];
    if (slot === undefined || last === undefined) {
      if (first === undefined || first.at < base) return far.take();
      turnTo(first.at, baseSlot);
      return take();
    }
    // Whatever the heap has before it was scheduled for a time at which the wheel had gone on already.
    if (first !== undefined && first.at < last.at) return far.take();
    if (slot !== baseSlot) turnTo(last.at, slot);
    return takeFrom(slot, last);
  };

  return {
    push(at, task) {
      const entry = new Entry(at, sequence, task, tally);
      sequence += 1;
      tally.waiting += 1;
      const isWithinReach = at >= base && at < base + REACH_MS;
      if (isWithinReach) append(entry);
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
}

/** A class, since there is one for each event of a run, and closures would cost each of them two more objects. */
class Entry implements Scheduled, Due {
  readonly at: number;
  readonly sequence: number;
  task: () => void;
  isWaiting = true;
  /** The one after it in its slot, and after the last the first. */
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
    // It stays where it is and is skipped when its time comes; what it would have done is let go of now.
    this.isWaiting = false;
    this.task = NOTHING;
    this.#tally.waiting -= 1;
  }
}

const NOTHING = (): void => undefined;

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
