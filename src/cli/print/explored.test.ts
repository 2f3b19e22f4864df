import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { explored } from '../../sim/explore/explored.ts';
import { outcomeOf, type SeedOutcome, type SeedResult } from '../../sim/explore/outcome.ts';
import { exploredLines, exploredQuietLine, exploredVerdictLine } from './explored.ts';

const plain = (_: string, text: string): string => text;

function seed(name: string, changes: Partial<SeedResult> = {}): SeedResult {
  return {
    ...outcomeOf({ ...consistentReport(), faults: [drop(3)], score: [], unfinished: [] }),
    seed: name,
    ...changes,
  };
}

function linesOf(...outcomes: readonly SeedOutcome[]): string[] {
  return exploredLines(resultOf(outcomes), plain);
}

function resultOf(outcomes: readonly SeedOutcome[]) {
  return explored({
    version: '1.2.3',
    scenario: { name: 'day', description: '', sha256: 'abc' },
    defects: [],
    outcomes,
    reproduce: 'npx penny explore day.yaml',
    reproduceSeed: (name) => `npx penny run day.yaml --seed ${name}`,
  });
}

const drop = (fired: number) => ({ kind: 'network.drop', could: 100, fired, changed: 0 });
const first = { at: '2026-03-02T09:00:00.000Z', order: 'order-1.1', sentence: 'it was charged twice' };
const twice = { invariant: 'I1', name: 'at-most-one-charge', count: 2, money: { EUR: 1_230 }, first };
const thresholds = [{ expression: 'checkout.p99 < 3s', value: 4_206, unit: 'ms', met: false }] as const;

describe('the result of an exploration', () => {
  it('begins with the gravest verdict and how many seeds came to which', () => {
    const outcomes: SeedOutcome[] = [seed('1'), seed('2', { thresholds }), seed('3', { verdict: 'inconclusive' })];
    expect(exploredVerdictLine(resultOf(outcomes), plain)).toBe(
      'INCONCLUSIVE  day, 3 seeds: 2 consistent, 1 inconclusive, 1 missed a threshold',
    );
    outcomes.push({ seed: '4', verdict: 'crashed', error: 'x' });
    expect(exploredVerdictLine(resultOf(outcomes), plain)).toMatch(/^CRASHED {2}day, 4 seeds: .*, 1 crashed, 1 missed/);
  });

  it('names the mistakes that were switched on', () => {
    const result = { ...resultOf([seed('1'), seed('2')]), defects: ['refund-race'] as const };
    expect(exploredVerdictLine(result, plain)).toBe(
      'CONSISTENT  day, 2 seeds, with the defect refund-race: 2 consistent',
    );
  });

  it('names each seed that has something to tell, the gravest first, with the command that runs it alone', () => {
    const lines = linesOf(
      seed('1', { thresholds }),
      seed('2', { verdict: 'inconclusive', inconclusiveBecause: ['no order was captured'] }),
      seed('3', { verdict: 'inconsistent', violations: [twice, { ...twice, invariant: 'I7' }] }),
      seed('4'),
      { seed: '5', verdict: 'crashed', error: 'a machine fell over' },
    );
    const from = lines.indexOf('Seeds to look into');
    expect(lines.slice(from + 1, from + 9)).toEqual([
      '  seed 5: crashed, internal error: a machine fell over',
      '    npx penny run day.yaml --seed 5',
      '  seed 3: inconsistent, I1 at-most-one-charge: 2 times, 12.30 EUR; first order-1.1: it was charged twice; and I7',
      '    npx penny run day.yaml --seed 3',
      '  seed 2: inconclusive, no order was captured',
      '    npx penny run day.yaml --seed 2',
      '  seed 1: consistent, not met: checkout.p99 < 3s (4.206 s)',
      '    npx penny run day.yaml --seed 1',
    ]);
  });

  it('shows twenty of them, and says how many more there are', () => {
    const outcomes = Array.from({ length: 23 }, (_, n) => seed(String(n), { thresholds }));
    const lines = linesOf(...outcomes);
    expect(lines.filter((line) => line.startsWith('  seed '))).toHaveLength(20);
    expect(lines).toContain('  and 3 more, listed in explore.json');
  });

  it('is one line when it is to be quiet, which says of the gravest seeds what there is to tell', () => {
    const good = resultOf([seed('1'), seed('2')]);
    expect(exploredQuietLine(good, plain)).toBe('CONSISTENT  day, 2 seeds: 2 consistent');
    const one = resultOf([seed('1'), seed('2', { thresholds })]);
    expect(exploredQuietLine(one, plain)).toBe(
      'CONSISTENT  day, 2 seeds: 2 consistent, 1 missed a threshold; seed 2: not met: checkout.p99 < 3s (4.206 s)',
    );
    const inconclusive = { verdict: 'inconclusive', inconclusiveBecause: ['no order was captured'] } as const;
    const many = resultOf([
      ...['1', '2', '3'].map((name) => seed(name, { thresholds })),
      seed('4', inconclusive),
      seed('5', { verdict: 'inconsistent', violations: [twice] }),
    ]);
    expect(exploredQuietLine(many, plain)).toBe(
      'INCONSISTENT  day, 5 seeds: 3 consistent, 1 inconclusive, 1 inconsistent, 3 missed a threshold; ' +
        'seed 5: I1 at-most-one-charge: 2 times, 12.30 EUR; first order-1.1: it was charged twice; ' +
        'seed 4: no order was captured; seed 1: not met: checkout.p99 < 3s (4.206 s); and 2 more, listed in explore.json',
    );
  });

  it('has a table of the invariants and one of the faults, and names the seeds without any', () => {
    const violations = [twice];
    expect(
      linesOf(
        seed('1', { verdict: 'inconsistent', violations }),
        seed('2', { faults: [drop(0)] }),
        seed('3', { faults: [drop(1_000)] }),
      ).slice(-8),
    ).toEqual([
      '',
      'Violated                 seeds  times',
      '  I1 at-most-one-charge      1      2',
      '',
      'Faults a seed    seeds  fewest  median   most  in all',
      '  network.drop       2       0       3  1,000   1,003',
      '',
      'No fault fired in 1 seed: 2',
    ]);
  });

  it('is one line and a remark where all is well and nothing went wrong', () => {
    expect(linesOf(seed('1', { faults: [] }), seed('2', { faults: [] }))).toEqual([
      'CONSISTENT  day, 2 seeds: 2 consistent',
      '',
      'No fault fired in any seed',
    ]);
  });
});
