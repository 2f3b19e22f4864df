/** A front end that repeats itself. */
import type { KindOfFault } from '../kind.ts';
import { duration } from '../value-form.ts';

export const clientRetryStorm: KindOfFault<'client.retry-storm'> = {
  kind: 'client.retry-storm',
  effect: "The shop's front end repeats a click on Buy many times.",
  aim: 'nothing',
  atSites: {
    places: ['click'],
    values: {
      clicks: {
        form: 'count',
        key: 'clicks',
        least: 2,
        most: 1_000,
        usual: [3, 20],
        description: 'How many clicks there are in all.',
      },
      everyMs: duration('spacing', [20, 500], 'How long after each click the next one comes.'),
    },
    draw: ({ number }) => ({ kind: 'client.retry-storm', clicks: number('clicks'), everyMs: number('everyMs') }),
  },
};
