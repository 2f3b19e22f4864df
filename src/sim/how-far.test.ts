import { describe, expect, it } from 'vitest';
import { shippedScenario } from '../../test/support/simulate.ts';
import { howFar } from './how-far.ts';

describe('how far a run is', () => {
  const tell = howFar(shippedScenario('marketplace-day'));
  const nightAt = (instant: string): number => tell({ at: Date.parse(instant), checkouts: 7 }).night;

  it('is told by its checkouts as long as buyers come, a day from Monday at eight', () => {
    expect(tell({ at: Date.parse('2026-03-03T07:59:00+01:00'), checkouts: 1_998 })).toEqual({
      checkouts: 1_998,
      night: 0,
      nights: 3,
    });
  });

  it('is told by the night that is being settled when all have come, until its statement is due', () => {
    // Those of Monday were due on Tuesday at five, and so on: Monday's night is over when the last buyer has come.
    expect(nightAt('2026-03-03T08:00:00+01:00')).toBe(2);
    expect(nightAt('2026-03-04T05:00:00+01:00')).toBe(2);
    expect(nightAt('2026-03-04T05:00:01+01:00')).toBe(3);
  });

  it('stays in the last night until everything has ended', () => {
    expect(nightAt('2026-03-06T12:00:00+01:00')).toBe(3);
  });
});
