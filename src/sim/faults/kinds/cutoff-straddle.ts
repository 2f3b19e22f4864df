/** A buyer at the cut-off. */
import type { KindOfFault } from '../kind.ts';
import { ms } from '../value-form.ts';

export const cutoffStraddle: KindOfFault<'cutoff.straddle'> = {
  kind: 'cutoff.straddle',
  effect: 'A buyer comes around the next cut-off of the PSP instead.',
  aim: 'nothing',
  atSites: {
    places: ['arrival'],
    values: {
      fromCutOffMs: {
        form: 'duration',
        key: 'fromCutOff',
        least: -10 * ms.minute,
        most: 10 * ms.minute,
        usual: [-5 * ms.second, 5 * ms.second],
        description: 'When the buyer comes instead, before (below zero) or after the cut-off.',
      },
    },
    draw: ({ number }) => ({ kind: 'cutoff.straddle', fromCutOffMs: number('fromCutOffMs') }),
  },
};
