/** Mistakes of the catalogue that the structure of this payment system does not allow to be made, each with the reason. */
import type { ImpossibleDefect } from './defect.ts';

export const impossibleDefects: readonly ImpossibleDefect[] = [];
