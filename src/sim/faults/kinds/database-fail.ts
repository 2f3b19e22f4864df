/** A transaction that is refused. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';

export const databaseFail: KindOfFault<'database.fail'> = {
  kind: 'database.fail',
  effect: "A service's database refuses a transaction: nothing is written, and nobody is told.",
  aim: 'service',
  services: servicesWithRecords,
  atSites: { places: ['commit'], values: {}, draw: () => ({ kind: 'database.fail' }) },
};
