import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference, sellerId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ChargeLine, SettlementLine } from '../domain/settlement-file.ts';
import { ledgerTransaction } from './ledger-transaction.ts';

const id = orderId(17, 1);
const at = Date.parse('2026-03-02T12:00:00Z');
const date = businessDate('2026-03-02');
const commits = 'commit TransactionsAppended';

const postSale: MessageOf<'PostSale'> = {
  type: 'PostSale',
  orderId: id,
  sale: {
    orderId: id,
    sellerId: sellerId(3),
    amount: money(10_000, EUR),
    allocation: { seller: money(9000, EUR), platform: money(1000, EUR) },
    pspReference: pspReference(idempotencyKey(id, 1)),
    saleDate: date,
  },
};

function chargeLine(n: number, gross: number, fee: number): ChargeLine {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return { type: 'charge', reference, orderId: order, capturedAt: at, gross: minorUnits(gross), fee: minorUnits(fee) };
}

const payoutLine = { type: 'payout', reference: 'payout-EUR-2026-03-02', amount: minorUnits(9710) } as const;

function postFile(...lines: SettlementLine[]): MessageOf<'PostFile'> {
  return { type: 'PostFile', requestId: 'psp/EUR/2026-03-02', currency: EUR, date, lines };
}

function postStatement(...amounts: number[]): MessageOf<'PostStatement'> {
  const lines = amounts.map((amount, index) => ({
    reference: `payout-EUR-2026-03-0${index + 1}`,
    amount: minorUnits(amount),
    bookedAt: at,
    valueDate: date,
  }));
  return { type: 'PostStatement', requestId: 'bank/EUR/2026-03-02', currency: EUR, date, lines };
}

function ledger(entity: string, settings: Partial<BenchSettings> = {}): Bench {
  return bench(ledgerTransaction, { entity, ...settings });
}

describe('a sale of 100.00 with a platform fee of 10.00', () => {
  const confirms = 'SalePosted → payment-service/order-17.1';

  it('is captured and allocated in one transaction with the request, and then confirmed', () => {
    const posting = ledger('posting-order-17.1');
    expect(posting.tell(postSale)).toEqual([commits]);
    const capture = { from: 'customer:clearing', to: 'psp:receivable', ...money(10_000, EUR) };
    const seller = { from: 'seller:payable:pending/seller-3', to: 'customer:clearing', ...money(9000, EUR) };
    const platform = { from: 'platform_fee', to: 'customer:clearing', ...money(1000, EUR) };
    const about = { at, orderId: 'order-17.1' };
    expect(posting.writes()).toEqual([
      { op: 'insert', table: 'postedRequests', record: { id: 'order-17.1', at, transactions: 2 } },
      {
        op: 'insert',
        table: 'transactions',
        record: {
          id: 'capture/order-17.1',
          kind: 'capture',
          ...about,
          pspReference: 'ch_17_1_1',
          saleDate: '2026-03-02',
          postings: [capture],
        },
      },
      {
        op: 'insert',
        table: 'transactions',
        record: { id: 'allocate/order-17.1', kind: 'allocate', ...about, postings: [seller, platform] },
      },
    ]);
    expect(posting.acknowledge()).toEqual([confirms]);
    expect(posting.messages()).toEqual([{ type: 'SalePosted', orderId: 'order-17.1' }]);
    expect(posting.done()).toBe(true);
  });

  it('that is asked for twice is appended once and confirmed once', () => {
    const posting = ledger('posting-order-17.1');
    posting.tell(postSale);
    expect(posting.tell(postSale)).toEqual([]);
    expect(posting.acknowledge()).toEqual([confirms]);
  });

  it('that is asked for after it was posted is confirmed again and appends nothing', () => {
    const posting = ledger('posting-order-17.1', { record: { id: 'order-17.1', at, transactions: 2 } });
    expect(posting.tell(postSale)).toEqual([confirms]);
    expect(posting.done()).toBe(true);
  });

  it('is committed again when the database is slow, with the time at which it was asked for', () => {
    const posting = ledger('posting-order-17.1');
    posting.tell(postSale);
    const writes = posting.writes();
    expect(posting.wait(4000)).toEqual([commits, commits]);
    expect(posting.writes()).toEqual(writes);
    expect(posting.refuse('exists')).toEqual([confirms]);
    expect(posting.acknowledge()).toEqual([]);
  });
});

describe('a refund of 23.77, of which 2.38 was the platform’s', () => {
  const refund = refundId(id, 1);
  const postRefund: MessageOf<'PostRefund'> = {
    type: 'PostRefund',
    refundId: refund,
    orderId: id,
    refund: {
      refundId: refund,
      orderId: id,
      sellerId: sellerId(3),
      amount: money(2377, EUR),
      allocation: { seller: money(2139, EUR), platform: money(238, EUR) },
      pspReference: refundReference(refund),
      refundDate: businessDate('2026-03-03'),
    },
  };
  const confirms = 'RefundPosted → payment-service/refund-17.1.1';

  it('is taken from both and paid in one transaction with the request, and then confirmed to its saga', () => {
    const posting = ledger('posting-refund-17.1.1');
    expect(posting.tell(postRefund)).toEqual([commits]);
    const seller = { from: 'refund:clearing', to: 'seller:payable:pending/seller-3', ...money(2139, EUR) };
    const platform = { from: 'refund:clearing', to: 'platform_fee', ...money(238, EUR) };
    const paid = { from: 'psp:receivable', to: 'refund:clearing', ...money(2377, EUR) };
    const about = { at, orderId: 'order-17.1' };
    expect(posting.writes().map(({ record }) => record)).toEqual([
      { id: 'refund-17.1.1', at, transactions: 2 },
      { id: 'refund/refund-17.1.1', kind: 'refund', ...about, postings: [seller, platform] },
      {
        id: 'refundPaid/refund-17.1.1',
        kind: 'refundPaid',
        ...about,
        pspReference: 're_17_1_1',
        saleDate: '2026-03-03',
        postings: [paid],
      },
    ]);
    expect(posting.acknowledge()).toEqual([confirms]);
    expect(posting.messages()).toEqual([{ type: 'RefundPosted', refundId: 'refund-17.1.1', orderId: 'order-17.1' }]);
  });

  it('that was posted before is confirmed again and appends nothing', () => {
    const late = ledger('posting-refund-17.1.1');
    late.tell(postRefund);
    expect(late.refuse('exists')).toEqual([confirms]);
    const woken = ledger('posting-refund-17.1.1', { record: { id: 'refund-17.1.1', at, transactions: 2 } });
    expect(woken.tell(postRefund)).toEqual([confirms]);
  });
});

describe('a PSP file', () => {
  it('posts the fee of 2.90, then the payout of 97.10', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02');
    expect(posting.tell(postFile(chargeLine(17, 10_000, 290), payoutLine))).toEqual([commits]);
    const fee = { from: 'psp:receivable', to: 'psp_fee', ...money(290, EUR) };
    const payout = { from: 'psp:receivable', to: 'psp:in_transit', ...money(9710, EUR) };
    expect(posting.writes()).toEqual([
      { op: 'insert', table: 'postedRequests', record: { id: 'psp/EUR/2026-03-02', at, transactions: 2 } },
      {
        op: 'insert',
        table: 'transactions',
        record: {
          id: 'pspFee/ch_17_1_1',
          kind: 'pspFee',
          at,
          orderId: 'order-17.1',
          pspReference: 'ch_17_1_1',
          postings: [fee],
        },
      },
      {
        op: 'insert',
        table: 'transactions',
        record: { id: 'payout/payout-EUR-2026-03-02', kind: 'payout', at, postings: [payout] },
      },
    ]);
    expect(posting.acknowledge()).toEqual(['FilePosted → reconciliation/psp-EUR-2026-03-02']);
    expect(posting.messages()).toEqual([
      { type: 'FilePosted', requestId: 'psp/EUR/2026-03-02', currency: 'EUR', date: '2026-03-02' },
    ]);
  });

  it('leaves out a fee of zero', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02');
    posting.tell(postFile(chargeLine(17, 10_000, 0), chargeLine(18, 500, 15)));
    expect(posting.writes()).toMatchObject([{ record: { transactions: 1 } }, { record: { id: 'pspFee/ch_18_1_1' } }]);
  });

  it('posts nothing for a refund, which was posted when it was paid', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02');
    const refund = refundId(id, 1);
    const line = { orderId: id, refundId: refund, reference: refundReference(refund), refundedAt: at } as const;
    posting.tell(postFile({ type: 'refund', ...line, amount: minorUnits(2377) }));
    expect(posting.writes()).toMatchObject([{ record: { id: 'psp/EUR/2026-03-02', transactions: 0 } }]);
    expect(posting.writes()).toHaveLength(1);
  });

  it('posts a line that it lists twice once', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02');
    posting.tell(postFile(chargeLine(17, 10_000, 290), payoutLine, chargeLine(17, 10_000, 290), payoutLine));
    const ids = posting.writes().map(({ record }) => record.id);
    expect(ids).toEqual(['psp/EUR/2026-03-02', 'pspFee/ch_17_1_1', 'payout/payout-EUR-2026-03-02']);
    expect(posting.writes()).toMatchObject([{ record: { transactions: 2 } }, {}, {}]);
  });

  it('without lines is posted all the same, as nothing', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02');
    posting.tell(postFile());
    expect(posting.writes()).toEqual([
      { op: 'insert', table: 'postedRequests', record: { id: 'psp/EUR/2026-03-02', at, transactions: 0 } },
    ]);
    expect(posting.acknowledge()).toEqual(['FilePosted → reconciliation/psp-EUR-2026-03-02']);
  });

  it('that was posted before is confirmed again', () => {
    const posting = ledger('posting-psp/EUR/2026-03-02', { record: { id: 'psp/EUR/2026-03-02', at, transactions: 2 } });
    expect(posting.tell(postFile(payoutLine))).toEqual(['FilePosted → reconciliation/psp-EUR-2026-03-02']);
  });
});

describe('a bank statement', () => {
  it('turns what was in transit into cash, line by line', () => {
    const posting = ledger('posting-bank/EUR/2026-03-02');
    posting.tell(postStatement(9710, 500));
    const cash = { kind: 'cash', at };
    const move = { from: 'psp:in_transit', to: 'bank:cash' };
    expect(posting.writes()).toEqual([
      { op: 'insert', table: 'postedRequests', record: { id: 'bank/EUR/2026-03-02', at, transactions: 2 } },
      {
        op: 'insert',
        table: 'transactions',
        record: { id: 'cash/payout-EUR-2026-03-01', ...cash, postings: [{ ...move, ...money(9710, EUR) }] },
      },
      {
        op: 'insert',
        table: 'transactions',
        record: { id: 'cash/payout-EUR-2026-03-02', ...cash, postings: [{ ...move, ...money(500, EUR) }] },
      },
    ]);
    expect(posting.acknowledge()).toEqual(['FilePosted → reconciliation/bank-EUR-2026-03-02']);
  });

  it('that was posted before is confirmed again', () => {
    const posting = ledger('posting-bank/EUR/2026-03-02', {
      record: { id: 'bank/EUR/2026-03-02', at, transactions: 2 },
    });
    expect(posting.tell(postStatement(9710))).toEqual(['FilePosted → reconciliation/bank-EUR-2026-03-02']);
  });
});

it('a message that asks for nothing to be posted wakes nobody', () => {
  const posting = ledger('posting-order-17.1', { record: { id: 'order-17.1', at, transactions: 2 } });
  expect(posting.tell({ type: 'Resumed' })).toEqual([]);
  expect(posting.state()).toBe('waitingForRequest');
});

it('the stories visit every state but those of a file that another one was before', () => {
  expect(unvisitedStates(ledgerTransaction)).toEqual(['readingRequest', 'appendingWhatIsMissing', 'storingRequest']);
});
