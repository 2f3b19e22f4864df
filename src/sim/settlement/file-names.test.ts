import { describe, expect, it } from 'vitest';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { minorUnits } from '../../domain/money.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import { bankFileName, distinctFiles, pspFileName } from './file-names.ts';

const night = { currency: currency('EUR'), date: businessDate('2026-03-02') };
const balances = { sequence: 1, revision: 1, opening: minorUnits(0), closing: minorUnits(-9710) };
const payout = { type: 'payout', reference: 'payout-EUR-2026-03-02', amount: minorUnits(9710) } as const;
const file: SettlementFile = { ...night, ...balances, lineCount: 1, lines: [payout] };

it('files are named after their source, currency and business date', () => {
  expect(pspFileName(night)).toBe('psp-EUR-2026-03-02.csv');
  expect(bankFileName(night)).toBe('bank-EUR-2026-03-02.xml');
});

describe('files that were delivered', () => {
  it('have a name for each content, in the order in which they came, and none for a copy', () => {
    const truncated = { ...file, lines: [] };
    const corrected = { ...file, revision: 2 };
    const changed = { ...file, lines: [{ ...payout, amount: minorUnits(9700) }] };
    const next = { ...file, date: businessDate('2026-03-03') };
    const copy = { ...file, lines: [{ ...payout }] };
    expect(distinctFiles([truncated, file, next, copy, corrected, truncated, changed], pspFileName)).toEqual([
      { name: 'psp-EUR-2026-03-02.csv', file: truncated },
      { name: 'psp-EUR-2026-03-02-2.csv', file },
      { name: 'psp-EUR-2026-03-03.csv', file: next },
      { name: 'psp-EUR-2026-03-02-3.csv', file: corrected },
      { name: 'psp-EUR-2026-03-02-4.csv', file: changed },
    ]);
  });

  it('are told apart by their balances too', () => {
    const statement: BankStatement = { ...night, ...balances, lineCount: 0, lines: [] };
    const other = { ...statement, closing: minorUnits(5) };
    expect(distinctFiles([statement, other, other], bankFileName).map(({ name }) => name)).toEqual([
      'bank-EUR-2026-03-02.xml',
      'bank-EUR-2026-03-02-2.xml',
    ]);
  });
});
