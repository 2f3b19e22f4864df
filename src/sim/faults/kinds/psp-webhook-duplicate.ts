/** A webhook that comes twice. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspWebhookDuplicate: KindOfFault<'psp.webhook-duplicate'> = {
  kind: 'psp.webhook-duplicate',
  effect: 'A webhook of the PSP comes twice, the copy later.',
  aim: 'nothing',
  atSites: {
    places: ['webhook'],
    values: { lagMs: duration('lag', [ms.second, 10 * ms.minute], 'How long after the webhook its copy arrives.') },
    draw: ({ number }) => ({ kind: 'psp.webhook-duplicate', lagMs: number('lagMs') }),
  },
};
