/**
 * A timing wheel: items by their time, in the order in which they came where the time is the same. It reaches some way
 * from where it stands; within its reach nothing depends on how many items there are.
 */
import { createSlots } from './slots.ts';

/** An item that can be put into a slot. */
export interface Slotted<T> {
  /** Milliseconds. */
  readonly at: number;
  /** The one after it in its slot, and after the last the first. */
  next: T;
}

export interface TimingWheel<T> {
  /** Where it stands. */
  base(): number;
  reaches(at: number): boolean;
  /** @param item within reach */
  add(item: T): void;
  /** The first of all, which stays; undefined when there is none. */
  first(): T | undefined;
  /** The first of those at the time at which it stands, taken out; undefined when there is none. */
  take(): T | undefined;
  /** Takes an item out if it is the only one at its time; otherwise it stays. */
  dropIfAlone(item: T): void;
  /** It stands at a time from now on, and reaches as far from there. @param at not after the first item */
  turnTo(at: number): void;
}

/** @param reach in milliseconds, a slot for each: a power of two, at least 1024 */
export function createTimingWheel<T extends Slotted<T>>(reach: number): TimingWheel<T> {
  /** A slot is a ring, known by its last item: so both ends of it are at hand. */
  const slots: (T | undefined)[] = [];
  // Array.from takes three times as long.
  for (let slot = 0; slot < reach; slot += 1) slots.push(undefined);
  const taken = createSlots(reach);
  let base = Number.NEGATIVE_INFINITY;
  let baseSlot = 0;

  return {
    base: () => base,
    reaches: (at) => at >= base && at < base + reach,
    add(item) {
      const slot = (baseSlot + (item.at - base)) & (reach - 1);
      const last = slots[slot];
      item.next = last?.next ?? item;
      if (last === undefined) taken.add(slot);
      else last.next = item;
      slots[slot] = item;
    },
    first() {
      const slot = taken.from(baseSlot);
      return slot === undefined ? undefined : slots[slot]?.next;
    },
    take() {
      const last = slots[baseSlot];
      if (last === undefined) return undefined;
      const first = last.next;
      if (first === last) {
        slots[baseSlot] = undefined;
        taken.remove(baseSlot);
      } else last.next = first.next;
      return first;
    },
    dropIfAlone(item) {
      const slot = (baseSlot + (item.at - base)) & (reach - 1);
      if (slots[slot] !== item || item.next !== item) return;
      slots[slot] = undefined;
      taken.remove(slot);
    },
    turnTo(at) {
      // From nowhere it may begin in any slot.
      if (base !== Number.NEGATIVE_INFINITY) baseSlot = (baseSlot + (at - base)) & (reach - 1);
      base = at;
    },
  };
}
