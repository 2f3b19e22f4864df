/** What the invariants are called. */
import { checkMakers } from '../checks/registry.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { checkSettings } from '../simulation.ts';

/** `I2 at-most-one-charge`, by `I2`, in the order of the catalogue of invariants. */
export function invariantNames(scenario: Scenario): ReadonlyMap<string, string> {
  const settings = checkSettings(scenario);
  const checks = checkMakers.map((make) => make(settings));
  return new Map(checks.map(({ id, name }) => [id, `${id} ${name}`]));
}
