/** A webhook that is overtaken. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspWebhookReordered: KindOfFault<'psp.webhook-reordered'> = {
  kind: 'psp.webhook-reordered',
  effect: 'A webhook of the PSP is held back until later ones have overtaken it.',
  aim: 'nothing',
  atSites: {
    places: ['webhook'],
    values: { byMs: duration('by', [ms.second, 30 * ms.second], 'How long the webhook is held back.') },
    draw: ({ number }) => ({ kind: 'psp.webhook-reordered', byMs: number('byMs') }),
  },
};
