import { describe, expect, it } from 'vitest';
import { runLoad } from '../../../test/support/load-bench.ts';
import { createFold } from './fold.ts';
import { merged } from './merge.ts';

const { outcomes } = runLoad({ name: 'first-checkout', checkouts: 7, cells: 7 });

function foldedIn(order: readonly number[]): string {
  const fold = createFold();
  for (const number of order) {
    const outcome = outcomes[number - 1];
    if (outcome !== undefined) fold.add(number, outcome);
  }
  return JSON.stringify(fold.result());
}

describe('outcomes of cells', () => {
  it('come to the same in whatever order they come', () => {
    const inOrder = JSON.stringify(outcomes.reduce(merged));
    expect(foldedIn([1, 2, 3, 4, 5, 6, 7])).toBe(inOrder);
    expect(foldedIn([7, 6, 5, 4, 3, 2, 1])).toBe(inOrder);
    expect(foldedIn([2, 1, 4, 7, 3, 6, 5])).toBe(inOrder);
    expect(JSON.parse(inOrder)).toMatchObject({ counts: { checkouts: 7 } });
  });

  it('are not complete while one is missing', () => {
    expect(() => foldedIn([1, 2, 4])).toThrow('cell 3 has no outcome');
    expect(() => foldedIn([])).toThrow('cell 1 has no outcome');
  });
});
