import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase } from './scenario.ts';
import { exactCheckouts, expectedCheckouts, scaledTo, trafficMs } from './traffic-total.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 2, 2);

const constant: Phase = { name: 'constant', shape: 'constant', durationMs: 2 * HOUR, rate: 30 };
const ramp: Phase = { name: 'ramp', shape: 'ramp', durationMs: HOUR, from: 10, to: 90 };
const burst: Phase = { name: 'burst', shape: 'burst', durationMs: HOUR / 2, rate: 20, peak: 180 };
const day: Phase = { name: 'day', shape: 'daily', durationMs: 24 * HOUR, rate: 10 };

describe('the number of checkouts', () => {
  it('is what the rates integrate to', () => {
    // 30/h for two hours; from 10/h to 90/h in one; 20/h up to 180/h and back in half an hour; 10/h over a day.
    const each = [constant, ramp, burst, day].map((phase) => expectedCheckouts([phase], start, 'UTC'));
    expect(each).toEqual([60, 50, 50, 240]);
    expect(expectedCheckouts([constant, ramp, burst, day], start, 'UTC')).toBe(400);
  });

  it('follows the hours that a daily phase covers, by the wall clock of the zone', () => {
    const hours: Phase = { ...day, durationMs: 6 * HOUR, rate: 100 };
    const night = expectedCheckouts([hours], start, 'UTC');
    const evening = expectedCheckouts([hours], start + 18 * HOUR, 'UTC');
    expect(evening).toBeGreaterThan(4 * night);
    expect(expectedCheckouts([hours], start, 'Asia/Tokyo')).toBeGreaterThan(2 * night);
  });

  it('can be chosen: the rates are scaled, and keep their proportions', () => {
    expect(scaledTo(800, [constant, ramp, burst, day], start, 'UTC')).toEqual([
      { ...constant, rate: 60 },
      { ...ramp, from: 20, to: 180 },
      { ...burst, rate: 40, peak: 360 },
      { ...day, rate: 20 },
    ]);
  });

  it('comes out of scaled phases as it was chosen', () => {
    const rates = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(rates, rates, fc.integer({ min: 1, max: 10_000_000 }), (from, to, wanted) => {
        const phases = scaledTo(wanted, [{ ...ramp, from, to }, constant], start, 'UTC');
        expect(exactCheckouts(phases, start, 'UTC') / wanted).toBeCloseTo(1, 9);
      }),
    );
  });

  it('cannot be scaled up from nothing', () => {
    expect(() => scaledTo(10, [{ ...constant, rate: 0 }], start, 'UTC')).toThrow(RangeError);
  });

  it('comes over the sum of the phases', () => {
    expect(trafficMs([constant, ramp, burst])).toBe(3.5 * HOUR);
  });
});
