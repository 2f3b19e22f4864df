import { describe, expect, it } from 'vitest';
import { limitedReport } from '../../../test/support/limited-report.ts';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { scoreOf } from '../../../test/support/score-of.ts';
import type { Operator, Threshold } from '../scenario/scenario.ts';
import type { ThresholdMetric, ThresholdUnit } from '../scenario/threshold-metrics.ts';
import { compare, thresholdResults } from './threshold-results.ts';

const { counts: held, latencyMs, throughput } = consistentReport();
const counts = { ...held, lapsed: 3, inquiries: 7, payoutsReturned: 5 };
/** Of two kinds of faults: one and two missed, three and four breaks of nothing. */
const score = scoreOf([1, 3], [2, 4]);
const lines = { read: 3106, matched: 3104 };
const measured = {
  counts,
  latencyMs,
  throughput,
  lines,
  openBreaks: 2,
  score,
  unfinished: 4,
  capacity: limitedReport().capacity,
};

function threshold(metric: ThresholdMetric, unit: ThresholdUnit, bound = 0): Threshold {
  return { expression: `${metric} >= ${bound}`, metric, operator: '>=', bound, unit };
}

describe('a threshold', () => {
  it.each<[ThresholdMetric, number, ThresholdUnit]>([
    ['checkout.p50', 412, 'ms'],
    ['checkout.p95', 1180, 'ms'],
    ['checkout.p99', 4206, 'ms'],
    ['checkout.max', 61_034, 'ms'],
    ['charge.p90', 611, 'ms'],
    ['credit.p99.9', 512, 'ms'],
    ['posting.p50', 19, 'ms'],
    // 3,090 and 88 of 3,178 orders, and 3,104 of 3,106 lines.
    ['captured', 972_309, 'ppm'],
    ['declined', 27_690, 'ppm'],
    ['matched', 999_356, 'ppm'],
    ['lapsed', 943, 'ppm'],
    ['unresolved', 0, 'ppm'],
    ['openBreaks', 2, 'count'],
    ['missed', 3, 'count'],
    ['falsely', 7, 'count'],
    ['unfinished', 4, 'count'],
    ['returns', 5, 'count'],
    ['inquiries', 7, 'count'],
    // 31 clicks, 120 calls between services and 44 to the PSP; 195 of 3,178 orders.
    ['retries', 195, 'count'],
    ['retries', 61_359, 'ppm'],
    ['unknownOutcomes', 47, 'count'],
    ['deadLetters', 0, 'count'],
    ['restarts', 0, 'count'],
    ['utilisation.executor', 21_400, 'ppm'],
    ['utilisation.wallet.max', 1_000_000, 'ppm'],
    ['queue.wallet.max', 20, 'count'],
    ['wait.wallet.p99', 19_500, 'ms'],
    ['rejected.wallet', 700, 'count'],
    ['rejected', 700, 'count'],
    // 2,000 in a day.
    ['throughput', 83.333, 'perHour'],
  ])('on %s is held against %i, in its unit', (metric, value, unit) => {
    expect(thresholdResults([threshold(metric, unit)], measured)).toEqual([
      { expression: `${metric} >= 0`, value, unit, met: true },
    ]);
  });

  it('on a service without a limit, or in which nothing had to be served, is missed', () => {
    const wait = [threshold('wait.wallet.max', 'ms')];
    expect(thresholdResults(wait, { ...measured, capacity: undefined })).toMatchObject([{ value: null, met: false }]);
    expect(thresholdResults([threshold('utilisation.psp', 'ppm')], measured)).toMatchObject([
      { value: null, met: false },
    ]);
  });

  it('on a share of nothing is missed, on either side of its bound', () => {
    const none = { ...measured, counts: { ...counts, orders: 0, captured: 0 }, lines: { read: 0, matched: 0 } };
    const fewRetries: Threshold = { ...threshold('retries', 'ppm', 50_000), operator: '<' };
    const all = [threshold('captured', 'ppm'), threshold('matched', 'ppm'), fewRetries];
    expect(thresholdResults(all, none).map(({ value, met }) => [value, met])).toEqual([
      [null, false],
      [null, false],
      [null, false],
    ]);
    // A number of them is one, and none is a number.
    expect(thresholdResults([threshold('retries', 'count')], none)[0]).toMatchObject({ value: 195, met: true });
  });

  it('is missed where there was nothing to measure', () => {
    const none = { ...measured, throughput: { ...throughput, tookMs: 0, closed: [] } };
    const results = thresholdResults([threshold('refund.p99', 'ms'), threshold('throughput', 'perHour')], none);
    expect(results.map(({ value, met }) => [value, met])).toEqual([
      [null, false],
      [null, false],
    ]);
  });

  it('on a share is missed by one part in a million', () => {
    const all = thresholdResults([threshold('matched', 'ppm', 1_000_000)], measured);
    expect(all.map(({ met }) => met)).toEqual([false]);
    const whole = { ...measured, lines: { read: 3106, matched: 3106 } };
    expect(thresholdResults([threshold('matched', 'ppm', 1_000_000)], whole)[0]?.met).toBe(true);
  });

  it.each<[Operator, bound: number, value: number, met: boolean]>([
    ['=', 0, 1, false],
    ['<=', 0, 1, false],
    ['<', 1, 1, false],
    ['<=', 1, 0, true],
    ['>', 0, 0, false],
  ])('%s %i parts in a million sees one order of two million as %i of them', (operator, bound, value, met) => {
    const one = { ...measured, counts: { ...counts, orders: 2_000_000, unresolved: 1 } };
    const [result] = thresholdResults([{ ...threshold('unresolved', 'ppm', bound), operator }], one);
    expect([result?.value, result?.met]).toEqual([value, met]);
  });

  it('by = 100% is missed by one line of two million', () => {
    const most = { ...measured, lines: { read: 2_000_000, matched: 1_999_999 } };
    const all: Threshold = { ...threshold('matched', 'ppm', 1_000_000), operator: '=' };
    const [result] = thresholdResults([all], most);
    expect([result?.value, result?.met]).toEqual([999_999, false]);
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
