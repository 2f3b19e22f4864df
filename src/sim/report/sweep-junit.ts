/**
 * A sweep as JUnit XML: each rate is a test case, and so is each threshold at each rate. What is missed above the lowest
 * rate is what a sweep looks for: it is skipped, so that a case fails where the sweep does not end with 0, and only there.
 */
import type { Swept, SweptStep } from '../sweep/swept.ts';
import { kneeIn } from '../sweep/swept-words.ts';
import { times } from './html/format.ts';
import { missedThreshold } from './junit.ts';
import { passed, suiteXml, type TestCase } from './junit-suite.ts';
import type { ThresholdResult } from './report.ts';

export function sweepJunitXml(result: Swept): string {
  const { scenario, seed, steps } = result;
  return suiteXml({
    name: `${scenario.name}, seed ${seed}, sweep`,
    scenario: scenario.name,
    properties: propertiesOf(result),
    cases: steps.flatMap((step, index) => {
      const missing = index === 0 ? 'failed' : 'skipped';
      return [runCase(step, missing), ...step.thresholds.map((each) => thresholdCase(each, step, missing))];
    }),
  });
}

type Missing = 'failed' | 'skipped';

/** An invariant that is broken is so at whatever rate. */
function runCase({ rate, violations, inconclusiveBecause, reproduce }: SweptStep, missing: Missing): TestCase {
  const of = { group: 'rates', name: `consistent at ${rate}` } as const;
  const broken = violations.map(({ invariant, name, count }) => `${invariant} ${name} is violated ${times(count)}`);
  const reasons = [...broken, ...inconclusiveBecause];
  if (reasons.length === 0) return passed(of);
  const outcome = broken.length > 0 ? 'failed' : missing;
  return { ...of, outcome, because: reasons.join('; '), details: [...reasons, `reproduce: ${reproduce}`] };
}

function thresholdCase(threshold: ThresholdResult, { rate, reproduce }: SweptStep, missing: Missing): TestCase {
  const of = { group: 'thresholds', name: `${threshold.expression} at ${rate}` } as const;
  if (threshold.met) return passed(of);
  const told = missedThreshold(threshold);
  const because = missing === 'failed' ? told : `${told}, beyond the knee`;
  return { ...of, outcome: missing, because, details: [because, `reproduce: ${reproduce}`] };
}

function propertiesOf(result: Swept): Record<string, string> {
  const { scenario, seed, outcome, missing, defects, reproduce } = result;
  const knee = kneeIn(result);
  return {
    scenario: scenario.name,
    sha256: scenario.sha256,
    seed,
    outcome,
    ...(knee === null ? {} : { knee }),
    ...(missing === null ? {} : { missing: missing.rate }),
    ...(defects.length === 0 ? {} : { defects: defects.join(', ') }),
    reproduce,
  };
}
