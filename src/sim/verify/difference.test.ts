import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDifference } from './difference.ts';

it.each([
  [1, 2, '1 and 2'],
  ['a', undefined, '"a" and nothing'],
  [{ at: 1 }, { at: 2 }, 'at: 1 and 2'],
  [{ message: { amount: 2377 } }, { message: { amount: 2378 } }, 'message.amount: 2377 and 2378'],
  [{ lines: [1, 2] }, { lines: [1, 3] }, 'lines.1: 2 and 3'],
  [{ lines: [1] }, { lines: [1, 2] }, 'lines: no further key and the key 1'],
  [{ a: 1, b: 2 }, { a: 1 }, 'the key b and no further key'],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, 'the key a and the key b'],
  [{ a: undefined }, {}, 'the key a and no further key'],
  [{ a: [] }, { a: {} }, 'a: [] and {}'],
  [{ a: null }, { a: {} }, 'a: null and {}'],
  [{ a: Number.NaN }, { a: 0 }, 'a: null and 0'],
  [{ text: 'x'.repeat(100) }, { text: '' }, `text: "${'x'.repeat(76)}... and ""`],
])('%j and %j differ in %s', (one, other, difference) => {
  expect(firstDifference(one, other)).toBe(difference);
});

it('finds none in a copy', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(firstDifference(value, structuredClone(value))).toBeUndefined();
    }),
  );
});

it('finds one in two values that are written differently', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(firstDifference(one, other)).toBeDefined();
    }),
  );
});
