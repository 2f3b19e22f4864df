import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddmin } from './ddmin.ts';

type Shows = (items: readonly number[]) => boolean;

interface Minimised {
  readonly left: readonly number[];
  /** Each question, as it was asked. */
  readonly asked: readonly (readonly number[])[];
}

function minimised(items: readonly number[], shows: Shows): Minimised {
  const asked: (readonly number[])[] = [];
  const minimising = ddmin(items);
  let step = minimising.next();
  while (step.done !== true) {
    asked.push(step.value);
    step = minimising.next(shows(step.value) ? step.value : undefined);
  }
  return { left: step.value, asked };
}

const from = (least: number, most: number): number[] =>
  Array.from({ length: most - least + 1 }, (_, index) => least + index);

const has =
  (...needed: readonly number[]): Shows =>
  (items) =>
    needed.every((each) => items.includes(each));

describe('delta debugging', () => {
  it('finds the one that matters by halves', () => {
    const { left, asked } = minimised(from(1, 8), has(6));
    expect(left).toEqual([6]);
    expect(asked).toEqual([[], [1, 2, 3, 4], [5, 6, 7, 8], [5, 6], [5], [6]]);
  });

  it('finds two that matter together, far apart', () => {
    expect(minimised(from(1, 40), has(3, 38)).left).toEqual([3, 38]);
  });

  it('keeps all where all are needed, and nothing where nothing is', () => {
    expect(minimised(from(1, 4), has(1, 2, 3, 4)).left).toEqual([1, 2, 3, 4]);
    expect(minimised(from(1, 4), () => true)).toEqual({ left: [], asked: [[]] });
  });

  it('asks nothing about an empty list, and of one item only whether it is needed', () => {
    expect(minimised([], () => true)).toEqual({ left: [], asked: [] });
    expect(minimised([7], has(7))).toEqual({ left: [7], asked: [[]] });
  });

  it('goes on with what of a candidate had a part in it', () => {
    const minimising = ddmin(from(1, 8));
    minimising.next();
    // Without any: no. The first half: yes, and 3 and 4 came too late to matter.
    minimising.next(undefined);
    expect(minimising.next([1, 2]).value).toEqual([1]);
    expect(minimising.next(undefined).value).toEqual([2]);
    expect(minimising.next(undefined)).toEqual({ done: true, value: [1, 2] });
  });
});

/** Shows when one of several groups is complete, as where a violation can come about in several ways. */
const anyGroup = fc.record({
  size: fc.integer({ min: 1, max: 24 }),
  groups: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
});

/** Shows for some subsets and not for others, without rhyme or reason; the whole always does. */
const anyAnswers = fc.record({ size: fc.integer({ min: 1, max: 16 }), salt: fc.integer() });

function showsBy(salt: number, size: number): Shows {
  return (items) => {
    const key = items.reduce((sum, item) => (sum * 31 + item) % 1_000_003, Math.abs(salt) % 1_000_003);
    return items.length === size || key % 3 === 0;
  };
}

describe('whatever shows it', () => {
  const cases = fc.oneof(
    anyGroup.map(({ size, groups }): [number, Shows] => {
      const within = groups.filter((group) => group.every((each) => each <= size));
      return [size, (items) => items.length === size || within.some((group) => has(...group)(items))];
    }),
    anyAnswers.map(({ size, salt }): [number, Shows] => [size, showsBy(salt, size)]),
  );

  it('what is left shows it, in the order of the whole, and with any one less it does not', () => {
    fc.assert(
      fc.property(cases, ([size, shows]) => {
        const whole = from(1, size);
        const { left } = minimised(whole, shows);
        expect(shows(left)).toBe(true);
        expect(left).toEqual(whole.filter((item) => left.includes(item)));
        for (const one of left) expect(shows(left.filter((item) => item !== one))).toBe(false);
      }),
    );
  });

  it('the search goes the same way again, in at most n² + 3n + 1 questions, of which none is about the whole', () => {
    fc.assert(
      fc.property(cases, ([size, shows]) => {
        const once = minimised(from(1, size), shows);
        expect(minimised(from(1, size), shows)).toEqual(once);
        expect(once.asked.length).toBeLessThanOrEqual(size * size + 3 * size + 1);
        expect(once.asked.every((items) => items.length < size)).toBe(true);
      }),
    );
  });

  it('one of a thousand takes about as many questions as there are halvings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 }), (needle) => {
        const { left, asked } = minimised(from(1, 1024), has(needle));
        expect(left).toEqual([needle]);
        expect(asked.length).toBeLessThanOrEqual(1 + 2 * 10);
      }),
    );
  });
});
