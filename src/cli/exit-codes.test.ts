import { expect, it } from 'vitest';
import { consistentReport } from '../../test/support/sample-report.ts';
import { outcomeOf } from '../sim/explore/outcome.ts';
import { comparisonWith } from '../../test/support/sample-comparison.ts';
import { exitCodeOf, exitCodeOfHunt, exitCodeOfPair, exitCodeOfSeed, gravest } from './exit-codes.ts';

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

it.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 3], 3],
  [[3, 4, 0], 4],
  [[4, 1, 3], 1],
  [[1, 5], 5],
  [[1, 70, 5, 4], 70],
])('of %j the gravest is %i', (codes, code) => {
  expect(gravest(codes)).toBe(code);
});

it('a seed ends with what its run would end with, and a crash is a mistake of ours', () => {
  const report = { ...consistentReport(), faults: [], score: [], unfinished: [], thresholds: [missed] };
  expect(exitCodeOfSeed(outcomeOf(report))).toBe(3);
  expect(exitCodeOfSeed({ seed: '1', verdict: 'crashed', error: 'a mistake of ours' })).toBe(70);
});

it.each([
  ['consistent', [met], 'consistent', [met], 0],
  ['consistent', [met], 'consistent', [missed], 3],
  ['inconclusive', [met], 'consistent', [missed], 4],
  ['inconsistent', [met], 'consistent', [met], 1],
  ['inconclusive', [met], 'inconsistent', [met], 1],
] as const)('two runs, one %s with %j and one %s with %j, end with %5$i', (one, ofOne, other, ofOther, code) => {
  const pair = comparisonWith({ verdict: one, thresholds: ofOne }, { verdict: other, thresholds: ofOther });
  expect(exitCodeOfPair(pair)).toBe(code);
});

it('to differ is no failure of two runs, and a crash is a mistake of ours', () => {
  expect(exitCodeOfPair({ ...comparisonWith(), verdict: 'different' })).toBe(0);
  expect(exitCodeOfPair({ seed: '1', verdict: 'crashed', error: 'a mistake of ours' })).toBe(70);
});

it('a defect that no invariant sees, or one that was not named, is an inconsistency of the catalogue', () => {
  const name = 'timeout-treated-as-failure';
  const seen = { invariant: 'I2', name: 'at-most-one-charge', at: '', afterMs: 0, money: {}, sentence: '', seenBy: [] };
  const killed = (foretold: boolean) => ({ name, fate: 'killed', seeds: 1, sighting: { ...seen, foretold } }) as const;
  expect(exitCodeOfHunt(killed(true))).toBe(0);
  expect(exitCodeOfHunt(killed(false))).toBe(1);
  expect(exitCodeOfHunt({ name, fate: 'survived', seeds: 20 })).toBe(1);
  expect(exitCodeOfHunt({ name, fate: 'crashed', seeds: 2, error: 'a mistake of ours' })).toBe(70);
});
