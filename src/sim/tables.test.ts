import { describe, expect, it } from 'vitest';
import { businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { idempotencyKey, orderId, pspReference, refundId } from '../domain/ids.ts';
import { money, minorUnits } from '../domain/money.ts';
import type { BreakRecord, MatchRecord, OpenItemRecord } from '../domain/night-records.ts';
import type {
  BankTransferRecord,
  ChargeRecord,
  LedgerTransactionRecord,
  PspRefundRecord,
  TableName,
  Tables,
} from '../domain/records.ts';
import { tables, type TableDefinition } from './tables.ts';

const EUR = currency('EUR');
const monday = businessDate('2026-03-02');
const order = orderId(17, 2);
const refund = refundId(order, 1);
const key = idempotencyKey(order, 1);

describe('a charge at the PSP', () => {
  const charge: ChargeRecord = {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId: order,
    card: 'card-1',
    status: 'processing',
    authorised: minorUnits(0),
    fee: minorUnits(0),
    ...money(1999, EUR),
  };

  it('is about its order, and waits for a file when it is captured, until one has listed it', () => {
    expect(tables.charges.concern(charge)).toBe('order-17.2');
    expect(tables.charges.groups?.(charge)).toEqual([]);
    expect(tables.charges.groups?.({ ...charge, status: 'declined' })).toEqual([]);
    const captured: ChargeRecord = { ...charge, status: 'captured', businessDate: monday };
    expect(tables.charges.groups?.(captured)).toEqual(['unsettled/EUR']);
    expect(tables.charges.groups?.({ ...captured, settledOn: monday })).toEqual(['settled/EUR/2026-03-02']);
  });

  it('that was refunded has its refunds, which wait for a file of their own when they are paid', () => {
    const paid: PspRefundRecord = {
      id: refund,
      reference: pspReference(key),
      orderId: order,
      key,
      status: 'refunded',
      refundedAt: 0,
      businessDate: monday,
      ...money(500, EUR),
    };
    expect(tables.pspRefunds.concern(paid)).toBe('order-17.2');
    expect(tables.pspRefunds.groups?.(paid)).toEqual(['charge/order-17.2:1', 'unsettled/EUR']);
    expect(tables.pspRefunds.groups?.({ ...paid, settledOn: monday })[1]).toBe('settled/EUR/2026-03-02');
    expect(tables.pspRefunds.groups?.({ ...paid, status: 'refused' })).toEqual(['charge/order-17.2:1']);
  });
});

describe('a transfer at the bank', () => {
  const transfer: BankTransferRecord = {
    id: 'payout-EUR-2026-03-02',
    status: 'inTransit',
    bookedAt: 0,
    valueDate: monday,
    ...money(9710, EUR),
  };

  it('is on no statement before it is booked', () => {
    expect(tables.bankTransfers.groups?.(transfer)).toEqual([]);
    expect(tables.bankTransfers.groups?.({ ...transfer, status: 'booked' })).toEqual(['EUR']);
  });
});

describe('a ledger transaction', () => {
  const capture: LedgerTransactionRecord = {
    id: 'capture/order-17.2',
    kind: 'capture',
    at: 0,
    orderId: order,
    postings: [{ from: 'customer:clearing', to: 'psp:receivable', ...money(1999, EUR) }],
  };

  it('is about its order where it has one, and can be found by currency when files list such things', () => {
    expect(tables.transactions.concern(capture)).toBe('order-17.2');
    expect(tables.transactions.groups?.(capture)).toEqual(['listed/EUR']);
    expect(tables.transactions.groups?.({ ...capture, kind: 'refundPaid' })).toEqual(['listed/EUR']);
    const { orderId: _, ...cash } = { ...capture, id: 'cash/payout-EUR-2026-03-02', kind: 'cash' as const };
    expect(tables.transactions.concern(cash)).toBe('cash/payout-EUR-2026-03-02');
    expect(tables.transactions.groups?.(cash)).toEqual([]);
  });
});

describe('what waits at reconciliation', () => {
  const item: OpenItemRecord = {
    id: 'capture/order-17.2',
    source: 'psp',
    reference: 'ch_17_2_1',
    date: monday,
    orderId: order,
    status: 'open',
    ...money(1999, EUR),
  };
  const found: BreakRecord = {
    id: 'break-missingInFile-ch_17_2_1',
    kind: 'missingInFile',
    source: 'psp',
    about: item.id,
    reference: item.reference,
    openedOn: monday,
    status: 'open',
    explanation: 'a later file should list it',
    ...money(1999, EUR),
  };

  it('is found by source and currency for as long as it is open', () => {
    expect(tables.openItems.groups?.(item)).toEqual(['psp/EUR']);
    expect(tables.openItems.groups?.({ ...item, status: 'matched' })).toEqual([]);
    expect(tables.breaks.groups?.(found)).toEqual(['psp/EUR']);
    expect(tables.breaks.groups?.({ ...found, status: 'resolved', resolvedOn: monday })).toEqual([]);
  });

  it('is about its order where it has one', () => {
    expect(tables.openItems.concern(item)).toBe('order-17.2');
    expect(tables.breaks.concern(found)).toBe('break-missingInFile-ch_17_2_1');
    expect(tables.breaks.concern({ ...found, orderId: order })).toBe('order-17.2');
  });

  it('is found by the reference of its line once it is matched, whatever file the line was in', () => {
    const fileId = 'psp/EUR/2026-03-02';
    const id = `${fileId}/charge/ch_17_2_1`;
    const match: MatchRecord = { id, fileId, transactionId: item.id, ...money(1999, EUR) };
    expect(tables.matches.groups?.(match)).toEqual(['line/ch_17_2_1']);
  });
});

describe('work that nobody has brought to an end', () => {
  const eventId = 'checkout-17';
  const payout = { id: 'payout-EUR-2026-03-03', currency: EUR, date: '2026-03-03' };
  const run = { id: 'EUR/2026-03-03', currency: EUR, date: '2026-03-03' };
  const toSeller = { id: 'payout-seller-3-EUR-2026-03-03' };
  const file = { id: 'psp/EUR/2026-03-02', source: 'psp', currency: EUR, date: monday };
  const statement = { ...file, id: 'bank/EUR/2026-03-02', source: 'bank' };

  it.each([
    [
      'paymentEvents',
      { id: eventId },
      'payment-service/checkout-17',
      ['received'],
      ['paid', 'authorised', 'partlyPaid', 'declined'],
    ],
    [
      'orderProgress',
      { id: order },
      'payment-service/order-17.2',
      ['accepted', 'authorised', 'dispatched', 'captured', 'credited'],
      ['posted', 'declined', 'lapsed'],
    ],
    [
      'refunds',
      { id: refund },
      'payment-service/refund-17.2.1',
      ['accepted', 'paid', 'debited'],
      ['posted', 'refused'],
    ],
    [
      'paymentOrders',
      { id: order },
      'executor/order-17.2',
      ['created', 'unknown'],
      ['authorised', 'captured', 'declined'],
    ],
    ['captureOrders', { id: order }, 'executor/capture-order-17.2', ['created', 'unknown'], ['captured', 'refused']],
    ['refundOrders', { id: refund }, 'executor/refund-17.2.1', ['created', 'unknown'], ['refunded', 'refused']],
    [
      'charges',
      { id: key },
      'psp/charge-order-17.2:1',
      ['processing', 'authorised'],
      ['captured', 'declined', 'lapsed'],
    ],
    ['pspPayouts', payout, 'psp/payout-EUR-2026-03-03', ['instructed'], ['accepted']],
    ['bankTransfers', payout, 'bank/transfer-payout-EUR-2026-03-03', ['inTransit'], ['booked']],
    ['sellerTransfers', toSeller, `bank/seller-transfer-${toSeller.id}`, ['inTransit', 'returned'], ['acknowledged']],
    ['payoutRuns', run, 'wallet/payout-run-EUR-2026-03-03', ['running'], ['done']],
    ['sellerPayouts', toSeller, `wallet/${toSeller.id}`, ['reserved', 'posted', 'returned'], ['paid', 'reversed']],
    ['files', file, 'reconciliation/psp-EUR-2026-03-02', ['stored', 'reconciled'], ['closed']],
    ['files', statement, 'reconciliation/bank-EUR-2026-03-02', ['stored', 'reconciled'], ['closed']],
  ] as const)('of %s is known by its actor until it is final', (table, record, actor, unfinished, final) => {
    for (const status of unfinished) expect(actorOf(table, { ...record, status })).toBe(actor);
    for (const status of final) expect(actorOf(table, { ...record, status })).toBeUndefined();
  });

  it('of a booked transfer to a seller is known to the bank when it is to come back', () => {
    expect(actorOf('sellerTransfers', { ...toSeller, status: 'booked' })).toBeUndefined();
    expect(actorOf('sellerTransfers', { ...toSeller, status: 'booked', returnsAfterMs: 1 })).toBe(
      `bank/seller-transfer-${toSeller.id}`,
    );
  });

  it('is in no other table', () => {
    const withEnd = Object.entries(tables).flatMap(([name, { unfinished }]) =>
      unfinished === undefined ? [] : [name],
    );
    expect(withEnd).toEqual([
      'paymentEvents',
      'orderProgress',
      'refunds',
      'paymentOrders',
      'captureOrders',
      'refundOrders',
      'charges',
      'pspPayouts',
      'bankTransfers',
      'sellerTransfers',
      'payoutRuns',
      'sellerPayouts',
      'files',
    ]);
  });
});

/** The part of a record that says who is to finish it is enough. */
function actorOf(table: TableName, record: object): string | undefined {
  const { unfinished } = tables[table] as TableDefinition<TableName>;
  return unfinished?.(record as Tables[TableName]);
}
