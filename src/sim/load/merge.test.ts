import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runLoad } from '../../../test/support/load-bench.ts';
import type { CellOutcome } from './cell-outcome.ts';
import { addedLists, listed } from './listed.ts';
import { merged } from './merge.ts';

const { outcomes } = runLoad({
  name: 'defect-bench',
  set: ['policies.psp.timeout=800ms', 'defects=[timeout-treated-as-failure]', 'faults=heavy'],
  checkouts: 60,
  cells: 5,
});

function mergedOf([first, ...others]: readonly CellOutcome[]): CellOutcome {
  if (first === undefined) throw new Error('nothing to merge');
  return others.reduce(merged, first);
}

describe('outcomes that are merged', () => {
  it('have something to merge', () => {
    const all = mergedOf(outcomes);
    expect(all.violations.length).toBeGreaterThan(0);
    expect(all.openBreaks.items.length).toBeGreaterThan(0);
    expect(all.score.length).toBeGreaterThan(0);
    expect(all.faults.some(({ fired }) => fired > 0)).toBe(true);
  });

  it('come to the same however cells are grouped, as long as they are in order', () => {
    const cell = fc.constantFrom(...outcomes);
    const cells = fc.array(cell, { minLength: 2, maxLength: 7 });
    const groups = cells.chain((drawn) => fc.tuple(fc.constant(drawn), fc.integer({ min: 1, max: drawn.length - 1 })));
    fc.assert(
      fc.property(groups, ([drawn, at]) => {
        const grouped = merged(mergedOf(drawn.slice(0, at)), mergedOf(drawn.slice(at)));
        expect(grouped).toEqual(mergedOf(drawn));
        expect(JSON.stringify(grouped)).toBe(JSON.stringify(mergedOf(drawn)));
      }),
      { numRuns: 60 },
    );
  });

  it('are plain data, which a thread can send', () => {
    const [first] = outcomes;
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('do not grow with the number of cells, but for a hash of each', () => {
    const many = Array.from({ length: 40 }, () => outcomes).flat();
    const size = (outcome: CellOutcome): number => JSON.stringify({ ...outcome, traceHashes: [] }).length;
    const [some, all] = [size(mergedOf(many.slice(0, 100))), size(mergedOf(many))];
    expect(all / some).toBeLessThan(1.1);
    expect(mergedOf(many).traceHashes).toHaveLength(200);
  });
});

describe('a list that stays short', () => {
  it('has the first, and counts the others', () => {
    const [a, b] = [listed([1, 2, 3, 4], 3), listed([5, 6], 3)];
    expect(a).toEqual({ items: [1, 2, 3], leftOut: 1 });
    expect(addedLists(b, a, 3)).toEqual({ items: [5, 6, 1], leftOut: 3 });
  });
});
