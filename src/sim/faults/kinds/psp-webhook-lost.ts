/** A webhook that is lost. */
import type { KindOfFault } from '../kind.ts';

export const pspWebhookLost: KindOfFault<'psp.webhook-lost'> = {
  kind: 'psp.webhook-lost',
  effect: 'A webhook of the PSP never comes.',
  aim: 'nothing',
  atSites: { places: ['webhook'], values: {}, draw: () => ({ kind: 'psp.webhook-lost' }) },
};
