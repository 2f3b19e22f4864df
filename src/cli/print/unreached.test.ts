import { expect, it } from 'vitest';
import { unreachedLines } from './unreached.ts';

const site = 'executor→psp ChargeRequested order-17.1 #2';

it('a site that never occurred is named, with its script', () => {
  expect(unreachedLines([site], 'mine.yaml')).toEqual([
    'penny: 1 site of mine.yaml never occurred, so the run did not do what was asked for',
    `  ${site}`,
  ]);
});

it('of a long list the first ten are named', () => {
  const lines = unreachedLines(
    Array.from({ length: 12 }, () => site),
    'mine.yaml',
  );
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('  and 2 more, listed in the report');
});

it('where all occurred nothing is said', () => {
  expect(unreachedLines([], 'mine.yaml')).toEqual([]);
});
