/** A line with a wrong amount. */
import type { KindOfFault } from '../kind.ts';

export const settlementLineWrongAmount: KindOfFault<'settlement.line-wrong-amount'> = {
  kind: 'settlement.line-wrong-amount',
  effect: "The amount of a line of a night's file is wrong.",
  aim: 'nothing',
  atSites: {
    places: ['line'],
    values: {
      byMinorUnits: {
        form: 'minorUnits',
        key: 'by',
        least: -1_000_000,
        most: 1_000_000,
        usual: [-100, 500],
        notZero: true,
        description: 'By how much the amount is wrong.',
      },
    },
    draw: ({ number }) => ({ kind: 'settlement.line-wrong-amount', byMinorUnits: number('byMinorUnits') }),
  },
};
