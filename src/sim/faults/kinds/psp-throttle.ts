/** A request too many. */
import { requestsToPsp, type KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const pspThrottle: KindOfFault<'psp.throttle'> = {
  kind: 'psp.throttle',
  effect: 'The PSP refuses a request with a 429 and says when to come again.',
  aim: 'message',
  messages: requestsToPsp,
  atSites: {
    places: ['door'],
    values: { retryAfterMs: duration('retryAfter', [ms.second, 30 * ms.second], 'When the PSP says to come again.') },
    draw: ({ number }) => ({ kind: 'psp.throttle', retryAfterMs: number('retryAfterMs') }),
  },
};
