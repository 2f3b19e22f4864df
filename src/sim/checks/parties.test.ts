import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { sellerId } from '../../domain/ids.ts';
import { ordersSumToEvent } from './orders-sum-to-event.ts';

const days = goodDays();
const isFirst = ({ id }: { readonly id: string }): boolean => id === 'order-1.1';

describe('who pays for an order, and who is paid', () => {
  it('is another seller than the basket has', () => {
    const swapped = edited(days, rewrite('orderProgress', isFirst, { sellerId: sellerId(2) }));
    expect(verdicts(ordersSumToEvent, swapped)).toEqual([
      'order-1.1 of 12.00 EUR is stored for seller-2, and the basket has seller-1 [1200 EUR]',
    ]);
    expect(examine(ordersSumToEvent, swapped).findings).toMatchObject([{ concern: 'order-1.1', whose: 'seller-1' }]);
  });

  it('is another seller at the executor', () => {
    const swapped = edited(days, rewrite('paymentOrders', isFirst, { sellerId: sellerId(2) }));
    expect(verdicts(ordersSumToEvent, swapped)).toEqual([
      'order-1.1 of 12.00 EUR is stored for seller-2, and the basket has seller-1 [1200 EUR]',
    ]);
  });

  it('is another card than the buyer’s in the payment event', () => {
    const event = rewrite('paymentEvents', ({ id }) => id === 'checkout-1', { card: 'card-9' });
    expect(verdicts(ordersSumToEvent, edited(days, event))).toEqual([
      'checkout-1 of 42.00 EUR is stored with card-9, and the buyer pays with card-1 [4200 EUR]',
    ]);
  });

  it('is another wallet than that of the seller, though the order names the right one', () => {
    const astray = rewrite('credits', isFirst, { walletId: 'seller-2:EUR' });
    expect(verdicts(ordersSumToEvent, edited(days, astray))).toEqual([
      'order-1.1 of 10.80 EUR is credited to seller-2:EUR, and the basket has seller-1 [1080 EUR]',
    ]);
  });

  it('is another card than the buyer’s, at the executor or at the PSP', () => {
    const [stored, kept, charged] = [
      rewrite('orderProgress', isFirst, { card: 'card-9' }),
      rewrite('paymentOrders', isFirst, { card: 'card-9' }),
      rewrite('charges', ({ orderId }) => orderId === 'order-1.1', { card: 'card-9' }),
    ];
    const wrong = 'of 12.00 EUR is to be paid with card-9, and the buyer pays with card-1 [1200 EUR]';
    expect(verdicts(ordersSumToEvent, edited(days, stored))).toEqual([`order-1.1 ${wrong}`]);
    expect(verdicts(ordersSumToEvent, edited(days, kept))).toEqual([`order-1.1 ${wrong}`]);
    expect(verdicts(ordersSumToEvent, edited(days, charged))).toEqual([`ch_1_1_1 ${wrong}`]);
    expect(examine(ordersSumToEvent, edited(days, charged)).findings).toMatchObject([
      { whose: 'the buyer of checkout-1' },
    ]);
  });
});
