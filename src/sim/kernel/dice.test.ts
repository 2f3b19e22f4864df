import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice, type Draw } from './dice.ts';

function take(draw: Draw, count: number): number[] {
  return Array.from({ length: count }, () => draw());
}

/** Pearson's statistic of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** A hundred cells have 99 degrees of freedom; chance alone exceeds this in one case of a thousand. */
const CHI_SQUARE_OF_99_AT_ONE_IN_A_THOUSAND = 148.23;

describe('a draw', () => {
  it('is the same for the same seed, concern and entity, on other dice and in any order', () => {
    const [one, other] = [createDice('7'), createDice('7')];
    const basket = take(one.stream('basket', 'checkout-1'), 5);
    take(other.stream('network', 'checkout-9'), 3);
    expect(take(other.stream('basket', 'checkout-1'), 5)).toEqual(basket);
    expect(take(one.stream('basket', 'checkout-1'), 5)).toEqual(basket);
    const draw = one.once('basket', 'checkout-1');
    other.once('network', 'checkout-9');
    expect(other.once('basket', 'checkout-1')).toBe(draw);
    expect(one.once('basket', 'checkout-1')).toBe(draw);
  });

  it('is 0 or more and less than 1', () => {
    const draws = take(createDice('1').stream('basket', 'checkout-1'), 10_000);
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    expect(new Set(draws).size).toBeGreaterThan(9_990);
  });

  it.each([
    ['seed', '8', 'basket', 'checkout-1'],
    ['concern', '7', 'network', 'checkout-1'],
    ['entity', '7', 'basket', 'checkout-2'],
  ])('is another one for another %s', (_, seed, concern, entity) => {
    const draws = take(createDice('7').stream('basket', 'checkout-1'), 5);
    expect(take(createDice(seed).stream(concern, entity), 5)).not.toEqual(draws);
  });
});

describe('a key', () => {
  it('is not mistaken for another one that reads the same when its parts are joined', () => {
    const part = fc.string({ unit: fc.constantFrom('1', ':', '|', 'a'), maxLength: 4 });
    const key = fc.tuple(part, part, part);
    fc.assert(
      fc.property(key, key, (a, b) => {
        fc.pre(a.join() !== b.join());
        const [first, second] = [a, b].map(([seed, concern, entity]) =>
          take(createDice(seed).stream(concern, entity), 3),
        );
        expect(first).not.toEqual(second);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [
      ['1', '23', '4'],
      ['12', '3', '4'],
    ],
    [
      ['1', '2', '34'],
      ['1', '23', '4'],
    ],
    [
      ['1|1:a', 'b', 'c'],
      ['1', 'a', '1:b|c'],
    ],
    [
      ['1', 'a', 'bcdefghij|k'],
      ['', 'a|bcdefghij', 'k'],
    ],
    [
      ['', 'a|', 'b'],
      ['', 'a', '|b'],
    ],
  ] as const)('%j is not %j', (a, b) => {
    expect(take(createDice(a[0]).stream(a[1], a[2]), 3)).not.toEqual(take(createDice(b[0]).stream(b[1], b[2]), 3));
  });
});

describe('a hundred thousand keys that differ in a number only', () => {
  it('give draws that are spread evenly', () => {
    const dice = createDice('1');
    const counts = Array.from({ length: 100 }, () => 0);
    for (let n = 1; n <= 100_000; n += 1) {
      const cell = Math.floor(dice.once('issuer decision', `order-${n}.1:1`) * 100);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(CHI_SQUARE_OF_99_AT_ONE_IN_A_THOUSAND);
  });

  it('give draws that say nothing of the next key, nor of another concern', () => {
    const dice = createDice('1');
    const [successive, concerns] = [Array.from({ length: 100 }, () => 0), Array.from({ length: 100 }, () => 0)];
    const pair = (counts: number[], a: number, b: number): void => {
      const cell = Math.floor(a * 10) * 10 + Math.floor(b * 10);
      counts[cell] = (counts[cell] ?? 0) + 1;
    };
    let before = dice.once('issuer decision', 'order-0.1:1');
    for (let n = 1; n <= 100_000; n += 1) {
      const draw = dice.once('issuer decision', `order-${n}.1:1`);
      pair(successive, before, draw);
      pair(concerns, dice.once('issuer latency', `order-${n}.1:1`), draw);
      before = draw;
    }
    expect(chiSquare(successive)).toBeLessThan(CHI_SQUARE_OF_99_AT_ONE_IN_A_THOUSAND);
    expect(chiSquare(concerns)).toBeLessThan(CHI_SQUARE_OF_99_AT_ONE_IN_A_THOUSAND);
  });
});

describe('removing a checkout', () => {
  it('moves no draw of the others', () => {
    const drawsOf = (checkouts: readonly number[]): Map<number, number[]> => {
      const dice = createDice('1');
      return new Map(checkouts.map((n) => [n, take(dice.stream('basket', `checkout-${n}`), n)]));
    };
    const all = drawsOf([1, 2, 3, 4, 5, 6, 7, 8]);
    const without = drawsOf([1, 2, 3, 4, 5, 6, 8]);
    all.delete(7);
    expect(without).toEqual(all);
  });
});
