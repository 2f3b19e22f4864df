/** A transaction whose acknowledgement is late. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const databaseStall: KindOfFault<'database.stall'> = {
  kind: 'database.stall',
  effect: "A service's database makes a transaction durable in time and acknowledges it late.",
  aim: 'service',
  services: servicesWithRecords,
  atSites: {
    places: ['commit'],
    values: {
      byMs: duration(
        'by',
        [500, 10 * ms.second],
        'How much later the acknowledgement comes; when everything heals, at the latest.',
      ),
    },
    draw: ({ number }) => ({ kind: 'database.stall', byMs: number('byMs') }),
  },
};
