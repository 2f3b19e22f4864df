import { describe, expect, it } from 'vitest';
import { addAfter, edited, repeat, reword } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
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
      'the ledger shows 3 items in EUR and had committed 4; none may vanish',
    ]);
  });

  it('counts paid refunds among what the ledger has to show', () => {
    // One capture and two refunds on the first night, one more of each on the second.
    const fewer = reword('LedgerExtractSent', ({ date }) => date === '2026-03-03', { upTo: 4 });
    expect(verdicts(appendOnly, edited(refundedDays(), fewer))).toEqual([
      'the ledger shows 4 items in EUR and had committed 5; none may vanish',
    ]);
  });

  it('lets the ledger show more than it had when it was first asked, before a crash', () => {
    const crashed = addAfter(
      (fact) => fact.kind === 'delivered' && fact.message.type === 'LedgerExtractRequested',
      ({ at }) => [
        { kind: 'crashed', at, service: 'ledger', concern: 'ledger' },
        { kind: 'restarted', at, service: 'ledger', concern: 'ledger', resumed: 0 },
      ],
    );
    expect(verdicts(appendOnly, edited(days, crashed))).toEqual([]);
  });
});
