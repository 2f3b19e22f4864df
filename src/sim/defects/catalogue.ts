/** The catalogue of defects: every one that can be switched on, by name, in the order of the families. */
import type { DefectName } from '../../domain/defects.ts';
import { amountMistakes } from './amounts.ts';
import type { Defect } from './defect.ts';
import { keyMistakes } from './keys.ts';
import { nightMistakes } from './nights.ts';
import { sagaMistakes } from './saga.ts';
import { webhookMistakes } from './webhooks.ts';

export const defects: Readonly<Record<DefectName, Defect>> = {
  ...keyMistakes,
  ...webhookMistakes,
  ...sagaMistakes,
  ...amountMistakes,
  ...nightMistakes,
};
