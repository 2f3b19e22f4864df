import { describe, expect, it } from 'vitest';
import { latencyCell } from './latency-cell.ts';

describe('a latency in a table', () => {
  it.each([
    [0, '<span class="whole">0 ms</span>'],
    [19_089, '<span class="whole">19.089 s</span>'],
    [344_319, '<span class="whole">5 min</span> <span class="whole">44.319 s</span>'],
    [3_600_000, '<span class="whole">1 h</span>'],
    [3_661_001, '<span class="whole">1 h</span> <span class="whole">1 min</span> <span class="whole">1.001 s</span>'],
  ])('of %i ms is broken between its units alone', (ms, cell) => {
    expect(latencyCell(ms).html).toBe(cell);
  });
});
