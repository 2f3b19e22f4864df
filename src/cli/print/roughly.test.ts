import { expect, it } from 'vitest';
import { roughly } from './roughly.ts';

it.each([
  [1, '1 s'],
  [42_000, '42 s'],
  [59_001, '1 min'],
  [180_000, '3 min'],
  [180_001, '4 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%i ms are roughly %s', (ms, text) => {
  expect(roughly(ms)).toBe(text);
});
