import { describe, expect, it } from 'vitest';
import { addedFigures, addedSums, exactSum } from './sums.ts';

describe('a sum', () => {
  it('is exact, and has no sign of zero', () => {
    expect(exactSum(2, 40)).toBe(42);
    expect(exactSum(-5, 5)).toBe(0);
    expect(Object.is(exactSum(-0, -0), 0)).toBe(true);
  });

  it('is refused where it would no longer be exact', () => {
    expect(() => exactSum(Number.MAX_SAFE_INTEGER, 1)).toThrow('is no longer exact');
    expect(() => addedSums({ EUR: Number.MIN_SAFE_INTEGER }, { EUR: -1 })).toThrow(RangeError);
  });

  it('of money has every currency of the two, by name', () => {
    expect(Object.entries(addedSums({ KWD: 3, EUR: 1 }, { JPY: 5, EUR: 2 }))).toEqual([
      ['EUR', 3],
      ['JPY', 5],
      ['KWD', 3],
    ]);
  });

  it('of figures leaves both as they were', () => {
    const [a, b] = [
      { orders: 1, refunds: 2 },
      { orders: 10, refunds: 20 },
    ];
    expect(addedFigures(a, b)).toEqual({ orders: 11, refunds: 22 });
    expect([a.orders, b.orders]).toEqual([1, 10]);
  });
});
