import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, type AccountName } from './accounts.ts';
import { businessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { allocate, allocateRefund } from './fees.ts';
import { rate as rateOf } from './fx.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference, sellerId } from './ids.ts';
import { minorUnits, money, type Money } from './money.ts';
import { move } from './posting.ts';
import {
  allocateTransaction,
  captureTransaction,
  captureWithFeeTransaction,
  cashTransaction,
  payoutTransaction,
  pspFeeTransaction,
  refundPaidTransaction,
  refundTransaction,
  type RefundPosting,
  type Sale,
} from './postings.ts';
import type { LedgerTransactionRecord } from './records.ts';

const EUR = currency('EUR');
const payoutId = 'payout-EUR-2026-03-03';

function saleOf(checkout: number, amount: Money, platformFee = 100_000): Sale {
  const order = orderId(checkout, 1);
  return {
    orderId: order,
    sellerId: sellerId(3),
    amount,
    allocation: allocate(amount, platformFee),
    pspReference: pspReference(idempotencyKey(order, 1)),
    saleDate: businessDate('2026-03-02'),
  };
}

function pspFee(sale: Sale, fee: Money, at: number): LedgerTransactionRecord {
  return pspFeeTransaction({ orderId: sale.orderId, reference: sale.pspReference }, fee, at);
}

/** The n-th refund of a sale, after so much of it has been given back. */
function refundOf(sale: Sale, n: number, amount: Money, before = 0, platformFee = 100_000): RefundPosting {
  const { orderId: order, sellerId: seller } = sale;
  const id = refundId(order, n);
  return {
    refundId: id,
    orderId: order,
    sellerId: seller,
    amount,
    allocation: allocateRefund(amount, minorUnits(before), platformFee),
    pspReference: refundReference(id),
    refundDate: businessDate('2026-03-03'),
  };
}

/** Debits minus credits, per currency and book. */
function booksOf(
  transactions: readonly LedgerTransactionRecord[],
): Record<string, Partial<Record<AccountName, number>>> {
  const books: Record<string, Partial<Record<AccountName, number>>> = {};
  for (const { from, to, amount, currency: unit } of transactions.flatMap(({ postings }) => postings)) {
    const book = (books[unit] ??= {});
    book[bookOf(to)] = (book[bookOf(to)] ?? 0) + amount;
    book[bookOf(from)] = (book[bookOf(from)] ?? 0) - amount;
  }
  return books;
}

describe('a sale of 100.00 with a platform fee of 10.00 and a PSP fee of 2.90', () => {
  const sale = saleOf(17, money(10_000, EUR));
  const transactions = [
    captureTransaction(sale, 1),
    allocateTransaction(sale, 2),
    pspFee(sale, money(290, EUR), 3),
    payoutTransaction(payoutId, money(9710, EUR), 4),
    cashTransaction(payoutId, money(9710, EUR), 5),
  ];

  it('is posted in five steps, each from the account that is credited to the one that is debited', () => {
    expect(transactions.map(({ kind, postings }) => [kind, ...postings])).toEqual([
      ['capture', { from: 'customer:clearing', to: 'psp:receivable', amount: 10_000, currency: 'EUR' }],
      [
        'allocate',
        { from: 'seller:payable:pending/seller-3', to: 'customer:clearing', amount: 9000, currency: 'EUR' },
        { from: 'platform_fee', to: 'customer:clearing', amount: 1000, currency: 'EUR' },
      ],
      ['pspFee', { from: 'psp:receivable', to: 'psp_fee', amount: 290, currency: 'EUR' }],
      ['payout', { from: 'psp:receivable', to: 'psp:in_transit', amount: 9710, currency: 'EUR' }],
      ['cash', { from: 'psp:in_transit', to: 'bank:cash', amount: 9710, currency: 'EUR' }],
    ]);
  });

  it.each([
    [1, { 'psp:receivable': 10_000, 'customer:clearing': -10_000 }],
    [2, { 'psp:receivable': 10_000, 'customer:clearing': 0, 'seller:payable:pending': -9000, platform_fee: -1000 }],
    [3, { 'psp:receivable': 9710, psp_fee: 290 }],
    [4, { 'psp:receivable': 0, 'psp:in_transit': 9710 }],
    [5, { 'psp:in_transit': 0, 'bank:cash': 9710 }],
  ])('leaves after step %i these balances', (steps, balances) => {
    expect(booksOf(transactions.slice(0, steps))['EUR']).toMatchObject(balances);
  });

  it('ends with 97.10 in cash, of which 90.00 is owed to the seller and 7.10 is the platform’s', () => {
    expect(booksOf(transactions)).toEqual({
      EUR: {
        'psp:receivable': 0,
        'customer:clearing': 0,
        'seller:payable:pending': -9000,
        platform_fee: -1000,
        psp_fee: 290,
        'psp:in_transit': 0,
        'bank:cash': 9710,
      },
    });
  });

  it('names each transaction after what it is about, so that the same one has the same id', () => {
    expect(transactions.map(({ id }) => id)).toEqual([
      'capture/order-17.1',
      'allocate/order-17.1',
      'pspFee/ch_17_1_1',
      `payout/${payoutId}`,
      `cash/${payoutId}`,
    ]);
    expect(transactions.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5]);
    expect(captureTransaction(sale, 1)).toMatchObject({
      orderId: 'order-17.1',
      pspReference: 'ch_17_1_1',
      saleDate: '2026-03-02',
    });
  });
});

describe('a refund of 23.77, the whole sale, at a platform fee of 10 %', () => {
  const sale = saleOf(17, money(2377, EUR));
  const sold = [captureTransaction(sale, 1), allocateTransaction(sale, 1)];
  const refund = refundOf(sale, 1, sale.amount);
  const back = [refundTransaction(refund, 2), refundPaidTransaction(refund, 2)];

  it('is posted in two steps: both sides give back their shares, and the PSP owes us so much less', () => {
    expect(back.map(({ id, kind, postings }) => [id, kind, ...postings])).toEqual([
      [
        'refund/refund-17.1.1',
        'refund',
        { from: 'refund:clearing', to: 'seller:payable:pending/seller-3', amount: 2139, currency: 'EUR' },
        { from: 'refund:clearing', to: 'platform_fee', amount: 238, currency: 'EUR' },
      ],
      [
        'refundPaid/refund-17.1.1',
        'refundPaid',
        { from: 'psp:receivable', to: 'refund:clearing', amount: 2377, currency: 'EUR' },
      ],
    ]);
    expect(back[1]).toMatchObject({ orderId: 'order-17.1', pspReference: 're_17_1_1', saleDate: '2026-03-03' });
  });

  it('leaves nothing of the sale but the fee that the PSP keeps', () => {
    const zero = { 'psp:receivable': 0, 'customer:clearing': 0, 'seller:payable:pending': 0, platform_fee: 0 };
    expect(booksOf([...sold, ...back])).toEqual({ EUR: { ...zero, 'refund:clearing': 0 } });
    expect(booksOf([...sold, ...back, pspFee(sale, money(69, EUR), 3)])['EUR']).toMatchObject({
      'psp:receivable': -69,
      psp_fee: 69,
    });
  });

  it('in two parts, of 0.15 and 23.62, leaves as little', () => {
    const parts = [refundOf(sale, 1, money(15, EUR)), refundOf(sale, 2, money(2362, EUR), 15)];
    const posted = parts.flatMap((part) => [refundTransaction(part, 2), refundPaidTransaction(part, 3)]);
    expect(booksOf([...sold, ...posted])['EUR']).toMatchObject({ 'seller:payable:pending': 0, platform_fee: 0 });
    expect(booksOf([...sold, ...posted])['EUR']).toMatchObject({ 'refund:clearing': 0, 'psp:receivable': 0 });
  });
});

describe('a sale of 100.00 that is posted by mistake', () => {
  const sale = saleOf(17, money(10_000, EUR));

  it('back to the account that the fee is taken from leaves 10.00 in clearing, and no income', () => {
    const sold = [captureTransaction(sale, 1), allocateTransaction(sale, 1, new Set(['one-sided-posting']))];
    expect(booksOf(sold)).toEqual({
      EUR: { 'psp:receivable': 10_000, 'customer:clearing': -1000, 'seller:payable:pending': -9000 },
    });
  });

  it('over itself, with a fee of 2.90, moves as much as the fee by itself', () => {
    const { orderId: order, pspReference: reference, amount } = sale;
    const line = { type: 'charge', reference, orderId: order, capturedAt: 1, gross: amount.amount } as const;
    const file = { currency: EUR, date: businessDate('2026-03-03') };
    const rewritten = captureWithFeeTransaction({ ...line, fee: minorUnits(290) }, file, 2);
    const { id, kind } = captureTransaction(sale, 1);
    expect(rewritten).toMatchObject({ id, kind, at: 2, pspReference: 'ch_17_1_1', saleDate: '2026-03-03' });
    expect(booksOf([rewritten])).toEqual(booksOf([captureTransaction(sale, 1), pspFee(sale, money(290, EUR), 2)]));
  });
});

describe('a posting', () => {
  it('is left out when there is nothing to move', () => {
    expect(move(money(0, EUR), 'psp:receivable', 'psp_fee')).toEqual([]);
    expect(allocateTransaction(saleOf(1, money(100, EUR), 0), 1).postings).toHaveLength(1);
    expect(allocateTransaction(saleOf(1, money(100, EUR), 1_000_000), 1).postings).toHaveLength(1);
  });

  it('never moves a negative amount', () => {
    expect(() => move(money(-1, EUR), 'psp:receivable', 'psp_fee')).toThrow(
      'a posting of -1 from psp:receivable to psp_fee is not positive',
    );
  });
});

it('any sequence of transactions sums to zero in every currency', () => {
  const amounts = fc
    .tuple(fc.nat({ max: 1_000_000_000 }), fc.constantFrom('EUR', 'JPY', 'KWD'))
    .map(([amount, code]) => money(amount, currency(code)));
  const transaction = fc
    .tuple(
      fc.constantFrom('capture', 'allocate', 'refund', 'refundPaid', 'pspFee', 'payout', 'cash'),
      amounts,
      fc.nat({ max: 1_000_000 }),
    )
    .map(([kind, amount, rate]) => {
      const sale = saleOf(1, amount, rate);
      switch (kind) {
        case 'capture':
          return captureTransaction(sale, 1);
        case 'allocate':
          return allocateTransaction(sale, 1);
        case 'refund':
          return refundTransaction(refundOf(sale, 1, amount, 0, rate), 1);
        case 'refundPaid':
          return refundPaidTransaction(refundOf(sale, 1, amount, 0, rate), 1);
        case 'pspFee':
          return pspFee(sale, amount, 1);
        case 'payout':
          return payoutTransaction(payoutId, amount, 1);
        case 'cash':
          return cashTransaction(payoutId, amount, 1);
      }
    });
  fc.assert(
    fc.property(fc.array(transaction), (transactions) => {
      for (const { amount } of transactions.flatMap(({ postings }) => postings)) expect(amount).toBeGreaterThan(0);
      for (const book of Object.values(booksOf(transactions))) {
        expect(Object.values(book).reduce((a, b) => a + b, 0)).toBe(0);
      }
    }),
  );
});

describe('a sale of 100.00 USD whose seller is paid in euros, at 0.92', () => {
  const usd = currency('USD');
  const quote = { currency: EUR, rate: rateOf(920_000_000), date: businessDate('2026-03-02') };
  const sale: Sale = { ...saleOf(17, money(10_000, usd)), allocation: allocate(money(10_000, usd), 100_000, quote) };

  it('gives the position 90.00 USD and takes 82.80 EUR from it; the platform keeps dollars', () => {
    expect(allocateTransaction(sale, 5).postings).toEqual([
      { from: 'fx:position', to: 'customer:clearing', ...money(9000, usd) },
      { from: 'seller:payable:pending/seller-3', to: 'fx:position', ...money(8280, EUR) },
      { from: 'platform_fee', to: 'customer:clearing', ...money(1000, usd) },
    ]);
  });

  it('is undone by its refund, leg by leg', () => {
    const refund = refundOf(sale, 1, money(10_000, usd));
    const allocation = allocateRefund(refund.amount, minorUnits(0), 100_000, quote);
    expect(refundTransaction({ ...refund, allocation }, 5).postings).toEqual([
      { from: 'refund:clearing', to: 'fx:position', ...money(9000, usd) },
      { from: 'fx:position', to: 'seller:payable:pending/seller-3', ...money(8280, EUR) },
      { from: 'refund:clearing', to: 'platform_fee', ...money(1000, usd) },
    ]);
  });
});
