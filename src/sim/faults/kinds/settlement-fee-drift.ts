/** A fee that was not agreed. */
import type { KindOfFault } from '../kind.ts';

export const settlementFeeDrift: KindOfFault<'settlement.fee-drift'> = {
  kind: 'settlement.fee-drift',
  effect: "The fee of a line of a night's file differs from the agreed one.",
  aim: 'nothing',
  atSites: {
    places: ['line'],
    values: {
      byMinorUnits: {
        form: 'minorUnits',
        key: 'by',
        least: -1_000_000,
        most: 1_000_000,
        usual: [1, 20],
        notZero: true,
        description: 'By how much the fee differs from the agreed one.',
      },
    },
    draw: ({ number }) => ({ kind: 'settlement.fee-drift', byMinorUnits: number('byMinorUnits') }),
  },
};
