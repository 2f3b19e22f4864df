/** A request that the PSP fails on. */
import { requestsToPsp, type KindOfFault } from '../kind.ts';

export const pspError: KindOfFault<'psp.error'> = {
  kind: 'psp.error',
  effect: 'The PSP refuses a request with a 500.',
  aim: 'message',
  messages: requestsToPsp,
  atSites: { places: ['door'], values: {}, draw: () => ({ kind: 'psp.error' }) },
};
