/** A service that goes down: at a time, or before or after a message or a transaction. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

const down = duration('for', [5 * ms.second, 2 * ms.minute], 'How long the service is down.');

export const serviceCrash: KindOfFault<'service.crash'> = {
  kind: 'service.crash',
  effect: 'A service loses its memory and is down for a time; what its database has made durable stays.',
  aim: 'service',
  services: servicesWithRecords,
  atSites: {
    places: ['handling', 'commit'],
    values: {
      when: {
        form: 'word',
        key: 'when',
        words: ['before', 'after'],
        description: 'Whether it crashes before or after what it was about to do.',
      },
      downMs: down,
    },
    draw: ({ word, number }) => ({
      kind: 'service.crash',
      when: word('when', ['before', 'after']),
      downMs: number('downMs'),
    }),
  },
  asEpisode: {
    values: { forMs: down },
    draw: ({ service }) => ({ kind: 'service.crash', service: service(servicesWithRecords) }),
  },
};
