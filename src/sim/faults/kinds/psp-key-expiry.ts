/** An idempotency key that is forgotten. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspKeyExpiry: KindOfFault<'psp.key-expiry'> = {
  kind: 'psp.key-expiry',
  effect: 'The PSP forgets an idempotency key after a time, and takes it for a new one from then on.',
  aim: 'nothing',
  atSites: {
    places: ['key'],
    values: { afterMs: duration('after', [ms.hour, 24 * ms.hour], 'How long the PSP remembers the key.') },
    draw: ({ number }) => ({ kind: 'psp.key-expiry', afterMs: number('afterMs') }),
  },
};
