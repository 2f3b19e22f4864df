import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, moveBefore, rewrite } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { orderId, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';

const days = goodDays();
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
});
