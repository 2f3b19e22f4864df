/** A service that is slow. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const serviceSlow: KindOfFault<'service.slow'> = {
  kind: 'service.slow',
  effect: 'A service is alive and handles each message late.',
  aim: 'service',
  services: servicesWithRecords,
  asEpisode: {
    values: {
      forMs: duration('for', [ms.minute, 10 * ms.minute], 'How long it lasts.'),
      byMs: duration('by', [100, 3 * ms.second], 'How much later each message is handled.'),
    },
    draw: (chance) => ({
      kind: 'service.slow',
      service: chance.service(servicesWithRecords),
      byMs: chance.number('byMs'),
    }),
  },
};
