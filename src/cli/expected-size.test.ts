import { describe, expect, it } from 'vitest';
import { expectedSizeHint } from './expected-size.ts';
import { overridesOf } from './overrides.ts';
import { loadScenario } from './scenario-file.ts';

const scenario = 'scenarios/saturday-rush.yaml';
const missed = {
  verdict: 'inconclusive',
  expectations: [{ expression: 'captures >= 500', value: 12, met: false }],
} as const;

describe('a run of another size than its scenario', () => {
  const hintOf = (checkouts: string | undefined, report: Parameters<typeof expectedSizeHint>[0] = missed) => {
    const options = { scenario, seed: undefined, checkouts, set: [] };
    return expectedSizeHint(report, options, loadScenario(scenario, overridesOf(options)));
  };

  it('is told that the expectations are still those of the scenario, where it misses one', () => {
    expect(hintOf('10')).toBe(
      "hint: what `expect` asks for does not change with --checkouts 10: it is meant for the scenario's own 725 checkouts",
    );
  });

  it('is told nothing where it has the size of the scenario, or is inconclusive for other reasons', () => {
    expect(hintOf(undefined)).toBeUndefined();
    expect(hintOf('725')).toBeUndefined();
    expect(hintOf('10', { ...missed, expectations: [] })).toBeUndefined();
    expect(hintOf('10', { ...missed, verdict: 'inconsistent' })).toBeUndefined();
  });
});
