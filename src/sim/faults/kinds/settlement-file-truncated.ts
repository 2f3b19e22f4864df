/** A file that breaks off. */
import type { KindOfFault } from '../kind.ts';

export const settlementFileTruncated: KindOfFault<'settlement.file-truncated'> = {
  kind: 'settlement.file-truncated',
  effect: "The last lines of a night's file are cut off.",
  aim: 'service',
  services: ['psp', 'bank'],
  atSites: {
    places: ['file'],
    values: {
      lines: {
        form: 'count',
        key: 'lines',
        least: 1,
        most: 1_000_000,
        usual: [1, 5],
        description: 'How many lines are cut off.',
      },
    },
    draw: ({ number }) => ({ kind: 'settlement.file-truncated', lines: number('lines') }),
  },
};
