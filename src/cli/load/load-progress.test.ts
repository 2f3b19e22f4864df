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

  it('is what is done, how fast, how long it still takes, and how far each worker is', () => {
    const workers = [
      { cell: 13, checkouts: 800, of: 2_000 },
      { cell: 14, checkouts: 200, of: 2_000 },
    ];
    // 25,000 checkouts in 10 s leave 975,000, which take 390 s.
    expect(loadLine({ ...whole, cellsDone: 12, checkoutsDone: 24_000, workers }, 10_000)).toBe(
      '12 of 500 cells  25,000 of 1,000,000 checkouts  2,500 checkouts/s  about 7 min left  cell 13 40%  cell 14 10%',
    );
  });

  it('promises nothing before anything is done', () => {
    const begun = { ...whole, cellsDone: 0, checkoutsDone: 0, workers: [] };
    expect(loadLine(begun, 0)).toBe('0 of 500 cells  0 of 1,000,000 checkouts');
  });
});

describe('the gauges of workers', () => {
  it('show which cell each has and how far it is, and nothing of those that have none', () => {
    const gauges = makeGauges(3);
    const [first, second] = [gaugeOf(gauges, 0), gaugeOf(gauges, 2)];
    first.begin(cell(7));
    second.begin(cell(8));
    second.show(150);
    expect(readGauges(gauges)).toEqual([
      { cell: 7, checkouts: 0, of: 2_000 },
      { cell: 8, checkouts: 150, of: 2_000 },
    ]);
    first.end();
    expect(readGauges(gauges)).toEqual([{ cell: 8, checkouts: 150, of: 2_000 }]);
  });
});
