import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ChargeRecord, RefundBalanceRecord } from '../../domain/records.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const days = goodDays();
const refunds = refundedDays();

function authorised(amount: number): string[] {
  const isCaptured = ({ id, status }: ChargeRecord): boolean => id === 'order-1.1:1' && status === 'captured';
  return verdicts(
    withinAuthorisation,
    edited(days, rewrite('charges', isCaptured, { authorised: minorUnits(amount) })),
  );
}

describe('within-authorisation', () => {
  it('sees a capture of more than was authorised, once', () => {
    expect(authorised(1100)).toEqual(['ch_1_1_1 captured 12.00 EUR and 11.00 EUR was authorised [100 EUR]']);
  });

  it('accepts a capture of all or part of what was authorised', () => {
    expect(authorised(1200)).toEqual([]);
    expect(authorised(5000)).toEqual([]);
  });

  it('sees two refunds that raced each other and together exceed the sale, wherever they show up', () => {
    const raced = rewrite('refunds', ({ id }) => id === 'refund-1.1.2', {
      amount: minorUnits(900),
      before: minorUnits(0),
    });
    expect(verdicts(withinAuthorisation, edited(refunds, raced))).toEqual([
      'refund-1.1.2 is to give back 9.00 EUR of order-1.1, which makes 14.00 EUR of the 12.00 EUR that was captured [200 EUR]',
      '1200 minor units are reserved for refunds of order-1.1, where 1400 are promised',
    ]);
    const paid = rewrite('pspRefunds', ({ id }) => id === 'refund-1.1.2', { amount: minorUnits(900) });
    expect(verdicts(withinAuthorisation, edited(refunds, paid))).toEqual([
      're_1_1_2 pays back 9.00 EUR of order-1.1, which makes 14.00 EUR of the 12.00 EUR that was captured [200 EUR]',
    ]);
    const posted = rewrite(
      'transactions',
      ({ id }) => id === 'refundPaid/refund-1.1.2',
      ({ postings }) => ({ postings: postings.map((posting) => ({ ...posting, amount: minorUnits(900) })) }),
    );
    expect(verdicts(withinAuthorisation, edited(refunds, posted))).toEqual([
      'refundPaid/refund-1.1.2 books 9.00 EUR of order-1.1, which makes 14.00 EUR of the 12.00 EUR that was captured [200 EUR]',
    ]);
  });

  it('does not count a refund that was refused, at once or later', () => {
    const refusedLater = [
      rewrite('refunds', ({ id, status }) => id === 'refund-1.1.1' && status !== 'accepted', { status: 'refused' }),
      rewrite('refunds', ({ id }) => id === 'refund-1.1.2', { amount: minorUnits(1200) }),
    ];
    expect(verdicts(withinAuthorisation, edited(refunds, ...refusedLater))).toEqual([
      'the payment service refuses refund-1.1.1 of 5.00 EUR, which it had accepted, and the PSP has not refused it [500 EUR]',
    ]);
    const anyway = rewrite('refunds', ({ id }) => id === 'refund-1.1.3', { status: 'accepted' });
    expect(verdicts(withinAuthorisation, edited(refunds, anyway))).toEqual([
      'refund-1.1.3 is to give back 1.00 EUR of order-1.1, which makes 13.00 EUR of the 12.00 EUR that was captured [100 EUR]',
    ]);
  });

  it('sees a refund that is not positive', () => {
    const negative = rewrite('refunds', ({ id }) => id === 'refund-2.1.1', { amount: minorUnits(-300) });
    expect(verdicts(withinAuthorisation, edited(refunds, negative))).toEqual([
      'refund-2.1.1 is to give back -3.00 EUR of order-2.1; a refund is positive [300 EUR]',
      '300 minor units are reserved for refunds of order-2.1, where -300 are promised',
    ]);
    const nothing = rewrite('pspRefunds', ({ id }) => id === 'refund-2.1.1', { amount: minorUnits(0) });
    expect(verdicts(withinAuthorisation, edited(refunds, nothing))).toEqual([
      're_2_1_1 pays back 0.00 EUR of order-2.1; a refund is positive',
    ]);
    const given = rewrite('debits', ({ id }) => id === 'refund-2.1.1', { amount: minorUnits(-270) });
    expect(verdicts(withinAuthorisation, edited(refunds, given))).toEqual([
      'seller-2:EUR was debited -2.70 EUR for refund-2.1.1; a refund takes from the seller [270 EUR]',
    ]);
  });

  it('accepts that a refund of so little takes nothing from the seller', () => {
    const nothing = rewrite('debits', ({ id }) => id === 'refund-2.1.1', { amount: minorUnits(0) });
    expect(verdicts(withinAuthorisation, edited(refunds, nothing))).toEqual([]);
  });

  it('sees that more is reserved than there is', () => {
    const reserved = rewrite('refundBalances', ({ version }) => version === 1200, { reserved: minorUnits(1201) });
    expect(verdicts(withinAuthorisation, edited(refunds, reserved))).toEqual([
      '1201 minor units are reserved for refunds of order-1.1, of which 1200 were captured',
    ]);
  });

  it('sees a reservation that was written over by a refund that did not know of it', () => {
    // 5.00 are reserved, and then 7.00 where it should be 12.00: another 5.00 could be given back.
    const lost = rewrite('refundBalances', ({ version }) => version === 1200, { reserved: minorUnits(700) });
    expect(verdicts(withinAuthorisation, edited(refunds, lost))).toEqual([
      '700 minor units are reserved for refunds of order-1.1, where 1200 are promised',
    ]);
  });

  it('tells of a lost reservation once, as long as it does not change', () => {
    const isReserved = ({ id }: RefundBalanceRecord): boolean => id === 'order-1.1';
    const short = rewrite('refundBalances', isReserved, ({ reserved }) => ({ reserved: minorUnits(reserved - 100) }));
    expect(verdicts(withinAuthorisation, edited(refunds, short))).toEqual([
      '400 minor units are reserved for refunds of order-1.1, where 500 are promised',
    ]);
  });
});
