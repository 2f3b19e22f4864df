/** A file that is late. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const settlementFileLate: KindOfFault<'settlement.file-late'> = {
  kind: 'settlement.file-late',
  effect: "A night's file is sent late.",
  aim: 'service',
  services: ['psp', 'bank'],
  atSites: {
    places: ['file'],
    values: { byMs: duration('by', [ms.hour, 6 * ms.hour], 'How much later the file is sent.') },
    draw: ({ number }) => ({ kind: 'settlement.file-late', byMs: number('byMs') }),
  },
};
