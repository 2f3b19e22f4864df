/** A PSP that is closed. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspOutage: KindOfFault<'psp.outage'> = {
  kind: 'psp.outage',
  effect: 'The PSP is down: each request is refused with a 503.',
  aim: 'nothing',
  asEpisode: {
    values: { forMs: duration('for', [2 * ms.minute, 10 * ms.minute], 'How long it lasts.') },
    draw: () => ({ kind: 'psp.outage' }),
  },
};
