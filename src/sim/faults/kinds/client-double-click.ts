/** A double click. */
import type { KindOfFault } from '../kind.ts';
import { duration } from '../value-form.ts';

export const clientDoubleClick: KindOfFault<'client.double-click'> = {
  kind: 'client.double-click',
  effect: 'A buyer clicks Buy twice.',
  aim: 'nothing',
  atSites: {
    places: ['click'],
    values: { lagMs: duration('lag', [50, 500], 'How long after the click the second one comes.') },
    draw: ({ number }) => ({ kind: 'client.double-click', lagMs: number('lagMs') }),
  },
};
