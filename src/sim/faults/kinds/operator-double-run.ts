/** A job that is started twice. */
import type { KindOfFault } from '../kind.ts';

export const operatorDoubleRun: KindOfFault<'operator.double-run'> = {
  kind: 'operator.double-run',
  effect: 'An operator starts a job of the night twice at once.',
  aim: 'service',
  services: ['psp', 'bank', 'reconciliation', 'wallet'],
  atSites: { places: ['job'], values: {}, draw: () => ({ kind: 'operator.double-run' }) },
};
