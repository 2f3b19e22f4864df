import { describe, expect, it } from 'vitest';
import { edited, repeat, reword } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { pendingPayable } from '../../domain/accounts.ts';
import { sellerId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import { appendOnly } from './append-only.ts';

const days = goodDays();
const isSale = ({ id }: { id: string }): boolean => id === 'capture/order-1.1';

describe('append-only', () => {
  it('sees a transaction whose amount is edited', () => {
    const cheaper = repeat('transactions', isSale, ({ postings }) => ({
      postings: postings.map((posting) => ({ ...posting, amount: minorUnits(1100) })),
    }));
    expect(verdicts(appendOnly, edited(days, cheaper))).toEqual([
      'capture/order-1.1 was committed with 12.00 EUR from customer:clearing to psp:receivable and now has 11.00 EUR from customer:clearing to psp:receivable; history is never edited [100 EUR]',
    ]);
  });

  it('sees a transaction whose account is edited', () => {
    const moved = repeat('transactions', isSale, ({ postings }) => ({
      postings: postings.map((posting) => ({ ...posting, from: pendingPayable(sellerId(2)) })),
    }));
    expect(verdicts(appendOnly, edited(days, moved))).toEqual([
      'capture/order-1.1 was committed with 12.00 EUR from customer:clearing to psp:receivable and now has 12.00 EUR from seller:payable:pending/seller-2 to psp:receivable; history is never edited [1200 EUR]',
    ]);
  });

  it('accepts a transaction that is committed again as it was', () => {
    expect(verdicts(appendOnly, edited(days, repeat('transactions', isSale)))).toEqual([]);
  });

  it('sees that the ledger no longer shows what it had committed', () => {
    const fewer = reword('LedgerExtractSent', ({ date }) => date === '2026-03-03', { upTo: 3 });
    expect(verdicts(appendOnly, edited(days, fewer))).toEqual([
      'the ledger shows 3 captures in EUR and had committed 4; none may vanish',
    ]);
  });
});
