import { describe, expect, it } from 'vitest';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { idempotencyKey, orderId, refundId, refundReference, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import type { PspRefundRecord, RefundRecord } from '../../domain/records.ts';
import { tellWritten } from './tell-record.ts';

const EUR = currency('EUR');
const order = orderId(17, 2);
const refund = refundId(order, 1);
const key = idempotencyKey(order, 1);
const date = businessDate('2026-03-02');
const fact = { kind: 'written', at: 0, by: addressOf.refundSaga(refund), concern: order } as const;

describe('a refund', () => {
  const asked: RefundRecord = {
    id: refund,
    orderId: order,
    sellerId: sellerId(3),
    key,
    status: 'accepted',
    before: minorUnits(0),
    ...money(1250, EUR),
  };
  const paid: PspRefundRecord = {
    id: refund,
    reference: refundReference(refund),
    orderId: order,
    key,
    status: 'refunded',
    refundedAt: 0,
    businessDate: date,
    ...money(1250, EUR),
  };

  it('is told with its state, and with the reason why it was refused', () => {
    const inSaga = { ...fact, service: 'payment-service', table: 'refunds', before: undefined } as const;
    expect(tellWritten({ ...inSaga, after: asked })).toBe('refund-17.2.1 of 12.50 EUR stored: accepted');
    expect(tellWritten({ ...inSaga, after: { ...asked, status: 'refused', reason: 'more than was captured' } })).toBe(
      'refund-17.2.1 of 12.50 EUR stored: refused, more than was captured',
    );
  });

  it('at the PSP is told when it is paid, and when a file lists it', () => {
    const atPsp = { ...fact, service: 'psp', table: 'pspRefunds' } as const;
    expect(tellWritten({ ...atPsp, before: undefined, after: paid })).toBe(
      'refund re_17_2_1 stored: 12.50 EUR refunded',
    );
    expect(tellWritten({ ...atPsp, before: paid, after: { ...paid, settledOn: date } })).toBe(
      'refund re_17_2_1 is listed in the file for 2026-03-02',
    );
  });

  it('at the wallet is a debit', () => {
    const debit = { id: refund, orderId: order, walletId: 'seller-3:EUR', at: 0, ...money(1125, EUR) };
    expect(tellWritten({ ...fact, service: 'wallet', table: 'debits', before: undefined, after: debit })).toBe(
      'debit stored: 11.25 EUR from seller-3:EUR for refund-17.2.1',
    );
  });
});

describe('a file at reconciliation', () => {
  const file: IngestedFileRecord = {
    id: 'psp/EUR/2026-03-02',
    source: 'psp',
    currency: EUR,
    date,
    sequence: 1,
    opening: minorUnits(0),
    closing: minorUnits(0),
    lines: 9,
    revision: 1,
    status: 'stored',
    ledgerCursor: 0,
    matched: 8,
    opened: 1,
    resolved: 2,
  };
  const told = (after: IngestedFileRecord): string =>
    tellWritten({ ...fact, service: 'reconciliation', table: 'files', before: undefined, after });

  it('is stored, reconciled and closed', () => {
    expect(told(file)).toBe('file psp/EUR/2026-03-02 stored: 9 lines');
    expect(told({ ...file, status: 'reconciled' })).toBe('file psp/EUR/2026-03-02 reconciled: 8 of 9 lines matched');
    expect(told({ ...file, status: 'closed' })).toBe('file psp/EUR/2026-03-02 closed: 1 break opened, 2 explained');
  });

  it('is told with its revision when it is not the first', () => {
    expect(told({ ...file, revision: 2 })).toBe('file psp/EUR/2026-03-02, revision 2, stored: 9 lines');
  });
});
