/** The catalogue of defects: every one that can be switched on, by name, in the order of the families. */
import {
  amountDefects,
  keyDefects,
  nightDefects,
  sagaDefects,
  webhookDefects,
  type DefectName,
} from '../../domain/defects.ts';
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

export interface Family {
  readonly title: string;
  readonly names: readonly DefectName[];
}

export const families: readonly Family[] = [
  { title: 'Keys and retries', names: keyDefects },
  { title: 'Webhooks', names: webhookDefects },
  { title: 'Wallet, ledger, saga', names: sagaDefects },
  { title: 'Amounts', names: amountDefects },
  { title: 'Payouts and nights', names: nightDefects },
];

/** What switches a defect on, under the conditions that provoke it: assignments as `--set` takes them. */
export function settingsWith(name: DefectName): string[] {
  return [...defects[name].settings, `defects=${name}`];
}
