/** A file that is not sent. */
import type { KindOfFault } from '../kind.ts';

export const settlementFileMissing: KindOfFault<'settlement.file-missing'> = {
  kind: 'settlement.file-missing',
  effect: "A night's file is not sent.",
  aim: 'service',
  services: ['psp', 'bank'],
  atSites: { places: ['file'], values: {}, draw: () => ({ kind: 'settlement.file-missing' }) },
};
