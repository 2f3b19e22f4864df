import { describe, expect, it } from 'vitest';
import { shippedScenario } from '../../test/support/simulate.ts';
import { storeWarning } from './store.ts';

describe('a run that may be too large for lowdb', () => {
  const large = shippedScenario('marketplace-day', ['traffic.checkouts=60000']);

  it('is told before it begins, with what to do about it', () => {
    expect(storeWarning(large, 'lowdb')).toBe(
      '60,000 checkouts may be too many for lowdb, which writes each database as one JSON text of at most 512 MB: --store ndjson has no such limit, and --store none keeps no database',
    );
  });

  it('is no trouble for another store, or where only some of its checkouts come', () => {
    expect(storeWarning(large, 'ndjson')).toBeUndefined();
    expect(storeWarning(large, 'none')).toBeUndefined();
    expect(storeWarning({ ...large, traffic: { ...large.traffic, only: [7] } }, 'lowdb')).toBeUndefined();
    expect(storeWarning(shippedScenario('black-friday'), 'lowdb')).toBeUndefined();
  });
});
