import { describe, expect, it } from 'vitest';
import type { InvariantId } from '../checks/check.ts';
import { sightingOf, type Run } from './sighting.ts';

const simulated = { from: '2026-03-02T18:30:00.000Z' };

type Violation = Run['violations'][number];

const evening = '2026-03-02T19:14:16.006Z';
const night = '2026-03-03T02:00:00.000Z';

function violated(invariant: InvariantId, at: string, money: Violation['money'] = {}): Violation {
  return {
    invariant,
    name: `name-of-${invariant}`,
    money,
    first: { at, sentence: `${invariant} was broken` },
  };
}

function seen(violations: readonly Violation[], also: readonly InvariantId[] = []) {
  return sightingOf({ simulated, violations }, { expected: 'I7', also: { invariants: also, because: 'it may be' } });
}

describe('a defect is seen', () => {
  it('by nobody where nothing was violated', () => {
    expect(seen([])).toBeUndefined();
  });

  it('by the invariant that was violated first, whatever its number', () => {
    expect(seen([violated('I2', night, { EUR: 1 }), violated('I7', evening, { EUR: 1_230, JPY: 500 })])).toEqual({
      invariant: 'I7',
      name: 'name-of-I7',
      foretold: true,
      at: evening,
      // From 18:30 to 19:14:16.006: 44 minutes and 16.006 seconds.
      afterMs: 44 * 60_000 + 16_006,
      money: { EUR: 1_230, JPY: 500 },
      sentence: 'I7 was broken',
      seenBy: ['I7', 'I2'],
    });
  });

  it('by the expected invariant where several saw it at the same instant', () => {
    const several = [violated('I2', night), violated('I4', night), violated('I7', night)];
    expect(seen(several)?.seenBy).toEqual(['I7', 'I2', 'I4']);
    expect(seen(several)?.foretold).toBe(true);
  });

  it('as foretold where it is another one that may be first', () => {
    const both = [violated('I2', evening), violated('I7', night)];
    expect(seen(both, ['I2'])).toMatchObject({ invariant: 'I2', foretold: true });
    expect(seen(both, ['I4'])).toMatchObject({ invariant: 'I2', foretold: false });
    expect(seen(both)).toMatchObject({ invariant: 'I2', foretold: false });
  });
});
