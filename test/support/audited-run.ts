/** A whole run with every fact, and what its checks say. */
import type { Fact, Faulted } from '../../src/sim/facts.ts';
import { createAudit } from '../../src/sim/checks/audit.ts';
import { checkMakers } from '../../src/sim/checks/registry.ts';
import { unfinishedWork } from '../../src/sim/report/unfinished.ts';
import type { Scenario } from '../../src/sim/scenario/scenario.ts';
import type { World } from '../../src/sim/world.ts';
import { watch } from './simulate.ts';

export interface AuditedRun {
  readonly world: World;
  readonly facts: readonly Fact[];
  /** Every fault that fired, in order. */
  readonly faults: readonly Faulted[];
  /** `I2: the PSP charged order-1.1 twice`; the first of each invariant. */
  readonly violations: readonly string[];
  /** `order-1.1 unknown` */
  readonly unfinished: readonly string[];
}

export function auditedRun(scenario: Scenario): AuditedRun {
  const { world, facts } = watch(scenario);
  const { policy, currencies, phases, refunds } = scenario;
  const settings = {
    policy,
    currencies: currencies.map(({ currency }) => currency),
    hasRefunds: refunds.share > 0,
    settleWithinMs: phases.settleWithinMs,
  };
  const audit = createAudit(checkMakers, settings);
  audit.observe(facts);
  audit.conclude(world.now());
  return {
    world,
    facts,
    faults: facts.filter((fact) => fact.kind === 'faulted'),
    violations: audit.results().flatMap(({ id, first }) => (first === undefined ? [] : [`${id}: ${first.sentence}`])),
    unfinished: unfinishedWork(world).map(({ id, state }) => `${id} ${state}`),
  };
}
