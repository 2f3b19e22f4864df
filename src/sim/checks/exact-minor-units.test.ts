import { describe, expect, it } from 'vitest';
import { edited, isWrite, reword, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { received } from '../../../test/support/good-days-edits.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { currency } from '../../domain/currency.ts';
import { minorUnits, money, type MinorUnits } from '../../domain/money.ts';
import { exactMinorUnits } from './exact-minor-units.ts';

const days = goodDays();
const refunds = refundedDays();

describe('exact-minor-units', () => {
  it('sees 8.20 EUR become 8.19 EUR on its way to the PSP', () => {
    const facts = edited(
      days,
      rewrite('charges', ({ id }) => id === 'order-2.1:2', { amount: minorUnits(819) }),
    );
    expect(verdicts(exactMinorUnits, facts)).toEqual([
      "the PSP's charge ch_2_1_2 has 8.19 EUR for order-2.1, and the basket has 8.20 EUR [1 EUR]",
    ]);
  });

  it('sees a fee that is not what the price list says, and who is out of it', () => {
    // 2.9 % of 12.00 EUR is 34.8 cents, rounded 35, and 25 are 60.
    const keeping = (fee: number): string[] => {
      const kept = rewrite('charges', ({ id, status }) => id === 'order-1.1:1' && status === 'captured', {
        fee: minorUnits(fee),
      });
      return examine(exactMinorUnits, edited(days, kept)).findings.map(
        ({ sentence, whose = 'nobody' }) => `${whose}: ${sentence}`,
      );
    };
    expect(keeping(60)).toEqual([]);
    expect(keeping(61)).toEqual([
      'the platform: the PSP keeps 0.61 EUR of ch_1_1_1, and its fee for 12.00 EUR is 0.60 EUR',
    ]);
    expect(keeping(35)).toEqual(['the PSP: the PSP keeps 0.35 EUR of ch_1_1_1, and its fee for 12.00 EUR is 0.60 EUR']);
  });

  it('sees an amount that is no whole number, once', () => {
    const float = 819.9999999999999 as MinorUnits;
    const facts = edited(
      days,
      rewrite('charges', ({ id }) => id === 'order-2.1:2', { amount: float }),
    );
    expect(verdicts(exactMinorUnits, facts)).toEqual([
      'the amount of order-2.1:2 in charges is 819.9999999999999, which is no whole number of minor units',
      "the PSP's charge ch_2_1_2 has 819.9999999999999 minor units of EUR for order-2.1, and the basket has 8.20 EUR",
    ]);
  });

  it('sees an amount that is a hundred times too large, and one in another currency', () => {
    const hundredfold = rewrite('paymentOrders', ({ id }) => id === 'order-1.1', { amount: minorUnits(120_000) });
    expect(verdicts(exactMinorUnits, edited(days, hundredfold))).toEqual([
      'the payment order has 1,200.00 EUR for order-1.1, and the basket has 12.00 EUR [118800 EUR]',
    ]);
    const yen = rewrite('paymentOrders', ({ id }) => id === 'order-1.1', { currency: currency('JPY') });
    expect(verdicts(exactMinorUnits, edited(days, yen))).toEqual([
      'the payment order has 1,200 JPY for order-1.1, and the basket has 12.00 EUR [1200 JPY]',
    ]);
  });

  it('sees that the buyer sent another amount than the basket has', () => {
    const bought = reword(
      'Buy',
      ({ checkoutId }) => checkoutId === 'checkout-3',
      ({ basket }) => ({
        basket: {
          ...basket,
          orders: basket.orders.map((order) => ({ ...order, amount: { ...order.amount, amount: minorUnits(501) } })),
        },
      }),
    );
    expect(verdicts(exactMinorUnits, edited(days, bought))).toEqual([
      'the Buy has 5.01 EUR for order-3.1, and the basket has 5.00 EUR [1 EUR]',
    ]);
  });

  it('sees a credit that is not the share of the sale, and that the platform fee does not make up for it', () => {
    const facts = edited(
      days,
      rewrite('credits', ({ id }) => id === 'order-1.1', { amount: minorUnits(1081) }),
    );
    expect(verdicts(exactMinorUnits, facts)).toEqual([
      "the wallet has 10.81 EUR for order-1.1, and the seller's share of 12.00 EUR is 10.80 EUR [1 EUR]",
      'the credit with the platform fee of allocate/order-1.1 has 12.01 EUR for order-1.1, and the basket has 12.00 EUR [1 EUR]',
    ]);
  });

  it('sees a posting of another amount', () => {
    const facts = edited(
      days,
      rewrite(
        'transactions',
        ({ id }) => id === 'capture/order-1.1',
        ({ postings }) => ({
          postings: postings.map((posting) => ({ ...posting, amount: minorUnits(1201) })),
        }),
      ),
    );
    expect(verdicts(exactMinorUnits, facts)).toEqual([
      'the posting capture/order-1.1 has 12.01 EUR for order-1.1, and the basket has 12.00 EUR [1 EUR]',
    ]);
  });

  it('sees a line of another amount that was matched all the same', () => {
    const dearer = received('2026-03-02', ({ lines }) => ({
      lines: lines.map((line) =>
        line.type === 'charge' && line.reference === 'ch_1_1_1' ? { ...line, gross: minorUnits(1201) } : line,
      ),
    }));
    const facts = edited(days, dearer);
    expect(verdicts(exactMinorUnits, facts)).toEqual([
      "the file's line psp/EUR/2026-03-02/charge/ch_1_1_1 has 12.01 EUR for order-1.1, and the basket has 12.00 EUR [1 EUR]",
    ]);
    const unmatched = facts.filter((fact) => !isWrite(fact, 'matches', ({ orderId }) => orderId === 'order-1.1'));
    expect(verdicts(exactMinorUnits, unmatched)).toEqual([]);
  });

  it('goes by the line of the revision that is matched', () => {
    // The first file says 12.10 EUR, which is not matched; the corrected one says 12.00 EUR, which is.
    expect(verdicts(exactMinorUnits, weekOfCorrections())).toEqual([]);
  });
});

describe('exact-minor-units of a refund', () => {
  it.each([
    {
      what: 'the saga stores',
      edit: rewrite('refunds', ({ id }) => id === 'refund-1.1.1', { amount: minorUnits(501) }),
      where: 'the stored refund',
    },
    {
      what: 'the executor stores',
      edit: rewrite('refundOrders', ({ id }) => id === 'refund-1.1.1', { amount: minorUnits(501) }),
      where: "the executor's refund",
    },
    {
      what: 'the PSP pays',
      edit: rewrite('pspRefunds', ({ id }) => id === 'refund-1.1.1', { amount: minorUnits(501) }),
      where: "the PSP's refund re_1_1_1",
    },
    {
      what: 'is listed',
      edit: received('2026-03-02', ({ lines }) => ({
        lines: lines.map((line) => (line.reference === 're_1_1_1' ? { ...line, amount: minorUnits(501) } : line)),
      })),
      where: "the file's line psp/EUR/2026-03-02/refund/re_1_1_1",
    },
  ])('sees a cent too much in what $what', ({ edit, where }) => {
    expect(verdicts(exactMinorUnits, edited(refunds, edit))).toEqual([
      `${where} has 5.01 EUR for refund-1.1.1, and the buyer wants 5.00 EUR [1 EUR]`,
    ]);
  });

  it('sees that the shop asks for another amount than the buyer wants', () => {
    const dearer = reword('RefundAsked', ({ refundId }) => refundId === 'refund-1.1.1', { amount: money(501, EUR) });
    expect(verdicts(exactMinorUnits, edited(refunds, dearer))).toEqual([
      'the request has 5.01 EUR for refund-1.1.1, and the buyer wants 5.00 EUR [1 EUR]',
    ]);
  });

  it('sees a debit that is not the share of what is given back so far', () => {
    const debit = rewrite('debits', ({ id }) => id === 'refund-1.1.2', { amount: minorUnits(631) });
    expect(verdicts(exactMinorUnits, edited(refunds, debit))).toEqual([
      "the wallet gives back 6.31 EUR for refund-1.1.2, and the seller's share of 7.00 EUR after 5.00 EUR is 6.30 EUR [1 EUR]",
      "the debit with the platform's part of refund/refund-1.1.2 has 7.01 EUR for refund-1.1.2, and the buyer wants 7.00 EUR [1 EUR]",
    ]);
  });

  it('sees a posting of another amount', () => {
    const less = rewrite(
      'transactions',
      ({ id }) => id === 'refundPaid/refund-2.1.1',
      ({ postings }) => ({ postings: postings.map((posting) => ({ ...posting, amount: minorUnits(299) })) }),
    );
    expect(verdicts(exactMinorUnits, edited(refunds, less))).toEqual([
      'the posting refundPaid/refund-2.1.1 has 2.99 EUR for refund-2.1.1, and the buyer wants 3.00 EUR [1 EUR]',
    ]);
  });
});
