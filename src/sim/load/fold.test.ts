import { describe, expect, it } from 'vitest';
import { runLoad } from '../../../test/support/load-bench.ts';
import { createFold } from './fold.ts';

const { outcomes } = runLoad({ name: 'first-checkout', checkouts: 4, cells: 4 });

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
    const inOrder = foldedIn([1, 2, 3, 4]);
    expect(foldedIn([4, 3, 2, 1])).toBe(inOrder);
    expect(foldedIn([2, 1, 4, 3])).toBe(inOrder);
    expect(JSON.parse(inOrder)).toMatchObject({ counts: { checkouts: 4 } });
  });

  it('are not complete while one is missing', () => {
    expect(() => foldedIn([1, 2, 4])).toThrow('cell 3 has no outcome');
    expect(() => foldedIn([])).toThrow('cell 1 has no outcome');
  });
});
