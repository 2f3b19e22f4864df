/** A request that never reaches the books of the PSP. */
import { requestsToPsp, type KindOfFault } from '../kind.ts';

export const pspTimeoutBefore: KindOfFault<'psp.timeout-before'> = {
  kind: 'psp.timeout-before',
  effect: 'A request is lost at the door of the PSP: nothing is charged, and the caller sees only a time-out.',
  aim: 'message',
  messages: requestsToPsp,
  atSites: { places: ['door'], values: {}, draw: () => ({ kind: 'psp.timeout-before' }) },
};
