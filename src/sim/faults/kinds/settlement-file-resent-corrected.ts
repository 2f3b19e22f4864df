/** A file that is corrected. */
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const settlementFileResentCorrected: KindOfFault<'settlement.file-resent-corrected'> = {
  kind: 'settlement.file-resent-corrected',
  effect: "A night's file has a wrong amount, and a corrected version is sent later.",
  aim: 'service',
  services: ['psp', 'bank'],
  atSites: {
    places: ['file'],
    values: {
      byMinorUnits: {
        form: 'minorUnits',
        key: 'by',
        least: -1_000_000,
        most: 1_000_000,
        usual: [-100, 500],
        notZero: true,
        description: 'By how much one amount of the first version is wrong.',
      },
      afterMs: duration('after', [ms.hour, 12 * ms.hour], 'How long after the first version the right one is sent.'),
    },
    draw: ({ number }) => ({
      kind: 'settlement.file-resent-corrected',
      byMinorUnits: number('byMinorUnits'),
      afterMs: number('afterMs'),
    }),
  },
};
