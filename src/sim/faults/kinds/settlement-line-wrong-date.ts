/** A line with a wrong date. */
import type { KindOfFault } from '../kind.ts';

export const settlementLineWrongDate: KindOfFault<'settlement.line-wrong-date'> = {
  kind: 'settlement.line-wrong-date',
  effect: "The date of a line of a night's file is wrong.",
  aim: 'nothing',
  atSites: {
    places: ['line'],
    values: {
      byDays: {
        form: 'days',
        key: 'by',
        least: -30,
        most: 30,
        usual: [-2, 2],
        notZero: true,
        description: 'By how many days the date is wrong.',
      },
    },
    draw: ({ number }) => ({ kind: 'settlement.line-wrong-date', byDays: number('byDays') }),
  },
};
