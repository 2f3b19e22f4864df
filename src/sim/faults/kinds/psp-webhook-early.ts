/** A webhook that overtakes the answer. */
import type { KindOfFault } from '../kind.ts';

export const pspWebhookEarly: KindOfFault<'psp.webhook-early'> = {
  kind: 'psp.webhook-early',
  effect: 'A webhook of the PSP comes before the answer to the request.',
  aim: 'nothing',
  atSites: { places: ['webhook'], values: {}, draw: () => ({ kind: 'psp.webhook-early' }) },
};
