/** A rate that was rounded otherwise. */
import type { KindOfFault } from '../kind.ts';

export const settlementFxRounding: KindOfFault<'settlement.fx-rounding'> = {
  kind: 'settlement.fx-rounding',
  effect: "The amount of a line of a night's file was rounded otherwise than expected.",
  aim: 'nothing',
  atSites: {
    places: ['line'],
    values: {
      byMinorUnits: {
        form: 'minorUnits',
        key: 'by',
        least: -10,
        most: 10,
        usual: [-1, 1],
        notZero: true,
        description: 'By how much the amount differs from the expected one.',
      },
    },
    draw: ({ number }) => ({ kind: 'settlement.fx-rounding', byMinorUnits: number('byMinorUnits') }),
  },
};
