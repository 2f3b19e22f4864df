/** A line that is left out. */
import type { KindOfFault } from '../kind.ts';

export const settlementLineMissing: KindOfFault<'settlement.line-missing'> = {
  kind: 'settlement.line-missing',
  effect: "A line of a night's file is left out.",
  aim: 'nothing',
  atSites: { places: ['line'], values: {}, draw: () => ({ kind: 'settlement.line-missing' }) },
};
