/**
 * Every kind of fault, by itself: it fires, the run says where, it does what it says, and the system under test keeps
 * every penny and finishes everything all the same.
 */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../src/sim/faults/fault.ts';
import { faultKinds } from '../src/sim/faults/catalogue.ts';
import { auditedRun } from './support/audited-run.ts';
import type { Claim } from './support/fault-claims/claim.ts';
import { databaseClaims } from './support/fault-claims/database-claims.ts';
import { networkClaims } from './support/fault-claims/network-claims.ts';
import { peopleClaims } from './support/fault-claims/people-claims.ts';
import { pspClaims } from './support/fault-claims/psp-claims.ts';
import { clockClaims, serviceClaims } from './support/fault-claims/service-claims.ts';
import { settlementClaims } from './support/fault-claims/settlement-claims.ts';
import { shippedScenario } from './support/simulate.ts';

const claims: { readonly [K in FaultKind]: Claim<K> } = {
  ...networkClaims,
  ...serviceClaims,
  ...databaseClaims,
  ...clockClaims,
  ...pspClaims,
  ...settlementClaims,
  ...peopleClaims,
};

/** Twenty checkouts within a minute, refunds within two hours, and faults for three days, nights included. */
const changes = [
  'traffic.checkouts=20',
  'refunds={share: 30%, after: 1h to 2h}',
  "phases.heal='2026-03-05 12:00'",
  'clock.nights=5',
  // No two commits of a test are to be confused with one that was asked for again.
  'policies.storageTimeout=1s',
];

describe('a fault of the kind', () => {
  it.each(faultKinds)('%s fires, does what it says, and costs nobody a penny', (kind) => {
    const { rule, shows } = claims[kind] as Claim<FaultKind>;
    const scenario = shippedScenario('first-checkout', [...changes, `faults=[{ fault: ${kind}, ${rule} }]`]);
    const run = auditedRun(scenario);
    expect(run.faults.length).toBeGreaterThan(0);
    expect(run.faults.filter(({ fault }) => fault.kind !== kind)).toEqual([]);
    expect(new Set(run.faults.map(({ site }) => site)).size).toBe(run.faults.length);
    expect(run.world.faultCounts()).toEqual([{ kind, could: expect.any(Number) as number, fired: run.faults.length }]);
    shows(run, run.faults);
    expect(run.faults.some(({ label }) => label !== undefined)).toBe(kind.startsWith('settlement.'));
    expect(run.violations).toEqual([]);
    expect(run.unfinished).toEqual([]);
  });
});
