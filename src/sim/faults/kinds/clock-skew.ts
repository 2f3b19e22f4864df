/** A clock that is wrong. */
import { servicesWithRecords, type KindOfFault } from '../kind.ts';
import { duration, ms, type NumberForm } from '../value-form.ts';

const MOST_MS = 5 * ms.minute;

export const clockSkew: KindOfFault<'clock.skew'> = {
  kind: 'clock.skew',
  effect:
    "A service's clock is ahead or behind by a step, and by so much more in each hour, until it is off by 10 minutes.",
  aim: 'service',
  services: servicesWithRecords,
  asEpisode: {
    values: {
      forMs: duration('for', [10 * ms.minute, 2 * ms.hour], 'How long it lasts.'),
      stepMs: either('step', 90 * ms.second, 'How far ahead, or below zero behind, the clock is.'),
      driftMsPerHour: either('drift', 2 * ms.second, 'How much more in each hour.'),
    },
    draw: ({ service, number }) => ({
      kind: 'clock.skew',
      service: service(servicesWithRecords),
      stepMs: number('stepMs'),
      driftMsPerHour: number('driftMsPerHour'),
    }),
  },
};

/** A duration to either side of zero. */
function either(key: string, usual: number, description: string): NumberForm {
  return { form: 'duration', key, least: -MOST_MS, most: MOST_MS, usual: [-usual, usual], description };
}
