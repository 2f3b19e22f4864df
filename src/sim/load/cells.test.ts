import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName } from '../scenario/written/forms.ts';
import { cellName, cellsOf, usualCells } from './cells.ts';

describe('a load that is divided into cells', () => {
  it('gives the first cells what is left over, and each a seed of its own', () => {
    expect(cellsOf({ seed: 'monday', checkouts: 11, users: 0, cells: 3 })).toEqual([
      { number: 1, seed: 'monday.1', checkouts: 4, users: 0 },
      { number: 2, seed: 'monday.2', checkouts: 4, users: 0 },
      { number: 3, seed: 'monday.3', checkouts: 3, users: 0 },
    ]);
  });

  it('is the run itself where there is one cell', () => {
    expect(cellsOf({ seed: '7', checkouts: 500, users: 0, cells: 1 })).toEqual([
      { number: 1, seed: '7', checkouts: 500, users: 0 },
    ]);
    expect(cellName({ number: 1 }, 1)).toBe('');
    expect(cellName({ number: 1 }, 2)).toBe('cell 1: ');
  });

  it('has cells of about 2,000 checkouts and no more where nobody says', () => {
    expect([1, 2_000, 2_001, 20_000, 1_000_000].map(usualCells)).toEqual([1, 1, 2, 10, 500]);
  });

  it('loses no checkout, and has cells that differ by one at most, whose seeds are seeds', () => {
    const division = fc.integer({ min: 1, max: 3_000 }).chain((checkouts) =>
      fc.record({
        seed: fc.constantFrom('1', 'monday', '2026-03-02'),
        checkouts: fc.constant(checkouts),
        users: fc.integer({ min: 0, max: 500 }),
        cells: fc.integer({ min: 1, max: checkouts }),
      }),
    );
    fc.assert(
      fc.property(division, (drawn) => {
        const cells = cellsOf(drawn);
        const shares = cells.map(({ checkouts }) => checkouts);
        expect(cells.reduce((sum, { users }) => sum + users, 0)).toBe(drawn.users);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(drawn.checkouts);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        expect(new Set(cells.map(({ seed }) => seed)).size).toBe(drawn.cells);
        expect(cells.every(({ seed }) => fileName.parse(seed).ok)).toBe(true);
        expect(cellsOf(drawn)).toEqual(cells);
      }),
      { numRuns: 50 },
    );
  });
});
