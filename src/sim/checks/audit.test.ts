import { expect, it } from 'vitest';
import { goodSettings } from '../../../test/support/good-days-policy.ts';
import { createAudit } from './audit.ts';
import type { CheckMaker, Finding } from './check.ts';

function found(at: number, concern: string): Finding {
  return { at, concern, sentence: `${concern} is wrong` };
}

/** A check that reports what it found in this order when the run is over. */
function reporting(...findings: Finding[]): CheckMaker {
  return () => ({
    id: 'I99',
    name: 'late-report',
    statement: 'Everything is well.',
    hears: [],
    conclude: (_at, witness) => {
      for (const finding of findings) witness.violated(finding);
    },
  });
}

it('tells of the earliest finding first, also when it was held back and reported after others', () => {
  const audit = createAudit([reporting(found(300, 'c'), found(100, 'a'), found(200, 'b'))], goodSettings);
  audit.conclude(400);
  expect(audit.results()).toMatchObject([{ violations: 3, first: { at: 100, concern: 'a' } }]);
});

it('tells of the finding that was reported first among those of one instant', () => {
  const audit = createAudit([reporting(found(100, 'b'), found(100, 'a'))], goodSettings);
  audit.conclude(400);
  expect(audit.results()).toMatchObject([{ violations: 2, first: { concern: 'b' } }]);
});
