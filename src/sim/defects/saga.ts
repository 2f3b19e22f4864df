/** Mistakes about the wallet, the ledger, and what holds a sale together. */
import type { sagaDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const sagaMistakes = {} as const satisfies Record<(typeof sagaDefects)[number], Defect>;
