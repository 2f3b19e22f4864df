/** Which defects are asked for. */
import { defectNames, type DefectName } from '../../domain/defects.ts';
import type { ImpossibleDefect } from '../../sim/defects/defect.ts';
import { impossibleDefects } from '../../sim/defects/impossible.ts';
import { didYouMean } from '../../sim/scenario/did-you-mean.ts';
import { UserError } from '../user-error.ts';

export interface Selection {
  /** In the order of the catalogue. */
  readonly names: readonly DefectName[];
  readonly impossible: readonly ImpossibleDefect[];
}

/**
 * @param only names; all defects when there are none
 * @throws UserError when there is no defect of a name
 */
export function selectionOf(only: readonly string[]): Selection {
  const known = [...defectNames, ...impossibleDefects.map(({ name }) => name)];
  for (const name of only) {
    if (!known.includes(name))
      throw new UserError(
        `there is no defect "${name}"`,
        name.includes(',')
          ? 'separate names by spaces'
          : (didYouMean(name, known) ?? '`penny defects --list` lists them'),
      );
  }
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
  return { names: defectNames.filter(wanted), impossible: impossibleDefects.filter(({ name }) => wanted(name)) };
}
