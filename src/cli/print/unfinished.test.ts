import { expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { unfinishedLines } from './unfinished.ts';

const plain = (_: string, text: string): string => text;

it('what is left is listed with its state and the reason', () => {
  const unfinished = [
    { id: 'order-17.1', state: 'parked', reason: 'the PSP did not answer 12 calls' },
    { id: 'refund-3.1.1', state: 'processing', reason: 'the run reached its limit' },
  ];
  expect(unfinishedLines({ ...consistentReport(), unfinished }, plain)).toEqual([
    '',
    'Unfinished',
    '  order-17.1    parked      the PSP did not answer 12 calls',
    '  refund-3.1.1  processing  the run reached its limit',
  ]);
});

it('of a long list the first ten are shown', () => {
  const unfinished = Array.from({ length: 1_012 }, (_, n) => ({ id: `order-${n}.1`, state: 'parked', reason: 'x' }));
  const lines = unfinishedLines({ ...consistentReport(), unfinished }, plain);
  expect(lines).toHaveLength(13);
  expect(lines.at(-1)).toBe('  and 1,002 more, listed in the report');
});

it('nothing left is nothing shown', () => {
  expect(unfinishedLines({ ...consistentReport(), unfinished: [] }, plain)).toEqual([]);
});
