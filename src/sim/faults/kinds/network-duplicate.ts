/** A message that arrives twice. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const networkDuplicate: KindOfFault<'network.duplicate'> = {
  kind: 'network.duplicate',
  effect: 'A message between two services arrives twice, the copy later.',
  aim: 'link',
  atSites: {
    places: ['link'],
    values: { lagMs: duration('lag', [1, 10 * ms.second], 'How long after the message its copy arrives.') },
    draw: ({ number }) => ({ kind: 'network.duplicate', lagMs: number('lagMs') }),
  },
};
