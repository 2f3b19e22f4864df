import { describe, expect, it } from 'vitest';
import { consistentReport, inconsistentReport } from '../../../test/support/sample-report.ts';
import { shippedScenario } from '../../../test/support/simulate.ts';
import type { Style } from '../terminal.ts';
import { bannerLines } from './banner.ts';
import { quietLine, resultLines, verdictLine } from './result.ts';

const plain: Style = (_look, text) => text;
const loud: Style = (look, text) => (look === 'bad' ? `!${text}!` : text);

describe('a run with a defect', () => {
  const scenario = shippedScenario('first-checkout', ['defects=timeout-treated-as-failure']);
  const report = { ...consistentReport(), defects: ['timeout-treated-as-failure'] } as const;

  it('says so before it begins', () => {
    expect(bannerLines(scenario, plain)[0]).toBe(
      `first-checkout, with the defect timeout-treated-as-failure: ${scenario.description}`,
    );
    expect(bannerLines({ ...scenario, description: '' }, loud)[0]).toBe(
      'first-checkout, !with the defect timeout-treated-as-failure!',
    );
  });

  it('says so in its verdict, whatever that is', () => {
    expect(verdictLine(report, plain)).toMatch(
      /^CONSISTENT {2}marketplace-day, seed 1, with the defect timeout-treated-as-failure: 2,000 checkouts, /,
    );
    expect(verdictLine({ ...report, verdict: 'inconsistent' }, loud)).toMatch(
      /^!INCONSISTENT! {2}marketplace-day, seed 1, !with the defect timeout-treated-as-failure!: 2,000 checkouts, /,
    );
  });
});

describe('a run of the system as it should be', () => {
  it('has nothing to say of defects', () => {
    const scenario = shippedScenario('first-checkout');
    expect(bannerLines(scenario, plain)[0]).toBe(`first-checkout: ${scenario.description}`);
    expect(verdictLine(consistentReport(), plain)).toMatch(/^CONSISTENT {2}marketplace-day, seed 1: 2,000 checkouts, /);
  });
});

describe('the retries of a run', () => {
  it('come to what a threshold on them is held to, without further attempts after soft declines', () => {
    expect(resultLines(consistentReport(), plain)).toContain(
      'Retries  195 without an answer: 31 by buyers, 120 between services, 44 to the PSP; 52 after soft declines; 47 charges in doubt for a time',
    );
  });
});

describe('a quiet result', () => {
  it('is the verdict, and says in the same line why it is inconclusive, with what was wanted and seen', () => {
    expect(quietLine(consistentReport(), plain)).toBe(verdictLine(consistentReport(), plain));
    const because = ['it was to exercise captures >= 500, and the figure is 12'];
    const report = { ...consistentReport(), verdict: 'inconclusive', inconclusiveBecause: because } as const;
    expect(quietLine(report, plain)).toMatch(
      /^INCONCLUSIVE {2}marketplace-day, .*; trace \w{16}; it was to exercise captures >= 500, and the figure is 12$/,
    );
  });

  it('names the thresholds that are not met, also one on what reconciliation has missed', () => {
    const thresholds = [
      { expression: 'missed = 0', value: 3, unit: 'count', met: false },
      { expression: 'falsely = 0', value: 0, unit: 'count', met: true },
      { expression: 'matched >= 99%', value: 980_000, unit: 'ppm', met: false },
    ] as const;
    expect(quietLine({ ...consistentReport(), thresholds }, loud)).toContain(
      ' invariants tested, not met: !missed = 0!, !matched >= 99%!; trace ',
    );
  });

  it('names the invariants that are violated', () => {
    expect(quietLine(inconsistentReport(), plain)).toMatch(
      /^INCONSISTENT .*; trace \w{16}; I2 at-most-one-charge is violated 3 times/,
    );
  });
});
