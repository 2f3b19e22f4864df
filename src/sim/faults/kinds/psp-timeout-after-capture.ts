/** An answer of the PSP that is lost. */
import type { KindOfFault } from '../kind.ts';

export const pspTimeoutAfterCapture: KindOfFault<'psp.timeout-after-capture'> = {
  kind: 'psp.timeout-after-capture',
  effect: 'The PSP has done what it was asked for, and the caller sees only a time-out.',
  aim: 'message',
  messages: ['ChargeAnswered', 'CaptureAnswered', 'RefundAnswered'],
  atSites: { places: ['answer'], values: {}, draw: () => ({ kind: 'psp.timeout-after-capture' }) },
};
