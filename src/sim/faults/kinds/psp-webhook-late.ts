/** A webhook that is late. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspWebhookLate: KindOfFault<'psp.webhook-late'> = {
  kind: 'psp.webhook-late',
  effect: 'A webhook of the PSP comes late.',
  aim: 'nothing',
  atSites: {
    places: ['webhook'],
    values: { byMs: duration('by', [10 * ms.second, ms.hour], 'How much later the webhook arrives.') },
    draw: ({ number }) => ({ kind: 'psp.webhook-late', byMs: number('byMs') }),
  },
};
