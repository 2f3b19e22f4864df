/** A service that has too much to do. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const serviceOverload: KindOfFault<'service.overload'> = {
  kind: 'service.overload',
  effect: "A service's queue is full: each message that arrives is rejected.",
  aim: 'service',
  services: servicesWithRecords,
  asEpisode: {
    values: { forMs: duration('for', [5 * ms.second, ms.minute], 'How long it lasts.') },
    draw: (chance) => ({ kind: 'service.overload', service: chance.service(servicesWithRecords) }),
  },
};
