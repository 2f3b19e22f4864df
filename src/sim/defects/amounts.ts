/** Mistakes about amounts: rounding, exponents, refunds and captures. */
import type { amountDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const amountMistakes = {} as const satisfies Record<(typeof amountDefects)[number], Defect>;
