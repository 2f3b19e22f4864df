import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../../test/support/junit-schema.ts';
import { meetingStep, missingStep, sweptOf } from '../../../test/support/sample-sweep.ts';
import type { StepResult } from '../sweep/step.ts';
import { sweepJunitXml } from './sweep-junit.ts';

const inconsistent = {
  verdict: 'inconsistent',
  violations: [{ invariant: 'I2', name: 'at-most-one-charge', count: 3 }],
} as const;
const inconclusive = { verdict: 'inconclusive', inconclusiveBecause: ['no file was reconciled'] } as const;

/** How often something failed and was skipped, of how many cases. */
function countsOf(steps: readonly StepResult[]): string | undefined {
  return / (tests=.*)>/.exec(sweepJunitXml(sweptOf(steps)))?.[1];
}

describe('JUnit XML of a sweep', () => {
  it('has a case for each rate, and for each threshold at each rate, and is valid', async () => {
    const xml = sweepJunitXml(sweptOf([meetingStep(5), missingStep(10)]));
    expect(await problemsOf(xml)).toEqual([]);
    expect(xml.match(/<testcase [^>]*>/g)).toEqual([
      '<testcase classname="rush.rates" name="consistent at 5/s">',
      '<testcase classname="rush.thresholds" name="checkout.p99 &lt; 3s at 5/s">',
      '<testcase classname="rush.rates" name="consistent at 10/s">',
      '<testcase classname="rush.thresholds" name="checkout.p99 &lt; 3s at 10/s">',
    ]);
    expect(xml).toContain('<property name="knee" value="5/s"></property>');
    expect(xml).toContain('<property name="missing" value="10/s"></property>');
  });

  it('has no knee where none was found', () => {
    for (const steps of [[meetingStep(5), meetingStep(10)], [missingStep(5)]])
      expect(sweepJunitXml(sweptOf(steps))).not.toContain('name="knee"');
  });

  it('skips what is missed beyond the knee, which a sweep looks for, and says what was measured', () => {
    const steps = [meetingStep(5), missingStep(10), missingStep(20)];
    expect(countsOf(steps)).toBe('tests="6" failures="0" errors="0" skipped="2"');
    expect(sweepJunitXml(sweptOf(steps))).toContain(
      '<skipped message="checkout.p99 &lt; 3s: measured 21.5 s, beyond the knee"></skipped>',
    );
    expect(countsOf([meetingStep(5), meetingStep(10, inconclusive)])).toMatch(/failures="0" errors="0" skipped="1"$/);
  });

  it('fails what even the lowest rate misses, with the command of that rate', async () => {
    const xml = sweepJunitXml(sweptOf([missingStep(5), missingStep(10)]));
    expect(await problemsOf(xml)).toEqual([]);
    expect(xml).toContain(
      '<failure message="checkout.p99 &lt; 3s: measured 21.5 s" type="thresholds">checkout.p99 &lt; 3s: measured 21.5 s\n' +
        'reproduce: npx penny run rush.yaml --seed 1 --set rate=5/s</failure>',
    );
    expect(countsOf([missingStep(5), missingStep(10)])).toBe('tests="4" failures="1" errors="0" skipped="1"');
    expect(countsOf([meetingStep(5, inconclusive)])).toBe('tests="2" failures="1" errors="0" skipped="0"');
  });

  it('fails a run that is inconsistent, at whatever rate', () => {
    const steps = [meetingStep(5), missingStep(10, inconsistent)];
    expect(countsOf(steps)).toBe('tests="4" failures="1" errors="0" skipped="1"');
    expect(sweepJunitXml(sweptOf(steps))).toContain('<failure message="I2 at-most-one-charge is violated 3 times"');
  });
});
