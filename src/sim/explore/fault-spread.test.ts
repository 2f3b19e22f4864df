import { describe, expect, it } from 'vitest';
import { spreadOfFaults } from './fault-spread.ts';

const fired = (kind: string, count: number) => ({ kind, could: 100, fired: count, changed: 0 });

describe('the spread of faults over seeds', () => {
  it('is the fewest, the middle one, the most and all of them, by kind', () => {
    const seeds = [[fired('network.drop', 7)], [fired('network.drop', 0)], [fired('network.drop', 2)]];
    expect(spreadOfFaults(seeds)).toEqual([{ kind: 'network.drop', seeds: 2, total: 9, min: 0, median: 2, max: 7 }]);
  });

  it('has the lower of two in the middle', () => {
    const seeds = [4, 1, 9, 3].map((count) => [fired('database.fail', count)]);
    expect(spreadOfFaults(seeds)).toMatchObject([{ min: 1, median: 3, max: 9, total: 17 }]);
  });

  it('counts a seed that has no rule for a kind as one in which it did not fire', () => {
    const seeds = [[fired('service.crash', 5)], [fired('network.drop', 1)], []];
    expect(spreadOfFaults(seeds)).toEqual([
      { kind: 'network.drop', seeds: 1, total: 1, min: 0, median: 0, max: 1 },
      { kind: 'service.crash', seeds: 1, total: 5, min: 0, median: 0, max: 5 },
    ]);
  });

  it('is empty without faults', () => {
    expect(spreadOfFaults([[], []])).toEqual([]);
  });
});
