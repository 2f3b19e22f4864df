/** A transaction that is late. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const databaseSlow: KindOfFault<'database.slow'> = {
  kind: 'database.slow',
  effect: "A service's database makes a transaction durable late.",
  aim: 'service',
  services: servicesWithRecords,
  atSites: {
    places: ['commit'],
    values: {
      byMs: duration(
        'by',
        [100, 5 * ms.second],
        'How much later the transaction is durable; when everything heals, at the latest.',
      ),
    },
    draw: ({ number }) => ({ kind: 'database.slow', byMs: number('byMs') }),
  },
};
