import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../domain/ids.ts';
import { minorUnits } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { LedgerTransactionRecord } from '../domain/records.ts';
import { ledgerExtract } from './ledger-extract.ts';

const date = businessDate('2026-03-02');
const request: MessageOf<'LedgerExtractRequested'> = { type: 'LedgerExtractRequested', currency: EUR, date, after: 40 };
const sends = 'LedgerExtractSent → reconciliation/psp-EUR-2026-03-02';

function captureOf(n: number, amount: number): LedgerTransactionRecord {
  const order = orderId(n, 1);
  return {
    id: `capture/${order}`,
    kind: 'capture',
    at: 1,
    orderId: order,
    pspReference: pspReference(idempotencyKey(order, 1)),
    saleDate: date,
    postings: [{ from: 'customer:clearing', to: 'psp:receivable', amount: minorUnits(amount), currency: EUR }],
  };
}

function refundOf(n: number, amount: number): LedgerTransactionRecord {
  const refund = refundId(orderId(n, 1), 1);
  return {
    ...captureOf(n, amount),
    id: `refundPaid/${refund}`,
    kind: 'refundPaid',
    pspReference: refundReference(refund),
    postings: [{ from: 'psp:receivable', to: 'refund:clearing', amount: minorUnits(amount), currency: EUR }],
  };
}

function ledger(): Bench {
  return bench(ledgerExtract, { entity: 'extract-EUR-2026-03-02' });
}

describe('an extract of the ledger', () => {
  it('holds the captures after the forty that reconciliation knows, and says how far it goes', () => {
    const extract = ledger();
    expect(extract.tell(request)).toEqual(['read transactions']);
    expect(extract.effect()).toEqual({
      type: 'read',
      queries: [{ table: 'transactions', group: 'listed/EUR', after: 40 }],
    });
    expect(extract.answerRead({ table: 'transactions', records: [captureOf(17, 10_000), captureOf(18, 500)] })).toEqual(
      [sends],
    );
    const item = { saleDate: '2026-03-02', currency: 'EUR' };
    expect(extract.messages()).toEqual([
      {
        type: 'LedgerExtractSent',
        currency: 'EUR',
        date: '2026-03-02',
        items: [
          {
            kind: 'capture',
            transactionId: 'capture/order-17.1',
            orderId: 'order-17.1',
            pspReference: 'ch_17_1_1',
            amount: 10_000,
            ...item,
          },
          {
            kind: 'capture',
            transactionId: 'capture/order-18.1',
            orderId: 'order-18.1',
            pspReference: 'ch_18_1_1',
            amount: 500,
            ...item,
          },
        ],
        upTo: 42,
      },
    ]);
    expect(extract.done()).toBe(true);
  });

  it('holds captures and paid refunds in the order in which they were appended, each under its own reference', () => {
    const extract = ledger();
    extract.tell(request);
    extract.answerRead({ table: 'transactions', records: [captureOf(18, 500), refundOf(17, 2377), captureOf(19, 1)] });
    const item = { saleDate: '2026-03-02', currency: 'EUR' };
    expect(extract.messages()).toMatchObject([
      {
        items: [
          { kind: 'capture', orderId: 'order-18.1', pspReference: 'ch_18_1_1', amount: 500 },
          {
            kind: 'refund',
            transactionId: 'refundPaid/refund-17.1.1',
            orderId: 'order-17.1',
            pspReference: 're_17_1_1',
            amount: 2377,
            ...item,
          },
          { kind: 'capture', orderId: 'order-19.1' },
        ],
        upTo: 43,
      },
    ]);
  });

  it('without a new capture is empty and goes no further', () => {
    const extract = ledger();
    extract.tell(request);
    expect(extract.answerRead({ table: 'transactions', records: [] })).toEqual([sends]);
    expect(extract.messages()).toMatchObject([{ items: [], upTo: 40 }]);
  });

  it('that is asked for twice is read once and sent once', () => {
    const extract = ledger();
    extract.tell(request);
    expect(extract.tell(request)).toEqual([]);
    expect(extract.answerRead({ table: 'transactions', records: [] })).toEqual([sends]);
  });

  it('is read again when the database is slow, and sent once', () => {
    const extract = ledger();
    extract.tell(request);
    expect(extract.wait(2000)).toEqual(['read transactions']);
    expect(extract.answerRead({ table: 'transactions', records: [captureOf(17, 10_000)] })).toEqual([sends]);
    expect(extract.messages()).toMatchObject([{ upTo: 41 }]);
    expect(extract.answerRead({ table: 'transactions', records: [captureOf(17, 10_000)] })).toEqual([]);
  });

  it('is not what was read for an earlier request, which knew less', () => {
    const earlier = ledger();
    earlier.tell({ ...request, after: 39 });
    const extract = ledger();
    extract.tell(request);
    const records = [captureOf(16, 700), captureOf(17, 10_000)];
    const late = {
      type: 'RecordsRead',
      queries: earlier.queries(),
      results: [{ table: 'transactions', records }],
    } as const;
    expect(extract.tell(late)).toEqual([]);
    expect(extract.wait(2000)).toEqual(['read transactions']);
    expect(extract.answerRead({ table: 'transactions', records: [captureOf(17, 10_000)] })).toEqual([sends]);
    expect(extract.messages()).toMatchObject([{ items: [{ orderId: 'order-17.1' }], upTo: 41 }]);
  });

  it('takes nothing for a capture or a refund that is none', () => {
    const extract = ledger();
    extract.tell(request);
    const { saleDate, ...undated } = captureOf(17, 10_000);
    expect(saleDate).toBe('2026-03-02');
    expect(() => extract.answerRead({ table: 'transactions', records: [undated] })).toThrow(
      'capture/order-17.1 is neither a capture nor a refund',
    );
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(ledgerExtract)).toEqual([]);
});
