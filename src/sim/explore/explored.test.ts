import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { explored, type Explored } from './explored.ts';
import { outcomeOf, type SeedOutcome, type SeedResult } from './outcome.ts';

function seed(name: string, result: Partial<SeedResult> = {}): SeedResult {
  const report = { ...consistentReport(), faults: [], score: [], unfinished: [] };
  return { ...outcomeOf(report), seed: name, ...result };
}

function exploredOf(outcomes: readonly SeedOutcome[]): Explored {
  return explored({
    version: '1.2.3',
    scenario: { name: 'day', description: '', sha256: 'abc' },
    defects: [],
    outcomes,
    reproduce: 'npx penny explore day.yaml',
    reproduceSeed: (name) => `npx penny run day.yaml --seed ${name}`,
  });
}

const first = { at: '2026-03-02T09:00:00.000Z', order: 'order-1.1', sentence: 'it was charged twice' };
const twice = { invariant: 'I1', name: 'at-most-one-charge', count: 2, money: { EUR: 500 }, first };
const drop = { kind: 'network.drop', could: 9, fired: 3, changed: 1 };
const missed = { expression: 'openBreaks = 0', value: 1, unit: 'count', met: false } as const;
const crash: SeedOutcome = { seed: '4', verdict: 'crashed', error: 'a mistake of ours' };

describe('the result of an exploration', () => {
  it('counts the seeds by verdict, a crash among them', () => {
    const result = exploredOf([
      seed('1'),
      seed('2', { verdict: 'inconsistent', violations: [twice] }),
      seed('3', { verdict: 'inconclusive' }),
      crash,
    ]);
    expect(result.seeds).toBe(4);
    expect(result.verdicts).toEqual({ consistent: 1, inconsistent: 1, inconclusive: 1, crashed: 1 });
  });

  it('is by seed, numbers first, however they ended, each with the command that runs it alone', () => {
    const outcomes = ['10', 'b', '9', 'a'].map((name) => seed(name));
    const result = exploredOf(outcomes);
    expect(result.results.map((each) => each.seed)).toEqual(['9', '10', 'a', 'b']);
    expect(result.results[1]?.reproduce).toBe('npx penny run day.yaml --seed 10');
    expect(JSON.stringify(exploredOf(outcomes.toReversed()))).toBe(JSON.stringify(result));
  });

  it('says which invariants were violated, by how many seeds and how often, in the order of their numbers', () => {
    const lost = { ...twice, invariant: 'I10', name: 'books-sum-to-zero', count: 1 };
    const charged = { ...twice, invariant: 'I2', name: 'charge-posted-once', count: 5 };
    const result = exploredOf([seed('1', { violations: [lost, charged] }), seed('2', { violations: [lost] }), crash]);
    expect(result.invariants).toEqual([
      { invariant: 'I2', name: 'charge-posted-once', seeds: 1, violations: 5 },
      { invariant: 'I10', name: 'books-sum-to-zero', seeds: 2, violations: 2 },
    ]);
  });

  it('names the seeds in which no fault fired, though it could have', () => {
    const idle = { ...drop, fired: 0 };
    const result = exploredOf([seed('1', { faults: [drop] }), seed('2', { faults: [idle] }), seed('3'), crash]);
    expect(result.faultless).toEqual(['2', '3']);
    expect(result.faults).toEqual([{ kind: 'network.drop', seeds: 1, total: 3, min: 0, median: 0, max: 3 }]);
  });

  it('counts consistent seeds that missed a threshold, and no others', () => {
    const thresholds = [missed];
    const result = exploredOf([
      seed('1', { thresholds }),
      seed('2', { thresholds, verdict: 'inconclusive' }),
      seed('3'),
    ]);
    expect(result.missedThresholds).toBe(1);
  });

  it('adds up what reconciliation found, and the money, by kind and currency', () => {
    const score = {
      kind: 'settlement.line-missing',
      injected: 4,
      found: 1,
      missed: 1,
      harmless: 2,
      real: 3,
      falsely: 0,
      money: { EUR: 100 },
      undetected: { EUR: 40 },
      longestMs: null,
      nights: { '2026-03-02': { injected: 4, found: 1, harmless: 2 } },
    };
    const other = {
      ...score,
      injected: 3,
      found: 3,
      missed: 0,
      harmless: 0,
      real: 1,
      falsely: 1,
      money: { JPY: 7, EUR: 20 },
      undetected: {},
      longestMs: 5_000,
      nights: {
        '2026-03-03': { injected: 1, found: 1, harmless: 0 },
        '2026-03-02': { injected: 2, found: 2, harmless: 0 },
      },
    };
    expect(exploredOf([seed('1', { score: [score] }), seed('2', { score: [other] })]).score).toEqual([
      {
        kind: score.kind,
        injected: 7,
        found: 4,
        missed: 1,
        harmless: 2,
        real: 4,
        falsely: 1,
        money: { EUR: 120, JPY: 7 },
        undetected: { EUR: 40 },
        longestMs: 5_000,
        nights: {
          '2026-03-02': { injected: 6, found: 3, harmless: 2 },
          '2026-03-03': { injected: 1, found: 1, harmless: 0 },
        },
      },
    ]);
  });
});

describe('what is kept of a seed', () => {
  it('has the violations without their stories, and how much was left', () => {
    const told = { since: first.at, whose: null, storyOf: first.order, story: ['a long story'], steps: [] };
    const report = {
      ...consistentReport(),
      violations: [{ ...twice, first: { ...first, ...told } }],
      faults: [drop],
      score: [],
      unfinished: [{ id: 'order-1.1', state: 'parked', reason: 'the PSP did not answer' }],
    };
    const { violations, unfinished, traceHash, counts } = outcomeOf(report);
    expect(violations).toEqual([twice]);
    expect({ unfinished, traceHash, counts }).toEqual({
      unfinished: 1,
      traceHash: report.traceHash,
      counts: report.counts,
    });
  });
});
