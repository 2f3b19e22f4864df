/** A line that is there twice. */
import type { KindOfFault } from '../kind.ts';

export const settlementLineDuplicate: KindOfFault<'settlement.line-duplicate'> = {
  kind: 'settlement.line-duplicate',
  effect: "A line of a night's file is there twice.",
  aim: 'nothing',
  atSites: { places: ['line'], values: {}, draw: () => ({ kind: 'settlement.line-duplicate' }) },
};
