import { describe, expect, it } from 'vitest';
import { edited, repeat, rewrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import type { Account } from '../../domain/accounts.ts';
import { minorUnits } from '../../domain/money.ts';
import { noMoneyFromNothing } from './no-money-from-nothing.ts';

const days = goodDays();

const spoiled: readonly { readonly what: string; readonly edit: Edit; readonly verdicts: readonly string[] }[] = [
  {
    what: 'money that the ledger moves to an account that does not exist',
    edit: rewrite(
      'transactions',
      ({ id }) => id === 'pspFee/ch_1_1_1',
      ({ postings }) => ({
        postings: postings.map((posting) => ({ ...posting, to: 'nowhere' as Account })),
      }),
    ),
    verdicts: ['all accounts of the ledger in EUR sum to -0.60 EUR; they were to sum to zero [60 EUR]'],
  },
  {
    what: 'money that the PSP neither holds nor paid out',
    edit: rewrite('settlementBatches', ({ date }) => date === '2026-03-04', { paidOut: minorUnits(0) }),
    verdicts: ['the PSP captured 60.20 EUR, holds 0.00 EUR, kept 2.75 EUR in fees and paid out 47.99 EUR [946 EUR]'],
  },
  {
    what: 'a payout that the bank never received',
    edit: without('bankTransfers', ({ id }) => id === 'payout-EUR-2026-03-04'),
    verdicts: [
      'the PSP paid out 57.45 EUR, and the bank has 47.99 EUR on its statement, 0.00 EUR booked since and 0.00 EUR in transit [946 EUR]',
    ],
  },
  {
    what: 'a payout that the bank received and the statement left out',
    edit: rewrite('bankStatements', ({ date }) => date === '2026-03-04', { closing: minorUnits(0) }),
    verdicts: [
      'the PSP paid out 57.45 EUR, and the bank has 0.00 EUR on its statement, 9.46 EUR booked since and 0.00 EUR in transit [4799 EUR]',
    ],
  },
  {
    what: 'a balance that grew without a sale',
    edit: repeat('wallets', ({ id }) => id === 'seller-2:EUR', { balance: minorUnits(2701), version: 2 }),
    verdicts: [
      'sales less refunds of 60.20 EUR are posted, and 54.19 EUR is in the wallets and 6.02 EUR in platform fees [1 EUR]',
    ],
  },
];

describe('no-money-from-nothing', () => {
  it.each(spoiled)('sees $what', ({ edit, verdicts: expected }) => {
    expect(verdicts(noMoneyFromNothing, edited(days, edit))).toEqual(expected);
  });

  it('compares the ledger, the PSP, the bank and the sales of each currency in which money moved', () => {
    expect(examine(noMoneyFromNothing, days).checked).toBe(4);
    expect(examine(noMoneyFromNothing, []).checked).toBe(0);
  });

  it.each([
    {
      what: 'a refund that the PSP paid and no batch lists',
      edit: rewrite('settlementBatches', ({ date }) => date === '2026-03-04', { closing: minorUnits(0) }),
      verdict:
        'the PSP captured 42.00 EUR, holds 0.00 EUR, kept 1.72 EUR in fees, paid back 15.00 EUR and paid out 28.28 EUR [300 EUR]',
    },
    {
      what: 'a refund that nobody gave back',
      edit: without('wallets', ({ id, version }) => id === 'seller-2:EUR' && version === 2),
      verdict:
        'sales less refunds of 27.00 EUR are posted, and 27.00 EUR is in the wallets and 2.70 EUR in platform fees [270 EUR]',
    },
  ])('sees $what', ({ edit, verdict }) => {
    expect(verdicts(noMoneyFromNothing, edited(refundedDays(), edit), endOfRefundedDays)).toEqual([verdict]);
  });
});
