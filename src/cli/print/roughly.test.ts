import { expect, it } from 'vitest';
import { roughly } from './roughly.ts';

it.each([
  [1, '1s'],
  [42_000, '42s'],
  [59_001, '1min'],
  [180_000, '3min'],
  [180_001, '4min'],
  [3_600_000, '1h 0min'],
  [7_500_000, '2h 5min'],
])('%i ms are roughly %s', (ms, text) => {
  expect(roughly(ms)).toBe(text);
});
