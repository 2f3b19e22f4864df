/** A night may list more sales than a call may have arguments: each machine that handles it is given 150,000 lines. */
import { describe, expect, it } from 'vitest';
import { bench, EUR } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import type { LedgerItem } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { ChargeLine, SettlementFile } from '../domain/settlement-file.ts';
import { ledgerTransaction } from './ledger-transaction.ts';
import { settlementNight } from './settlement-night.ts';

const LINES = 150_000;
const date = businessDate('2026-11-27');
const orders = Array.from({ length: LINES }, (_, index) => orderId(index + 1, 1));
const lines = orders.map((order): ChargeLine => {
  const reference = pspReference(idempotencyKey(order, 1));
  return { type: 'charge', reference, orderId: order, capturedAt: 0, gross: minorUnits(100), fee: minorUnits(3) };
});
const file: SettlementFile = {
  currency: EUR,
  date,
  sequence: 1,
  opening: minorUnits(0),
  closing: minorUnits(97 * LINES),
  lines,
};

describe('a very large night', () => {
  it('is matched line by line and stored in one transaction', () => {
    const night = bench(settlementNight, { entity: 'psp-EUR-2026-11-27' });
    night.tell({ type: 'SettlementFileSent', file });
    night.acknowledge();
    night.answerRead();
    const items = lines.map(({ orderId: order, reference }): LedgerItem => {
      return {
        transactionId: `capture/${order}`,
        orderId: order,
        pspReference: reference,
        saleDate: date,
        ...money(100, EUR),
      };
    });
    night.tell({ type: 'LedgerExtractSent', currency: EUR, date, items, upTo: LINES });
    night.tell({ type: 'FilePosted', requestId: 'psp/EUR/2026-11-27' });
    // The file, and for each line its match and its ledger item.
    expect(night.writes()).toHaveLength(1 + 2 * LINES);
    expect(night.writes()[0]).toMatchObject({ record: { status: 'reconciled', matched: LINES, opened: 0 } });
  });

  it('is posted in one transaction', () => {
    const posting = bench(ledgerTransaction, { entity: 'posting-psp/EUR/2026-11-27' });
    posting.tell({ type: 'PostFile', requestId: 'psp/EUR/2026-11-27', file });
    // The request, and the fee of each line.
    expect(posting.writes()).toHaveLength(1 + LINES);
  });
});
