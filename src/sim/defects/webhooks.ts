/** Mistakes about webhooks. */
import type { webhookDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const webhookMistakes = {} as const satisfies Record<(typeof webhookDefects)[number], Defect>;
