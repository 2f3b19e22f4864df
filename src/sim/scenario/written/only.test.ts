import { describe, expect, it } from 'vitest';
import { scenarioOf } from '../../../../test/support/simulate.ts';
import { checkoutsOverride } from '../overrides.ts';
import { formatProblem } from '../problem.ts';
import { readScenario } from '../read.ts';

const withOnly = (only: string): string => `name: a
clock: { zone: UTC, start: 2026-03-02 08:00 }
traffic:
  only: ${only}
  phases: [{ name: day, shape: constant, for: 2h, rate: 20/h }]
currencies: [{ code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR }]
`;

describe('some of the checkouts', () => {
  it('are known by their numbers, in any order, among as many as before', () => {
    expect(scenarioOf(withOnly('[40, 3, 17]')).traffic).toMatchObject({ checkouts: 40, only: [3, 17, 40] });
  });

  it('may be none of them, and are all of them when nothing is said', () => {
    expect(scenarioOf(withOnly('[]')).traffic.only).toEqual([]);
    expect(scenarioOf(withOnly('[1]').replace('  only: [1]\n', '')).traffic).not.toHaveProperty('only');
  });

  it.each([
    ['[3, 41]', 'a.yaml:4:13: traffic.only.1: 41 | expected a number up to 40, of the last checkout'],
    ['[0]', 'a.yaml:4:10: traffic.only.0: 0 | expected a whole number from 1 to 100000000'],
    ['[3, 17, 3]', 'a.yaml:4:17: traffic.only.2: 3 a second time | expected each number once'],
    ['17', 'a.yaml:4:9: traffic.only: 17 | expected a list of the numbers of checkouts'],
    ['[checkout-17]', 'a.yaml:4:10: traffic.only.0: "checkout-17" | expected a whole number from 1 to 100000000'],
  ])('%s are a mistake', (only, problem) => {
    const read = readScenario(withOnly(only), 'a.yaml');
    expect(read.ok ? [] : read.problems.map((each) => formatProblem(each).replaceAll('\n  ', ' | '))).toEqual([
      problem,
    ]);
  });

  it('are among those that an option leaves', () => {
    const read = readScenario(withOnly('[17]'), 'a.yaml', [checkoutsOverride('16')]);
    expect(read.ok ? [] : read.problems.map(formatProblem).join()).toContain('expected a number up to 16');
  });
});
