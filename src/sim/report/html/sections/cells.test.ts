import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import type { CellResult, LoadResult } from '../../load-result.ts';
import type { Report } from '../../report.ts';
import { cellsSection } from './cells.ts';

function cell(number: number, checkoutP99: number, invariants: readonly string[] = []): CellResult {
  const reproduce = `npx penny run day.yaml --seed 1.${number} --checkouts 200`;
  const violations = invariants.length;
  return { cell: number, seed: `1.${number}`, checkouts: 200, violations, invariants, checkoutP99, reproduce };
}

function loadOf(change: Partial<LoadResult>): Report {
  const load: LoadResult = {
    cells: 30,
    largestCell: 200,
    violating: 0,
    firstViolating: [],
    slowest: [cell(7, 4_206), cell(2, 900)],
    leftOut: { openBreaks: 0, resolvedBreaks: 0, unfinished: 0 },
    ...change,
  };
  return { ...consistentReport(), load };
}

describe('the cells of a load', () => {
  it('are told with the slowest, and the command of each', () => {
    const html = cellsSection(loadOf({}))?.body.html ?? '';
    expect(textsOf(html)[0]).toMatch(/^30 cells of up to 200 checkouts, each a payment system of its own/);
    expect(html).not.toContain('Violating');
    expect(rowsOf(html)).toEqual([
      ['Cell', 'Checkout p99', 'Alone'],
      ['7', '4.206 s', 'npx penny run day.yaml --seed 1.7 --checkouts 200'],
      ['2', '900 ms', 'npx penny run day.yaml --seed 1.2 --checkouts 200'],
    ]);
  });

  it('are told with those that violated an invariant', () => {
    const report = loadOf({ violating: 12, firstViolating: [cell(3, 800, ['I2', 'I7'])] });
    const html = cellsSection(report)?.body.html ?? '';
    expect(textsOf(html)).toContain('12 cells violated an invariant. The first 1 are shown.');
    expect(rowsOf(html)[1]).toEqual(['3', '2', 'I2 and I7', 'npx penny run day.yaml --seed 1.3 --checkouts 200']);
  });

  it('are nothing to tell of where there is one, or no load', () => {
    expect(cellsSection(consistentReport())).toBeUndefined();
    expect(cellsSection(loadOf({ cells: 1 }))).toBeUndefined();
  });
});
