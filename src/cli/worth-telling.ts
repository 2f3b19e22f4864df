/** Which order of a run is worth a story. */
import type { Finish } from '../sim/simulation.ts';

/**
 * One that an invariant was violated for; else one that reconciliation had trouble with; else one that a fault hit; else
 * the first that was captured. Undefined when none was.
 */
export function worthTelling({ report, world, faults }: Finish): string | undefined {
  const { openBreaks, resolvedBreaks } = report.reconciliation;
  const troubled = [
    ...report.violations.map(({ first }) => first.order),
    ...[...openBreaks, ...resolvedBreaks].map(({ order }) => order),
    ...faults.map(({ concern }) => concern),
  ];
  const orders = world.database('payment-service').table('orderProgress');
  for (const id of troubled) if (id !== null && orders.get(id) !== undefined) return id;
  for (const charge of world.database('psp').table('charges').all()) {
    if (charge.status === 'captured') return charge.orderId;
  }
  return undefined;
}
