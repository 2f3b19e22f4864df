import { describe, expect, it } from 'vitest';
import { edited, repeat, rewrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { onRecord, received } from '../../../test/support/good-days-edits.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { daysOfWrongLines, weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { minorUnits } from '../../domain/money.ts';
import { cashEqualsStatement } from './cash-equals-statement.ts';

const days = goodDays();
const wrongLines = daysOfWrongLines();
const first = 'psp/EUR/2026-03-02';

/** The file for 2 March comes without its last line, ch_2_1_2: 8.20 EUR less a fee of 0.49 EUR. */
const truncated: readonly Edit[] = [
  received('2026-03-02', ({ lines }) => ({ lines: lines.slice(0, 2) })),
  without('transactions', ({ id }) => id === 'pspFee/ch_2_1_2'),
];

function said(facts: Parameters<Edit>[0], ...edits: readonly Edit[]): string[] {
  return verdicts(cashEqualsStatement, edited(facts, ...edits));
}

describe('cash-equals-statement', () => {
  it('sees cash that the statement has and the ledger has not', () => {
    expect(
      said(
        days,
        without('transactions', ({ kind }) => kind === 'cash'),
      ),
    ).toEqual([
      'bank:cash is 0.00 EUR when bank/EUR/2026-03-04 is closed, with a closing balance of 47.99 EUR [4799 EUR]',
    ]);
  });

  it('sees that fees are ignored, and prices each night what it adds', () => {
    expect(
      said(
        days,
        without('transactions', ({ kind }) => kind === 'pspFee'),
      ),
    ).toEqual([
      'psp:receivable is 60.20 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 47.99 EUR and 10.00 EUR that no file has listed yet; no break explains ch_1_1_1, ch_1_2_1 and ch_2_1_2 [221 EUR]',
      'psp:receivable is 12.21 EUR when psp/EUR/2026-03-03 is closed, with a closing balance of 9.46 EUR; no break explains ch_1_1_1, ch_1_2_1, ch_2_1_2 and 1 more [54 EUR]',
    ]);
  });

  it('sees that a payout was not posted', () => {
    expect(
      said(
        days,
        without('transactions', ({ id }) => id === 'payout/payout-EUR-2026-03-03'),
      ),
    ).toEqual([
      'psp:receivable is 57.45 EUR when psp/EUR/2026-03-03 is closed, with a closing balance of 9.46 EUR; no break explains payout-EUR-2026-03-03 [4799 EUR]',
    ]);
  });

  it('sees that a refund which the PSP took from its balance was not booked', () => {
    const unbooked = without('transactions', ({ id }) => id === 'refundPaid/refund-1.1.1');
    expect(said(refundedDays(), unbooked)).toEqual([
      'psp:receivable is 4.40 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of -0.60 EUR; no break explains re_1_1_1 [500 EUR]',
    ]);
  });

  it('accepts a file that is short of its balance when an open break says that it does not prove itself', () => {
    const raised = onRecord(first, { kind: 'fileDoesNotProve', reference: first });
    expect(said(days, ...truncated, raised)).toEqual([]);
  });

  it('sees a file that is short of its balance when nobody says so', () => {
    expect(said(days, ...truncated)).toEqual([
      'psp:receivable is 58.48 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 47.99 EUR and 18.20 EUR that no file has listed yet [771 EUR]',
    ]);
  });

  it('compares once for each of the six files, and once more for a corrected one', () => {
    expect(examine(cashEqualsStatement, days).checked).toBe(6);
    expect(examine(cashEqualsStatement, weekOfCorrections()).checked).toBe(7);
  });
});

describe('cash-equals-statement where the books of the PSP are wrong', () => {
  it.each([
    { name: 'listedTwice-ch_1_1_1', disputed: '-7.10 EUR', unexplained: 'ch_1_1_1 [1140 EUR]' },
    { name: 'amountDiffers-ch_2_1_2', disputed: '-18.40 EUR', unexplained: 'ch_2_1_2 [10 EUR]' },
    { name: 'missingInLedger-ch_unknown_1', disputed: '-11.50 EUR', unexplained: 'ch_unknown_1 [700 EUR]' },
  ])('sees that nobody speaks of $name', ({ name, disputed, unexplained }) => {
    const unsaid = without('breaks', ({ id }) => id === `break-${name}`);
    expect(said(wrongLines, unsaid)).toEqual([
      `psp:receivable is 59.11 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 37.61 EUR, 40.00 EUR that no file has listed yet and ${disputed} that open breaks are about; no break explains ${unexplained}`,
    ]);
  });

  it('sees a break that is a cent beside the difference', () => {
    const beside = rewrite('breaks', ({ id }) => id === 'break-amountDiffers-ch_2_1_2', { amount: minorUnits(11) });
    expect(said(wrongLines, beside)).toEqual([
      'psp:receivable is 59.11 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 37.61 EUR, 40.00 EUR that no file has listed yet and -18.40 EUR that open breaks are about; no break explains ch_2_1_2 [10 EUR]',
    ]);
  });

  it('sees a break that is resolved though the difference is still there', () => {
    const resolved = rewrite('breaks', ({ id }) => id === 'break-amountDiffers-ch_2_1_2', { status: 'resolved' });
    expect(said(wrongLines, resolved)).toHaveLength(1);
  });

  it('sees a fee that is posted otherwise than it is listed, and accepts it when a break says so', () => {
    const cheaper = rewrite(
      'transactions',
      ({ id }) => id === 'pspFee/ch_1_1_1',
      ({ postings }) => ({ postings: postings.map((posting) => ({ ...posting, amount: minorUnits(58) })) }),
    );
    expect(said(days, cheaper)[0]).toContain('no break explains ch_1_1_1 [2 EUR]');
    const says = (amount: number): Edit => onRecord(first, { kind: 'feeDiffers', reference: 'ch_1_1_1', amount });
    expect(said(days, cheaper, says(2))).toEqual([]);
    expect(said(days, cheaper, says(3))).toHaveLength(1);
  });

  it('goes by the corrected file, and sees a ledger that follows the wrong one', () => {
    const wrong = rewrite(
      'transactions',
      ({ id }) => id === 'capture/order-1.1',
      ({ postings }) => ({ postings: postings.map((posting) => ({ ...posting, amount: minorUnits(1210) })) }),
    );
    const found = said(weekOfCorrections(), wrong);
    // 12.10 EUR is what the first file says; the break speaks of 0.10 EUR, and when it is explained nobody does.
    expect(found).toEqual([
      'psp:receivable is 58.09 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 47.99 EUR and 10.00 EUR that no file has listed yet; no break explains ch_1_1_1 [10 EUR]',
    ]);
  });

  it('sees a file that goes on from another balance than was shown, when no break says so', () => {
    const gap: readonly Edit[] = [
      received('2026-03-03', ({ opening, closing }) => ({
        opening: minorUnits(opening + 100),
        closing: minorUnits(closing + 100),
      })),
    ];
    expect(said(days, ...gap)).toEqual([
      'psp:receivable is 9.46 EUR when psp/EUR/2026-03-03 is closed, with a closing balance of 10.46 EUR [100 EUR]',
    ]);
    const second = 'psp/EUR/2026-03-03';
    expect(said(days, ...gap, onRecord(second, { kind: 'fileDoesNotProve', reference: second }))).toEqual([]);
  });

  it('sees cash of another amount than the statement shows, and accepts it when a break says so', () => {
    const less = rewrite(
      'transactions',
      ({ kind }) => kind === 'cash',
      ({ postings }) => ({ postings: postings.map((posting) => ({ ...posting, amount: minorUnits(4789) })) }),
    );
    expect(said(days, less)).toEqual([
      'bank:cash is 47.89 EUR when bank/EUR/2026-03-04 is closed, with a closing balance of 47.99 EUR [10 EUR]',
    ]);
    const about = { kind: 'amountDiffers', reference: 'payout-EUR-2026-03-03', amount: 10 } as const;
    expect(said(days, less, onRecord('bank/EUR/2026-03-04', about))).toEqual([]);
  });

  it('sees that a fee is posted twice', () => {
    const again = repeat('transactions', ({ id }) => id === 'pspFee/ch_1_1_1', { id: 'pspFee/ch_1_1_1/again' });
    expect(said(days, again)[0]).toContain('no break explains ch_1_1_1 [60 EUR]');
  });
});
