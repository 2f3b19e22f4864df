import { describe, expect, it } from 'vitest';
import { examine } from '../../../test/support/fact-tape-examine.ts';
import { goodSettings } from '../../../test/support/good-days-policy.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { endOfStorm, stormyDay } from '../../../test/support/good-days-storm.ts';
import { daysOfWrongLines, weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { endOfGoodDays, goodDays } from '../../../test/support/good-days.ts';
import { checkMakers } from './registry.ts';

describe('the registry of checks', () => {
  const days = goodDays();
  const invariants = checkMakers.map((make) => ({ make, ...make(goodSettings) }));

  it('holds I1 to I22 in order, each with a name and a statement of its own', () => {
    expect(invariants.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, index) => `I${index + 1}`));
    expect(new Set(invariants.map(({ name }) => name)).size).toBe(22);
    for (const { name, statement } of invariants) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(statement).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });

  it.each(invariants)('$id $name is tested by good days and finds nothing wrong with them', ({ make }) => {
    const { checked, findings } = examine(make, days);
    expect(findings).toEqual([]);
    expect(checked).toBeGreaterThan(0);
  });

  describe.each([
    { what: 'days with refunds', facts: refundedDays(), end: endOfRefundedDays },
    { what: 'a day with crashes, losses and copies', facts: stormyDay(), end: endOfStorm },
    { what: 'a week of files that are corrected, cut off and late', facts: weekOfCorrections(), end: endOfGoodDays },
    { what: 'days of lines that are wrong, and named in breaks', facts: daysOfWrongLines(), end: endOfGoodDays },
  ])('about $what', ({ facts, end }) => {
    it.each(invariants)('$id $name finds nothing wrong', ({ make }) => {
      expect(examine(make, facts, goodSettings, end).findings).toEqual([]);
    });
  });
});
