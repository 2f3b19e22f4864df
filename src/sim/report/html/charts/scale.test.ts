import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOn, scaleFor, summedInGroups } from './scale.ts';

describe('a scale', () => {
  it('has round ticks from zero to above the highest value', () => {
    expect(scaleFor([12, 95, 140], 4).ticks).toEqual([0, 50, 100, 150]);
    expect(scaleFor([6_482_150], 4).ticks).toEqual([0, 2_000_000, 4_000_000, 6_000_000, 8_000_000]);
  });

  it('goes below zero where values do', () => {
    expect(scaleFor([-40, 90], 4).ticks).toEqual([-50, 0, 50, 100]);
  });

  it('has two ticks when there is nothing to show', () => {
    expect(scaleFor([], 4).ticks).toEqual([0, 1]);
    expect(scaleFor([0, 0], 4).ticks).toEqual([0, 1]);
  });

  it('puts its highest tick on top and its lowest at the bottom', () => {
    const scale = scaleFor([-50, 150], 4);
    expect([150, 50, -50].map((value) => heightOn(scale, value, 200))).toEqual([0, 100, 200]);
  });

  it('holds every value, in few whole steps', () => {
    const values = fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (given) => {
        const { lowest, highest, ticks } = scaleFor(given, 4);
        expect(Math.min(...given)).toBeGreaterThanOrEqual(lowest);
        expect(Math.max(...given)).toBeLessThanOrEqual(highest);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});

describe('values added together in groups', () => {
  it('keep their order and their sum', () => {
    expect(summedInGroups([1, 2, 3, 4, 5], 2)).toEqual([3, 7, 5]);
    expect(summedInGroups([], 3)).toEqual([]);
  });
});
