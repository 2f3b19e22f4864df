/** What the files of a night are called: `psp-EUR-2026-03-02.csv`, `bank-EUR-2026-03-02.xml`. */
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';

export function pspFileName({ currency, date }: Pick<SettlementFile, 'currency' | 'date'>): string {
  return `psp-${currency}-${date}.csv`;
}

export function bankFileName({ currency, date }: Pick<BankStatement, 'currency' | 'date'>): string {
  return `bank-${currency}-${date}.xml`;
}
