/** A file that is sent twice. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const settlementFileDuplicate: KindOfFault<'settlement.file-duplicate'> = {
  kind: 'settlement.file-duplicate',
  effect: "A night's file is sent twice, the copy later.",
  aim: 'service',
  services: ['psp', 'bank'],
  atSites: {
    places: ['file'],
    values: { lagMs: duration('lag', [ms.minute, 6 * ms.hour], 'How long after the file its copy is sent.') },
    draw: ({ number }) => ({ kind: 'settlement.file-duplicate', lagMs: number('lagMs') }),
  },
};
