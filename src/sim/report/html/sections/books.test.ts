import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { booksSection } from './books.ts';

function booksOf(books: ReturnType<typeof consistentReport>['books']): string {
  return booksSection({ ...consistentReport(), books }).body.html;
}

describe('the books', () => {
  it('list the accounts by class, with subtotals, in the decimals of the currency', () => {
    const KWD = {
      platform_fee: -10_000,
      'bank:cash': 87_100,
      'psp:receivable': 10_000,
      psp_fee: 2900,
      'seller:payable:pending': -90_000,
    };
    expect(rowsOf(booksOf({ KWD }))).toEqual([
      ['Account', 'Balance'],
      ['Assets', '97.100'],
      ['bank:cash', '87.100'],
      ['psp:receivable', '10.000'],
      ['Liabilities', '-90.000'],
      ['seller:payable:pending', '-90.000'],
      ['Income', '-10.000'],
      ['platform_fee', '-10.000'],
      ['Expenses', '2.900'],
      ['psp_fee', '2.900'],
      ['Total ✓ balanced', '0.000'],
    ]);
  });

  it('say so, in words, when a currency does not sum to zero', () => {
    const texts = textsOf(booksOf({ EUR: { 'bank:cash': 100, 'customer:clearing': -99 } }));
    expect(texts.slice(-4)).toEqual(['Total', '✕', 'not zero', '0.01']);
  });

  it('have a sentence when nothing was posted', () => {
    expect(textsOf(booksOf({}))).toEqual(['Nothing was posted.']);
  });
});
