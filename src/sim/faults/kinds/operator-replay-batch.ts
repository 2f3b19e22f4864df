/** A job that is started again. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const operatorReplayBatch: KindOfFault<'operator.replay-batch'> = {
  kind: 'operator.replay-batch',
  effect: 'An operator starts a job of the night again when it is over.',
  aim: 'service',
  services: ['psp', 'bank', 'reconciliation', 'wallet'],
  atSites: {
    places: ['job'],
    values: { afterMs: duration('after', [ms.minute, 6 * ms.hour], 'How long after the job it is started again.') },
    draw: ({ number }) => ({ kind: 'operator.replay-batch', afterMs: number('afterMs') }),
  },
};
