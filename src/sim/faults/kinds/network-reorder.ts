/** A message that is overtaken. */
import type { KindOfFault } from '../kind.ts';
import { duration } from '../value-form.ts';

export const networkReorder: KindOfFault<'network.reorder'> = {
  kind: 'network.reorder',
  effect: 'A message between two services is held back, so that later ones overtake it.',
  aim: 'link',
  atSites: {
    places: ['link'],
    values: { byMs: duration('by', [20, 500], 'How long the message is held back.') },
    draw: ({ number }) => ({ kind: 'network.reorder', byMs: number('byMs') }),
  },
};
