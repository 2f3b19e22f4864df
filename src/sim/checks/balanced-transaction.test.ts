import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import type { Account } from '../../domain/accounts.ts';
import { currency } from '../../domain/currency.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Posting } from '../../domain/posting.ts';
import { balancedTransaction } from './balanced-transaction.ts';

const days = goodDays();

/** The sale of order 1.1, 12.00 EUR, posted otherwise. */
function posted(change: (posting: Posting) => readonly Posting[]): string[] {
  const isSale = ({ id }: { id: string }): boolean => id === 'capture/order-1.1';
  return verdicts(
    balancedTransaction,
    edited(
      days,
      rewrite('transactions', isSale, ({ postings }) => ({ postings: postings.flatMap(change) })),
    ),
  );
}

describe('balanced-transaction', () => {
  it('sees a posting of which one side is on no account', () => {
    expect(posted((posting) => [{ ...posting, from: 'nowhere' as Account }])).toEqual([
      'the debits and credits of capture/order-1.1 differ by 12.00 EUR; a transaction sums to zero [1200 EUR]',
    ]);
  });

  it('sees an amount that is not positive', () => {
    expect(posted((posting) => [{ ...posting, amount: minorUnits(-1200) }])).toEqual([
      'capture/order-1.1 posts -12.00 EUR from customer:clearing to psp:receivable; a posting moves a positive amount between two accounts [1200 EUR]',
    ]);
  });

  it('sees a posting that goes nowhere', () => {
    expect(posted((posting) => [{ ...posting, to: posting.from }])).toEqual([
      'capture/order-1.1 posts 12.00 EUR from customer:clearing to customer:clearing; a posting moves a positive amount between two accounts [1200 EUR]',
    ]);
  });

  it('balances each currency by itself', () => {
    const yen = { amount: minorUnits(1200), currency: currency('JPY') };
    expect(posted((posting) => [posting, { ...posting, ...yen }])).toEqual([]);
    const leg = { ...yen, from: 'nowhere' as Account };
    expect(posted((posting) => [posting, { ...posting, ...leg }])).toEqual([
      'the debits and credits of capture/order-1.1 differ by 1,200 JPY; a transaction sums to zero [1200 JPY]',
    ]);
  });

  it('sees a refund of which the platform part is on no account', () => {
    const oneSided = rewrite(
      'transactions',
      ({ id }) => id === 'refund/refund-1.1.1',
      ({ postings }) => ({
        postings: postings.map((posting) =>
          posting.to === 'platform_fee' ? { ...posting, to: 'nowhere' as Account } : posting,
        ),
      }),
    );
    expect(verdicts(balancedTransaction, edited(refundedDays(), oneSided))).toEqual([
      'the debits and credits of refund/refund-1.1.1 differ by 0.50 EUR; a transaction sums to zero [50 EUR]',
    ]);
  });
});
