import { describe, expect, it } from 'vitest';
import { addedMinutes, createMinuteCounter } from './minutes.ts';

describe('counts by the minute', () => {
  it('begin with the first minute, and leave out those in which nothing happened', () => {
    const counter = createMinuteCounter(1_000_000);
    for (const after of [130_000, 0, 59_999, 60_000, 179_999]) counter.count(1_000_000 + after);
    expect(counter.minutes()).toEqual([
      [0, 2],
      [1, 1],
      [2, 2],
    ]);
  });

  it('add up, minute by minute', () => {
    const [a, b] = [
      [
        [1, 2],
        [7, 1],
      ] as const,
      [
        [0, 5],
        [7, 3],
      ] as const,
    ];
    expect(addedMinutes(a, b)).toEqual([
      [0, 5],
      [1, 2],
      [7, 4],
    ]);
  });
});
