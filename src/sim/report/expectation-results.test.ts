import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { scoreOf } from '../../../test/support/score-of.ts';
import type { Expectation, ExpectationMetric } from '../scenario/scenario.ts';
import { expectationResults, type Exercised } from './expectation-results.ts';

const exercised: Exercised = {
  counts: {
    ...consistentReport().counts,
    captured: 11,
    refunded: 12,
    restarts: 13,
    filesReconciled: 14,
    inquiries: 15,
    deadLetters: 16,
    redrives: 17,
    buyerRetries: 100,
    callRetries: 20,
    pspRetries: 3,
  },
  faults: [
    { kind: 'network.drop', could: 900, fired: 5, changed: 4 },
    { kind: 'service.crash', could: 90, fired: 2, changed: 0 },
  ],
  score: scoreOf([20, 10], [2, 15]),
  heldUp: { rejections: 19, recoveries: 21 },
  breaks: 18,
};

function expecting(metric: ExpectationMetric, bound = 1): Expectation {
  return { expression: `${metric} >= ${bound}`, metric, operator: '>=', bound };
}

describe('an expectation', () => {
  it.each<[ExpectationMetric, number]>([
    ['faults', 7],
    ['faults.network.drop', 5],
    ['faults.service.crash', 2],
    ['faults.psp.outage', 0],
    ['retries', 123],
    ['captures', 11],
    ['refunds', 12],
    ['restarts', 13],
    ['files', 14],
    ['inquiries', 15],
    ['deadLetters', 16],
    ['redrives', 17],
    ['breaks', 18],
    ['missed', 22],
    ['falsely', 25],
    ['rejections', 19],
    ['recoveries', 21],
  ])('of %s is held against what the run exercised', (metric, value) => {
    expect(expectationResults([expecting(metric)], exercised)).toEqual([
      { expression: `${metric} >= 1`, value, met: value >= 1 },
    ]);
  });

  it('is met at its bound and not below it', () => {
    const met = [4, 5, 6].map(
      (bound) => expectationResults([expecting('faults.network.drop', bound)], exercised)[0]?.met,
    );
    expect(met).toEqual([true, true, false]);
  });

  it('may ask that something did not happen', () => {
    const none = { expression: 'faults.psp.outage = 0', metric: 'faults.psp.outage', operator: '=', bound: 0 } as const;
    expect(expectationResults([none, expecting('breaks')], exercised).map(({ met }) => met)).toEqual([true, true]);
  });
});
