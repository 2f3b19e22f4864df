import { expect, it } from 'vitest';
import { bench, EUR } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Sale } from '../domain/postings.ts';
import { ledgerTransaction } from './ledger-transaction.ts';

const id = orderId(17, 1);
const reference = pspReference(idempotencyKey(id, 1));
const sale: Sale = {
  orderId: id,
  sellerId: sellerId(3),
  amount: money(10_000, EUR),
  allocation: { seller: money(9000, EUR), platform: money(1000, EUR) },
  pspReference: reference,
  saleDate: businessDate('2026-03-02'),
};

it('a sale that is posted under the name of its charge is not known to be the one under the name of its order', () => {
  const named = [sale, { ...sale, postedAs: reference }].map((one) => {
    const posting = bench(ledgerTransaction, { entity: `posting-${one.postedAs ?? id}` });
    posting.tell({ type: 'PostSale', orderId: id, sale: one });
    expect(posting.writes().slice(1)).toMatchObject([
      { op: 'insert', record: { kind: 'capture', orderId: 'order-17.1', pspReference: 'ch_17_1_1' } },
      { op: 'insert', record: { kind: 'allocate', orderId: 'order-17.1' } },
    ]);
    return posting.writes().map(({ record }) => record.id);
  });
  expect(named).toEqual([
    ['order-17.1', 'capture/order-17.1', 'allocate/order-17.1'],
    ['ch_17_1_1', 'capture/ch_17_1_1', 'allocate/ch_17_1_1'],
  ]);
});
