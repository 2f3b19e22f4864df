/** A message that is late. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const networkDelay: KindOfFault<'network.delay'> = {
  kind: 'network.delay',
  effect: 'A message between two services arrives late.',
  aim: 'link',
  atSites: {
    places: ['link'],
    values: { byMs: duration('by', [50, 2 * ms.second], 'How much later the message arrives.') },
    draw: ({ number }) => ({ kind: 'network.delay', byMs: number('byMs') }),
  },
};
