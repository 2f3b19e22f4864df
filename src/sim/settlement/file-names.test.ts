import { expect, it } from 'vitest';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { bankFileName, pspFileName } from './file-names.ts';

it('files are named after their source, currency and business date', () => {
  const night = { currency: currency('EUR'), date: businessDate('2026-03-02') };
  expect(pspFileName(night)).toBe('psp-EUR-2026-03-02.csv');
  expect(bankFileName(night)).toBe('bank-EUR-2026-03-02.xml');
});
