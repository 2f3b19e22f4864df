/** Mistakes about payouts, settlement files and the nights. */
import type { nightDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const nightMistakes = {} as const satisfies Record<(typeof nightDefects)[number], Defect>;
