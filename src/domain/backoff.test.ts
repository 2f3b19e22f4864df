import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from the first wait and stops at the longest', () => {
    const steady = { firstMs: 200, maxMs: 5000, jitter: 0 };
    expect([1, 2, 3, 4, 5, 6, 7, 100, 100_000].map((retry) => backoffMs(steady, retry, 0.5))).toEqual([
      200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000,
    ]);
  });

  it('takes the jitter off: at 50 % a wait is between half and all of its length', () => {
    const jittered = { firstMs: 200, maxMs: 5000, jitter: 500_000 };
    expect(backoffMs(jittered, 1, 0)).toBe(200);
    expect(backoffMs(jittered, 1, 0.5)).toBe(150);
    expect(backoffMs(jittered, 1, 0.999_999)).toBe(100);
    expect(backoffMs(jittered, 6, 0.5)).toBe(3750);
  });

  it('waits at least one millisecond', () => {
    expect(backoffMs({ firstMs: 1, maxMs: 10, jitter: 1_000_000 }, 1, 0.999)).toBe(1);
    expect(backoffMs({ firstMs: 0, maxMs: 10, jitter: 0 }, 3, 0)).toBe(1);
  });

  it('is a whole number of milliseconds, never above the nominal wait nor below what the jitter leaves of it', () => {
    const backoffs = fc.record({
      firstMs: fc.integer({ min: 1, max: 60_000 }),
      maxMs: fc.integer({ min: 1, max: 3_600_000 }),
      jitter: fc.nat({ max: 1_000_000 }),
    });
    const lucks = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(backoffs, fc.integer({ min: 1, max: 1000 }), lucks, (backoff, retry, luck) => {
        const wait = backoffMs(backoff, retry, luck);
        const nominal = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (retry - 1));
        expect(Number.isSafeInteger(wait)).toBe(true);
        expect(wait).toBeLessThanOrEqual(nominal);
        expect(wait).toBeGreaterThanOrEqual(Math.max(1, Math.floor(nominal * (1 - backoff.jitter / 1_000_000)) - 1));
      }),
    );
  });
});
