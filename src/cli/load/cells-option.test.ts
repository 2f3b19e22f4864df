import { describe, expect, it } from 'vitest';
import { shippedScenario } from '../../../test/support/simulate.ts';
import { divisionOf } from './cells-option.ts';

describe('a load that is divided', () => {
  it('has a cell for each 2,000 checkouts, or as many as are asked for', () => {
    const day = shippedScenario('marketplace-day', ['traffic.checkouts=5000']);
    expect(divisionOf(undefined, day)).toEqual({ seed: day.seed, checkouts: 5_000, users: 0, cells: 3 });
    expect(divisionOf('7', day).cells).toBe(7);
  });

  it('is one system where its services are limited, since each cell has services of its own', () => {
    const rush = shippedScenario('saturday-rush', ['traffic.checkouts=5000']);
    expect(divisionOf(undefined, rush).cells).toBe(1);
    expect(divisionOf('7', rush).cells).toBe(7);
    // 20 users, who come to some 2,600 checkouts at most.
    expect(divisionOf(undefined, shippedScenario('kiosk-hour'))).toMatchObject({ users: 20, cells: 1 });
  });
});
