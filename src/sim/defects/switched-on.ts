/** The mistakes that are switched on, wherever a run is named: it says nothing of the system as it should be. */
import type { DefectName } from '../../domain/defects.ts';

/** `with the defect late-answer`, `with the defects a and b`; empty where there is none. */
export function switchedOn(defects: readonly DefectName[]): string {
  if (defects.length === 0) return '';
  return `with the ${defects.length === 1 ? 'defect' : 'defects'} ${defects.join(' and ')}`;
}
