/** Which order of a run is worth a story. */
import type { Finish } from '../sim/simulation.ts';

/** One that reconciliation had trouble with; else the first that was captured; undefined when none was. */
export function worthTelling({ report, world }: Finish): string | undefined {
  const { openBreaks, resolvedBreaks } = report.reconciliation;
  for (const { order } of [...openBreaks, ...resolvedBreaks]) if (order !== null) return order;
  for (const charge of world.database('psp').table('charges').all()) {
    if (charge.status === 'captured') return charge.orderId;
  }
  return undefined;
}
