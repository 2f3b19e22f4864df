import { describe, expect, it } from 'vitest';
import { examine } from '../../../test/support/examine-check.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { goodSettings } from '../../../test/support/good-policy.ts';
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
});
