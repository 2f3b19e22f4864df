import { describe, expect, it } from 'vitest';
import { gaugeOf, makeGauges, readGauges } from './gauges.ts';
import { loadLine } from './load-progress.ts';

const cell = (number: number): { number: number; seed: string; checkouts: number } => ({
  number,
  seed: `1.${number}`,
  checkouts: 2_000,
});

describe('the progress of a load', () => {
  const whole = { cells: 500, checkouts: 1_000_000 };
  const at = { checkouts: 0, of: 2_000, night: 0, nights: 3, ms: 0 };

  it('is what is done, how fast, how long it still takes, and how far each worker is', () => {
    const workers = [
      { ...at, cell: 13, checkouts: 800, ms: 4_000 },
      { ...at, cell: 14, checkouts: 200, ms: 1_000 },
    ];
    // Each of the 12 took 5 s: 486 more take 2,430 s, and those under way 1 s and 4 s, all of it on two workers.
    const soFar = { ...whole, cellsDone: 12, checkoutsDone: 24_000, cellsTookMs: 60_000, workers };
    expect(loadLine(soFar, 10_000)).toBe(
      '12 of 500 cells  25,000 of 1,000,000 checkouts  2,500 checkouts/s  about 21 min left  cell 13 40%  cell 14 10%',
    );
  });

  it('is which night is being settled, once all buyers of a cell have come', () => {
    const workers = [{ ...at, cell: 2, checkouts: 2_000, night: 2, ms: 3_000 }];
    const soFar = { cells: 2, checkouts: 4_000, cellsDone: 1, checkoutsDone: 2_000, cellsTookMs: 10_000, workers };
    expect(loadLine(soFar, 13_000)).toBe(
      '1 of 2 cells  4,000 of 4,000 checkouts  308 checkouts/s  about 7 s left  cell 2 settling night 2 of 3',
    );
  });

  it('promises nothing before a cell is done, nor when the last one takes longer than the others did', () => {
    const begun = { ...whole, cellsDone: 0, checkoutsDone: 0, cellsTookMs: 0, workers: [] };
    expect(loadLine(begun, 0)).toBe('0 of 500 cells  0 of 1,000,000 checkouts');
    const late = { ...begun, cells: 1, checkouts: 2_000, workers: [{ ...at, cell: 1, checkouts: 2_000, night: 1 }] };
    expect(loadLine(late, 20_000)).toBe(
      '0 of 1 cell  2,000 of 2,000 checkouts  100 checkouts/s  cell 1 settling night 1 of 3',
    );
    const workers = [{ ...at, cell: 2, checkouts: 2_000, night: 3, ms: 12_000 }];
    const last = { cells: 2, checkouts: 4_000, cellsDone: 1, checkoutsDone: 2_000, cellsTookMs: 10_000, workers };
    expect(loadLine(last, 20_000)).not.toContain('left');
  });

  it('is the number of checkouts alone where users come as often as they can', () => {
    const workers = [{ ...at, cell: 1, checkouts: 1_234, of: 0 }];
    const hall = { cells: 1, checkouts: 2_600, cellsDone: 0, checkoutsDone: 0, cellsTookMs: 0, workers };
    expect(loadLine(hall, 1_000)).toBe('0 of 1 cell  1,234 of 2,600 checkouts  1,234 checkouts/s  cell 1 1,234');
  });
});

describe('the gauges of workers', () => {
  it('show which cell each has and how far it is, and nothing of those that have none', () => {
    const gauges = makeGauges(3);
    const [first, second] = [gaugeOf(gauges, 0), gaugeOf(gauges, 2)];
    first.begin(cell(7));
    second.begin(cell(8));
    second.show({ checkouts: 150, night: 0, nights: 3 });
    expect(readGauges(gauges)).toEqual([
      { cell: 7, checkouts: 0, of: 2_000, night: 0, nights: 0 },
      { cell: 8, checkouts: 150, of: 2_000, night: 0, nights: 3 },
    ]);
    first.end();
    second.show({ checkouts: 2_000, night: 1, nights: 3 });
    expect(readGauges(gauges)).toEqual([{ cell: 8, checkouts: 2_000, of: 2_000, night: 1, nights: 3 }]);
  });
});
