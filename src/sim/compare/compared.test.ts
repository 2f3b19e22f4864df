import { describe, expect, it } from 'vitest';
import { comparedOf, comparisonWith, count } from '../../../test/support/sample-comparison.ts';
import type { PairOutcome } from './comparison.ts';

const crash: PairOutcome = { seed: '4', verdict: 'crashed', error: 'a mistake of ours' };

describe('the result of a comparison', () => {
  it('counts the seeds that are the same and that are not, and the verdicts of each design', () => {
    const result = comparedOf(
      comparisonWith(),
      { ...comparisonWith({}, { verdict: 'inconsistent' }), seed: '2', verdict: 'different' },
      { ...comparisonWith({ verdict: 'inconclusive' }), seed: '3', verdict: 'different' },
      crash,
    );
    expect(result.seeds).toBe(4);
    expect(result.verdicts).toEqual({ same: 1, different: 2, crashed: 1 });
    expect(result.a.verdicts).toEqual({ consistent: 2, inconclusive: 1, inconsistent: 0 });
    expect(result.b.verdicts).toEqual({ consistent: 2, inconclusive: 0, inconsistent: 1 });
  });

  it('is by seed, numbers first, however they ended, each with the commands that run it', () => {
    const outcomes = ['10', 'b', '9'].map((seed) => ({ ...comparisonWith(), seed }));
    const result = comparedOf(...outcomes);
    expect(result.pairs.map(({ seed }) => seed)).toEqual(['9', '10', 'b']);
    expect(result.pairs[1]?.reproduce).toEqual({
      compare: 'npx penny compare old.yaml new.yaml --seed 10',
      a: 'npx penny run old.yaml --seed 10',
      b: 'npx penny run new.yaml --seed 10',
    });
    expect(JSON.stringify(comparedOf(...outcomes.toReversed()))).toBe(JSON.stringify(result));
  });

  it('has the figures over the seeds that came to their end', () => {
    const seeds = [
      [5, 6],
      [5, 4],
      [7, 9],
    ].map(([a = 0, b = 0], index) => ({
      ...comparisonWith(),
      seed: `${index + 1}`,
      figures: [count('captured', a, b)],
    }));
    expect(comparedOf(...seeds, crash).figures).toMatchObject([
      { name: 'captured', seeds: 3, a: 5, b: 6, difference: 1, more: 2, less: 1, equal: 0 },
    ]);
  });
});
