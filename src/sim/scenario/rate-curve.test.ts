import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDate, instantOf } from '../../domain/calendar.ts';
import type { Phase } from './scenario.ts';
import { areaOf, arrivalTimes, rateCurve } from './rate-curve.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T00:00Z');
/** The greatest draw that any dice could give. */
const ALMOST_ONE = 1 - 2 ** -53;

function phase(shape: { readonly shape: 'constant' | 'daily'; readonly rate: number }, hours = 1): Phase {
  return { name: shape.shape, durationMs: hours * HOUR, ...shape };
}

function ramp(from: number, to: number, hours = 1): Phase {
  return { name: 'ramp', durationMs: hours * HOUR, shape: 'ramp', from, to };
}

const burst: Phase = { name: 'burst', durationMs: 2 * HOUR, shape: 'burst', rate: 100, peak: 500 };

/** How many checkouts the phases bring, in a zone, from an instant on. */
function expected(phases: readonly Phase[], zone = 'UTC', start = START): number {
  return rateCurve(phases, start, zone).reduce((sum, piece) => sum + areaOf(piece), 0);
}

/** Milliseconds after the start at which draws arrive. */
function offsets(phases: readonly Phase[], ...draws: readonly number[]): number[] {
  const at = arrivalTimes(rateCurve(phases, START, 'UTC'));
  return draws.map((draw) => at(draw) - START);
}

describe('a curve', () => {
  it('has the area under its pieces', () => {
    expect(expected([phase({ shape: 'constant', rate: 120 }, 2)])).toBe(240);
    expect(expected([ramp(0, 300)])).toBe(150);
    expect(expected([ramp(300, 100, 2)])).toBe(400);
    expect(expected([burst])).toBe(600);
    expect(expected([phase({ shape: 'constant', rate: 60 }), ramp(60, 0), burst])).toBe(60 + 30 + 600);
  });

  it('has its phases one after the other, without a gap', () => {
    const pieces = rateCurve([phase({ shape: 'constant', rate: 60 }), ramp(60, 0), burst], START, 'UTC');
    expect(pieces).toEqual([
      { at: START, durationMs: HOUR, from: 60, to: 60 },
      { at: START + HOUR, durationMs: HOUR, from: 60, to: 0 },
      { at: START + 2 * HOUR, durationMs: HOUR, from: 100, to: 500 },
      { at: START + 3 * HOUR, durationMs: HOUR, from: 500, to: 100 },
    ]);
  });

  it('divides a burst of an odd number of milliseconds without losing one', () => {
    const [rise, fall] = rateCurve([{ ...burst, durationMs: 7 }], START, 'UTC');
    expect([rise?.durationMs, fall?.at, fall?.durationMs]).toEqual([3, START + 3, 4]);
  });
});

describe('a daily curve', () => {
  const amsterdam = 'Europe/Amsterdam';
  const midnight = (date: string): number => instantOf(businessDate(date), 0, amsterdam);
  const day = (hours: number): Phase[] => [phase({ shape: 'daily', rate: 100 }, hours)];

  it('brings its rate on the average of a day', () => {
    expect(expected(day(24), amsterdam, midnight('2026-03-02'))).toBeCloseTo(2400, 9);
    expect(expected(day(48), 'Asia/Kathmandu')).toBeCloseTo(4800, 9);
  });

  it('follows the wall clock, also when it begins within an hour', () => {
    const pieces = rateCurve(day(1.5), instantOf(businessDate('2026-03-02'), 19 * 60 + 30, amsterdam), amsterdam);
    expect(pieces.map(({ durationMs, from, to }) => [durationMs, from, to])).toEqual([
      [HOUR / 2, 190, 190],
      [HOUR, 205, 205],
    ]);
    // It is 05:45 in Kathmandu: a quarter of an hour is left of the sixth hour.
    const [first, second] = rateCurve(day(1), START, 'Asia/Kathmandu');
    expect([first?.durationMs, first?.from, second?.durationMs, second?.from]).toEqual([
      HOUR / 4,
      22,
      (3 * HOUR) / 4,
      45,
    ]);
  });

  it('has no second hour on the day of 23, and two of them on the day of 25', () => {
    // The hour from two to three has 12 of a day's 2,400.
    expect(expected(day(23), amsterdam, midnight('2026-03-29'))).toBeCloseTo(2388, 9);
    expect(expected(day(25), amsterdam, midnight('2026-10-25'))).toBeCloseTo(2412, 9);
  });

  it('keeps the evening peak at eight by the wall clock on both sides of the change', () => {
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      const pieces = rateCurve(day(26), midnight(date), amsterdam);
      const peak = pieces.find(({ from }) => from === 205);
      expect(peak?.at).toBe(instantOf(businessDate(date), 20 * 60, amsterdam));
    }
  });
});

describe('arrivalTimes', () => {
  it('spreads a constant rate evenly', () => {
    expect(offsets([phase({ shape: 'constant', rate: 60 })], 0, 0.25, 0.5, ALMOST_ONE)).toEqual([
      0,
      HOUR / 4,
      HOUR / 2,
      HOUR - 1,
    ]);
  });

  it('reaches half of a ramp from nothing at 1/√2 of it', () => {
    // 3,600,000 / 1.41421356 = 2,545,584.4; a quarter of it is reached at half of the time.
    expect(offsets([ramp(0, 300)], 0, 0.25, 0.5, ALMOST_ONE)).toEqual([0, HOUR / 2, 2_545_584, HOUR - 1]);
  });

  it('reaches half of a ramp down to nothing at 1 - 1/√2 of it', () => {
    // 3,600,000 × 0.29289322 = 1,054,415.6
    expect(offsets([ramp(300, 0)], 0.5, 0.75)).toEqual([1_054_415, HOUR / 2]);
  });

  it('reaches half of a ramp from 100 to 300 where x + x² is 1', () => {
    // An area of 100x + 100x² out of 200: x is 0.61803399, and 3,600,000 of that is 2,224,922.4.
    expect(offsets([ramp(100, 300)], 0.5)).toEqual([2_224_922]);
  });

  it('goes from phase to phase by their areas', () => {
    const phases = [
      phase({ shape: 'constant', rate: 100 }),
      phase({ shape: 'constant', rate: 0 }, 5),
      phase({ shape: 'constant', rate: 300 }),
    ];
    expect(offsets(phases, 0.125, 0.25, 0.625)).toEqual([HOUR / 2, 6 * HOUR, 6.5 * HOUR]);
    expect(offsets([burst], 0.5)).toEqual([HOUR]);
  });

  it('never leaves the traffic, nor enters a phase without any', () => {
    const [one, two, three, none] = [0.1, 0.2, 0.3, 0].map((rate) => phase({ shape: 'constant', rate }));
    const phases = [none, one, two, three, none].filter((each) => each !== undefined);
    // 0.1, 0.2 and 0.3, taken one by one from almost all of their sum, leave a sliver of it.
    expect(offsets(phases, 0, ALMOST_ONE)).toEqual([HOUR, 4 * HOUR - 1]);
  });

  it('needs a rate', () => {
    expect(() => arrivalTimes(rateCurve([phase({ shape: 'constant', rate: 0 })], START, 'UTC'))).toThrow(
      'traffic without a rate has no arrivals',
    );
    expect(() => arrivalTimes([])).toThrow(RangeError);
  });
});

describe('for any phases', () => {
  const rates = fc.oneof(fc.constant(0), fc.nat({ max: 5000 }), fc.double({ min: 0.001, max: 1e8, noNaN: true }));
  const durationMs = fc.integer({ min: 1, max: 40 * HOUR });
  const phases = fc.array(
    fc.oneof(
      fc.record({ name: fc.constant('c'), durationMs, shape: fc.constant('constant' as const), rate: rates }),
      fc.record({ name: fc.constant('r'), durationMs, shape: fc.constant('ramp' as const), from: rates, to: rates }),
      fc.record({ name: fc.constant('b'), durationMs, shape: fc.constant('burst' as const), rate: rates, peak: rates }),
      fc.record({ name: fc.constant('d'), durationMs, shape: fc.constant('daily' as const), rate: rates }),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const draws = fc.oneof(
    fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
    fc.constantFrom(0, ALMOST_ONE, 1 - 2 ** -32),
  );

  it('arrivals are whole milliseconds within the traffic, and no earlier for a greater draw', () => {
    fc.assert(
      fc.property(phases, draws, draws, (all, one, other) => {
        const pieces = rateCurve(all, START, 'Europe/Amsterdam');
        fc.pre(pieces.some((piece) => areaOf(piece) > 0));
        const end = START + all.reduce((sum, { durationMs: ms }) => sum + ms, 0);
        const at = arrivalTimes(pieces);
        const [less, more] = [at(Math.min(one, other)), at(Math.max(one, other))];
        expect([less, more].every(Number.isSafeInteger)).toBe(true);
        expect(less).toBeGreaterThanOrEqual(START);
        expect(more).toBeGreaterThanOrEqual(less);
        expect(more).toBeLessThan(end);
      }),
      { numRuns: 300 },
    );
  });
});
