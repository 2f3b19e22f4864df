/** A service that stands still. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const servicePause: KindOfFault<'service.pause'> = {
  kind: 'service.pause',
  effect: 'A service is alive and does not work: what arrives waits until the pause is over.',
  aim: 'service',
  services: servicesWithRecords,
  asEpisode: {
    values: { forMs: duration('for', [2 * ms.second, 30 * ms.second], 'How long it lasts.') },
    draw: (chance) => ({ kind: 'service.pause', service: chance.service(servicesWithRecords) }),
  },
};
