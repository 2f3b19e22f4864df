import { expect, it } from 'vitest';
import { consistentReport } from '../../test/support/sample-report.ts';
import { exitCodeOf } from './exit-codes.ts';

const met = { expression: 'openBreaks = 0', value: 0, unit: 'count', met: true } as const;
const missed = { expression: 'openBreaks = 0', value: 1, unit: 'count', met: false } as const;

it.each([
  ['consistent', [], 0],
  ['consistent', [met], 0],
  ['consistent', [met, missed], 3],
  ['inconclusive', [met], 4],
  ['inconclusive', [missed], 4],
  ['inconsistent', [met], 1],
  ['inconsistent', [missed], 1],
] as const)('a run that is %s with the thresholds %j ends with %i', (verdict, thresholds, code) => {
  expect(exitCodeOf({ ...consistentReport(), verdict, thresholds })).toBe(code);
});
