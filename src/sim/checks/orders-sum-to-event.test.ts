import { describe, expect, it } from 'vitest';
import { edited, isWrite, moveBefore, rewrite, without } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { minorUnits } from '../../domain/money.ts';
import { ordersSumToEvent } from './orders-sum-to-event.ts';

const days = goodDays();

describe('orders-sum-to-event', () => {
  it('sees a total from which a cent is missing', () => {
    const short = rewrite('paymentEvents', ({ id }) => id === 'checkout-1', { total: minorUnits(4199) });
    expect(verdicts(ordersSumToEvent, edited(days, short))).toEqual([
      'checkout-1 totals 41.99 EUR and its 2 orders sum to 42.00 EUR [1 EUR]',
    ]);
  });

  it('sees an order that was not stored with its event', () => {
    expect(
      verdicts(
        ordersSumToEvent,
        edited(
          days,
          without('orderProgress', ({ id }) => id === 'order-1.2'),
        ),
      ),
    ).toEqual(['checkout-1 totals 42.00 EUR over 2 orders, and 1 of 12.00 EUR in all are stored [3000 EUR]']);
  });

  it.each([
    { as: 'paid', expected: 'partlyPaid', money: 3000 },
    { as: 'declined', expected: 'partlyPaid', money: 1200 },
  ] as const)('sees a checkout that ends as $as when one of its two orders was paid', ({ as, expected, money }) => {
    const facts = edited(
      days,
      rewrite('orderProgress', ({ id, status }) => id === 'order-1.2' && status === 'posted', { status: 'declined' }),
      rewrite('paymentEvents', ({ id, status }) => id === 'checkout-1' && status === 'paid', { status: as }),
    );
    expect(verdicts(ordersSumToEvent, facts)).toEqual([
      `checkout-1 ended as ${as} while order-1.1 of 12.00 EUR is posted and order-1.2 of 30.00 EUR is declined; ${expected} was expected [${money} EUR]`,
    ]);
  });

  it('accepts a checkout that ends as partly paid when one of its two orders was', () => {
    const facts = edited(
      days,
      rewrite('orderProgress', ({ id, status }) => id === 'order-1.2' && status === 'posted', { status: 'declined' }),
      rewrite('paymentEvents', ({ id, status }) => id === 'checkout-1' && status === 'paid', { status: 'partlyPaid' }),
    );
    expect(verdicts(ordersSumToEvent, facts)).toEqual([]);
  });

  it('sees a checkout that ends before its last order does', () => {
    const early = moveBefore(
      (fact) => isWrite(fact, 'paymentEvents', ({ id, status }) => id === 'checkout-1' && status === 'paid'),
      (fact) => isWrite(fact, 'orderProgress', ({ id, status }) => id === 'order-1.2' && status === 'posted'),
    );
    expect(verdicts(ordersSumToEvent, edited(days, early))).toEqual([
      'checkout-1 ended as paid while order-1.1 of 12.00 EUR is posted and order-1.2 of 30.00 EUR is credited; it was to stay received until each of them is posted, authorised or declined [3000 EUR]',
    ]);
  });
});
