/** A line that belongs to nobody. */
import type { KindOfFault } from '../kind.ts';

export const settlementLineUnknown: KindOfFault<'settlement.line-unknown'> = {
  kind: 'settlement.line-unknown',
  effect: "A line that belongs to nobody is added to a night's file.",
  aim: 'nothing',
  atSites: { places: ['line'], values: {}, draw: () => ({ kind: 'settlement.line-unknown' }) },
};
