import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, moveBefore, rewrite, without } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR, goodSettings } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { orderId, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';

const days = goodDays();
const refunds = refundedDays();
const credited = (fact: Fact): boolean => isWrite(fact, 'credits', ({ id }) => id === 'order-1.1');
const charge = (fact: Fact, status: ChargeRecord['status']): boolean =>
  isWrite(fact, 'charges', (record) => record.orderId === 'order-1.1' && record.status === status);

describe('no-credit-without-capture', () => {
  it('sees a credit while the charge is still processing', () => {
    const early = moveBefore(credited, (fact) => charge(fact, 'captured'));
    expect(verdicts(noCreditWithoutCapture, edited(days, early))).toEqual([
      'seller-1:EUR was credited 10.80 EUR for order-1.1 while ch_1_1_1 was still processing [1080 EUR]',
    ]);
  });

  it('sees a credit before the PSP has even been asked', () => {
    const early = moveBefore(credited, (fact) => charge(fact, 'processing'));
    expect(verdicts(noCreditWithoutCapture, edited(days, early))).toEqual([
      'seller-1:EUR was credited 10.80 EUR for order-1.1 without a capture of it at the PSP [1080 EUR]',
    ]);
  });

  it('sees a credit for a declined order', () => {
    const credit = { id: orderId(3, 1), walletId: 'seller-2:EUR', at: 0, ...money(450, EUR) };
    const anyway = addAfter(
      (fact) => isWrite(fact, 'paymentOrders', ({ status }) => status === 'declined'),
      ({ at }) => [written(at, addressOf.wallet(sellerId(2), EUR), ['credits', credit])],
    );
    expect(verdicts(noCreditWithoutCapture, edited(days, anyway))).toEqual([
      'seller-2:EUR was credited 4.50 EUR for order-3.1 after ch_3_1_1 was declined [450 EUR]',
    ]);
  });

  it('sees a credit of more than was captured', () => {
    const more = rewrite('credits', ({ id }) => id === 'order-1.1', { amount: minorUnits(1300) });
    expect(verdicts(noCreditWithoutCapture, edited(days, more))).toEqual([
      'seller-1:EUR was credited 13.00 EUR for order-1.1 of which ch_1_1_1 captured 12.00 EUR [1300 EUR]',
    ]);
  });

  it('accepts the credit of an order whose first attempt was declined and whose second was captured', () => {
    const upToSecond = days.filter((fact) => fact.concern === 'order-2.1');
    expect(verdicts(noCreditWithoutCapture, upToSecond)).toEqual([]);
  });

  it('sees a refund that is stored for another seller than the one who was credited', () => {
    const other = rewrite('refunds', ({ id }) => id === 'refund-1.1.1', { sellerId: sellerId(2) });
    expect(verdicts(noCreditWithoutCapture, edited(refunds, other))).toEqual([
      'refund-1.1.1 of 5.00 EUR is stored for seller-2, and seller-1 was credited for order-1.1 [500 EUR]',
    ]);
  });

  it('sees a debit of another seller than the one whose sale is given back', () => {
    const other = rewrite('debits', ({ id }) => id === 'refund-1.1.1', { walletId: 'seller-2:EUR' });
    expect(verdicts(noCreditWithoutCapture, refunds)).toEqual([]);
    expect(verdicts(noCreditWithoutCapture, edited(refunds, other))).toEqual([
      'seller-2:EUR was debited 4.50 EUR for refund-1.1.1, and seller-1:EUR was credited for order-1.1 [450 EUR]',
    ]);
  });

  it('sees a debit for an order that nobody was credited for', () => {
    const never = without('credits', ({ id }) => id === 'order-1.1');
    expect(verdicts(noCreditWithoutCapture, edited(refunds, never))[0]).toBe(
      'seller-1:EUR was debited 4.50 EUR for refund-1.1.1, and no wallet was credited for order-1.1 [450 EUR]',
    );
  });

  it('keeps no wallet in mind where nobody asks for money back', () => {
    const other = rewrite('debits', ({ id }) => id === 'refund-1.1.1', { walletId: 'seller-2:EUR' });
    const settings = { ...goodSettings, hasRefunds: false };
    expect(examine(noCreditWithoutCapture, edited(refunds, other), settings).findings).toEqual([]);
  });

  it('sees a debit before the PSP has paid, after it has refused, and of more than it paid', () => {
    const isDebit = (fact: Fact): boolean => isWrite(fact, 'debits', ({ id }) => id === 'refund-1.1.1');
    const isPaid = (fact: Fact): boolean => isWrite(fact, 'pspRefunds', ({ id }) => id === 'refund-1.1.1');
    expect(verdicts(noCreditWithoutCapture, edited(refunds, moveBefore(isDebit, isPaid)))).toEqual([
      'seller-1:EUR was debited 4.50 EUR for refund-1.1.1 without a payment of it at the PSP [450 EUR]',
    ]);
    const refused = rewrite('pspRefunds', ({ id }) => id === 'refund-1.1.1', { status: 'refused' });
    expect(verdicts(noCreditWithoutCapture, edited(refunds, refused))).toEqual([
      'seller-1:EUR was debited 4.50 EUR for refund-1.1.1 after re_1_1_1 was refused [450 EUR]',
    ]);
    const more = rewrite('debits', ({ id }) => id === 'refund-1.1.1', { amount: minorUnits(501) });
    expect(verdicts(noCreditWithoutCapture, edited(refunds, more))).toEqual([
      'seller-1:EUR was debited 5.01 EUR for refund-1.1.1 of which re_1_1_1 paid back 5.00 EUR [501 EUR]',
    ]);
  });
});
