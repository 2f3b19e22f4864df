import { describe, expect, it } from 'vitest';
import { businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { money, minorUnits } from '../domain/money.ts';
import type {
  BankTransferRecord,
  BreakRecord,
  ChargeRecord,
  LedgerTransactionRecord,
  OpenItemRecord,
} from '../domain/records.ts';
import { tables } from './tables.ts';

const EUR = currency('EUR');
const monday = businessDate('2026-03-02');
const order = orderId(17, 2);
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

  it('is about its order, and joins the business date of its currency when it is captured', () => {
    expect(tables.charges.concern(charge)).toBe('order-17.2');
    expect(tables.charges.group?.(charge)).toBeUndefined();
    expect(tables.charges.group?.({ ...charge, status: 'captured', businessDate: monday })).toBe('EUR/2026-03-02');
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
    expect(tables.bankTransfers.group?.(transfer)).toBeUndefined();
    expect(tables.bankTransfers.group?.({ ...transfer, status: 'booked' })).toBe('EUR/2026-03-02');
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

  it('is about its order where it has one, and can be found by currency when it is a capture', () => {
    expect(tables.transactions.concern(capture)).toBe('order-17.2');
    expect(tables.transactions.group?.(capture)).toBe('capture/EUR');
    const cash: LedgerTransactionRecord = {
      id: 'cash/payout-EUR-2026-03-02',
      kind: 'cash',
      at: 0,
      postings: capture.postings,
    };
    expect(tables.transactions.concern(cash)).toBe('cash/payout-EUR-2026-03-02');
    expect(tables.transactions.group?.(cash)).toBeUndefined();
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
    expect(tables.openItems.group?.(item)).toBe('psp/EUR');
    expect(tables.openItems.group?.({ ...item, status: 'matched' })).toBeUndefined();
    expect(tables.breaks.group?.(found)).toBe('psp/EUR');
    expect(tables.breaks.group?.({ ...found, status: 'resolved', resolvedOn: monday })).toBeUndefined();
  });

  it('is about its order where it has one', () => {
    expect(tables.openItems.concern(item)).toBe('order-17.2');
    expect(tables.breaks.concern(found)).toBe('break-missingInFile-ch_17_2_1');
    expect(tables.breaks.concern({ ...found, orderId: order })).toBe('order-17.2');
  });
});
