import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import type { Operator, Threshold, ThresholdMetric } from '../scenario/scenario.ts';
import { compare, thresholdResults } from './threshold-results.ts';

const { counts, latencyMs } = consistentReport();
const measured = { counts, latencyMs, lines: { read: 3106, matched: 3104 }, openBreaks: 2 };

function threshold(metric: ThresholdMetric, bound = 0): Threshold {
  return { expression: `${metric} >= ${bound}`, metric, operator: '>=', bound };
}

describe('a threshold', () => {
  it.each<[ThresholdMetric, number, 'ms' | 'ppm' | 'count']>([
    ['checkout.p50', 412, 'ms'],
    ['checkout.p95', 1180, 'ms'],
    ['checkout.p99', 4206, 'ms'],
    ['checkout.max', 61_034, 'ms'],
    // 3,090 and 88 of 3,178 orders, and 3,104 of 3,106 lines.
    ['captured', 972_309, 'ppm'],
    ['declined', 27_690, 'ppm'],
    ['matched', 999_356, 'ppm'],
    ['openBreaks', 2, 'count'],
  ])('on %s is held against %i, in its unit', (metric, value, unit) => {
    expect(thresholdResults([threshold(metric)], measured)).toEqual([
      { expression: `${metric} >= 0`, value, unit, met: true },
    ]);
  });

  it('on a share of nothing is held against nothing', () => {
    const none = { ...measured, counts: { ...counts, orders: 0, captured: 0 }, lines: { read: 0, matched: 0 } };
    const results = thresholdResults([threshold('captured', 1), threshold('matched', 1)], none);
    expect(results.map(({ value, met }) => [value, met])).toEqual([
      [0, false],
      [0, false],
    ]);
  });

  it('on a share is missed by one part in a million', () => {
    const all = thresholdResults([threshold('matched', 1_000_000)], measured);
    expect(all.map(({ met }) => met)).toEqual([false]);
    const lines = { read: 3106, matched: 3106 };
    expect(thresholdResults([threshold('matched', 1_000_000)], { ...measured, lines })[0]?.met).toBe(true);
  });
});

describe('a comparison', () => {
  it.each<[Operator, readonly [boolean, boolean, boolean]]>([
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['=', [false, true, false]],
    ['>=', [false, true, true]],
    ['>', [false, false, true]],
  ])('by %s of 4, 5 and 6 with 5', (operator, expected) => {
    expect([4, 5, 6].map((value) => compare(value, operator, 5))).toEqual(expected);
  });
});
