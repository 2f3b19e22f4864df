/** A crash that takes unfinished transactions with it. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const databaseLoseUnsynced: KindOfFault<'database.lose-unsynced'> = {
  kind: 'database.lose-unsynced',
  effect: 'A service crashes, and the transactions that its database has not made durable yet are gone.',
  aim: 'service',
  services: servicesWithRecords,
  atSites: {
    places: ['commit'],
    values: { downMs: duration('for', [5 * ms.second, 2 * ms.minute], 'How long the service is down.') },
    draw: ({ number }) => ({ kind: 'database.lose-unsynced', downMs: number('downMs') }),
  },
};
