import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

describe('slots', () => {
  it('of an empty ring are not taken', () => {
    expect(createSlots(2048).from(1000)).toBeUndefined();
  });

  it.each([0, 1, 31, 32, 33, 1023, 1024, 2016, 2047])('find %i from everywhere when it is the only one', (slot) => {
    const slots = createSlots(2048);
    slots.add(slot);
    for (let from = 0; from < 2048; from += 1) expect(slots.from(from)).toBe(slot);
    slots.remove(slot);
    expect(slots.from(slot)).toBeUndefined();
  });

  it('find what a search one by one finds', () => {
    const change = fc.record({ slot: fc.nat({ max: 2047 }), isTaken: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.nat({ max: 2047 }), (changes, from) => {
        const slots = createSlots(2048);
        const taken = new Set<number>();
        for (const { slot, isTaken } of changes) {
          if (isTaken) slots.add(slot);
          else slots.remove(slot);
          if (isTaken) taken.add(slot);
          else taken.delete(slot);
        }
        const around = Array.from({ length: 2048 }, (_, n) => (from + n) % 2048);
        expect(slots.from(from)).toBe(around.find((slot) => taken.has(slot)));
      }),
    );
  });
});
