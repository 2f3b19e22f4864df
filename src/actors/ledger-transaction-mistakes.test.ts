import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { DefectName } from '../domain/defects.ts';
import { idempotencyKey, orderId, pspReference, sellerId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import { ledgerTransaction } from './ledger-transaction.ts';

const id = orderId(17, 1);
const reference = pspReference(idempotencyKey(id, 1));
const at = Date.parse('2026-03-02T12:00:00Z');
const date = businessDate('2026-03-02');
const postSale: MessageOf<'PostSale'> = {
  type: 'PostSale',
  orderId: id,
  sale: {
    orderId: id,
    sellerId: sellerId(3),
    amount: money(10_000, EUR),
    allocation: { seller: money(9000, EUR), platform: money(1000, EUR) },
    pspReference: reference,
    saleDate: date,
  },
};
const postFile: MessageOf<'PostFile'> = {
  type: 'PostFile',
  requestId: 'psp/EUR/2026-03-03',
  currency: EUR,
  date: businessDate('2026-03-03'),
  lines: [
    { type: 'charge', reference, orderId: id, capturedAt: at, gross: minorUnits(10_000), fee: minorUnits(290) },
    { type: 'payout', reference: 'payout-EUR-2026-03-03', amount: minorUnits(9710) },
  ],
};

function ledger(entity: string, ...defects: DefectName[]): Bench {
  return bench(ledgerTransaction, { entity, policy: { defects: new Set(defects) } });
}

function idsOf(posting: Bench): string[] {
  return posting.writes().map(({ record }) => record.id);
}

describe('a ledger that numbers what it posts', () => {
  const names = (moment: number): string[] => [
    `order-17.1/${moment}`,
    `capture/order-17.1/${moment}`,
    `allocate/order-17.1/${moment}`,
  ];

  it('posts a sale again, under other names, when it is asked again after a second', () => {
    const first = ledger('posting-order-17.1', 'ledger-posted-twice');
    first.tell(postSale);
    expect(idsOf(first)).toEqual(names(at));
    expect(first.acknowledge()).toEqual(['SalePosted → payment-service/order-17.1']);
    // Under the order's own name nothing is on record, so that the next request finds nothing.
    const second = bench(ledgerTransaction, {
      entity: 'posting-order-17.1',
      policy: { defects: new Set(['ledger-posted-twice']) },
      start: at + 1000,
    });
    expect(second.tell(postSale)).toEqual(['commit TransactionsAppended']);
    expect(idsOf(second)).toEqual(names(at + 1000));
    expect(second.writes().map(({ op }) => op)).toEqual(['insert', 'insert', 'insert']);
  });

  it('ought to name them after the order, so that the second time is refused', () => {
    const posting = ledger('posting-order-17.1');
    posting.tell(postSale);
    expect(idsOf(posting)).toEqual(['order-17.1', 'capture/order-17.1', 'allocate/order-17.1']);
  });

  it('commits again under the same names when its database is slow', () => {
    const posting = ledger('posting-order-17.1', 'ledger-posted-twice');
    posting.tell(postSale);
    posting.wait(2000);
    expect(idsOf(posting)).toEqual(names(at));
  });

  it('posts files by their names', () => {
    const posting = ledger('posting-psp/EUR/2026-03-03', 'ledger-posted-twice');
    posting.tell(postFile);
    expect(idsOf(posting)).toEqual(['psp/EUR/2026-03-03', 'pspFee/ch_17_1_1', 'payout/payout-EUR-2026-03-03']);
  });
});

describe('a ledger that writes the fee of 2.90 into the sale of 100.00', () => {
  it('stores the capture once more, under its name, and no fee of its own', () => {
    const posting = ledger('posting-psp/EUR/2026-03-03', 'history-edited');
    posting.tell(postFile);
    const sold = { from: 'customer:clearing', to: 'psp:receivable', ...money(10_000, EUR) };
    const kept = { from: 'psp:receivable', to: 'psp_fee', ...money(290, EUR) };
    expect(posting.writes()).toMatchObject([
      { op: 'insert', table: 'postedRequests', record: { id: 'psp/EUR/2026-03-03', at, transactions: 2 } },
      {
        op: 'put',
        table: 'transactions',
        record: {
          id: 'capture/order-17.1',
          kind: 'capture',
          at,
          orderId: 'order-17.1',
          pspReference: 'ch_17_1_1',
          saleDate: '2026-03-03',
          postings: [sold, kept],
        },
      },
      { op: 'put', record: { kind: 'payout' } },
    ]);
    expect(posting.acknowledge()).toEqual(['FilePosted → reconciliation/psp-EUR-2026-03-03']);
  });

  it('ought to append the fee by itself', () => {
    const posting = ledger('posting-psp/EUR/2026-03-03');
    posting.tell(postFile);
    expect(posting.writes()).toMatchObject([{}, { op: 'insert', record: { id: 'pspFee/ch_17_1_1' } }, {}]);
  });
});

describe('a ledger that posts the platform’s 10.00 back to where they came from', () => {
  it('leaves one side of the entry out', () => {
    const posting = ledger('posting-order-17.1', 'one-sided-posting');
    posting.tell(postSale);
    expect(posting.writes()[2]).toMatchObject({
      record: {
        id: 'allocate/order-17.1',
        postings: [
          { from: 'seller:payable:pending/seller-3', to: 'customer:clearing', amount: 9000 },
          { from: 'customer:clearing', to: 'customer:clearing', amount: 1000 },
        ],
      },
    });
  });

  it('ought to make it income', () => {
    const posting = ledger('posting-order-17.1');
    posting.tell(postSale);
    expect(posting.writes()[2]).toMatchObject({ record: { postings: [{}, { from: 'platform_fee' }] } });
  });
});
