import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { RecordsRead } from '../domain/effects.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ChargeRecord, PspPayoutRecord, SettlementBatchRecord } from '../domain/records.ts';
import { pspFile } from './psp-file.ts';

const date = businessDate('2026-03-03');
const fileDue: MessageOf<'FileDue'> = { type: 'FileDue', currency: EUR, date };
const sends = 'SettlementFileSent → reconciliation/psp-EUR-2026-03-03';
const capturedAt = Date.parse('2026-03-03T09:30:00Z');

function captured(n: number, gross: number, fee: number): ChargeRecord {
  const key = idempotencyKey(orderId(n, 1), 1);
  return {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId: orderId(n, 1),
    card: 'tok_1',
    status: 'captured',
    authorised: minorUnits(gross),
    fee: minorUnits(fee),
    capturedAt,
    businessDate: date,
    ...money(gross, EUR),
  };
}

const payout: PspPayoutRecord = { id: 'payout-EUR-2026-03-03', date, batches: ['EUR/2026-03-02'], ...money(9710, EUR) };

/** The file of 2 March: 100.00 were charged, 97.10 are owed. */
const previous: SettlementBatchRecord = {
  id: 'EUR/2026-03-02',
  currency: EUR,
  date: businessDate('2026-03-02'),
  sequence: 1,
  opening: minorUnits(0),
  gross: minorUnits(10_000),
  fees: minorUnits(290),
  paidOut: minorUnits(0),
  closing: minorUnits(9710),
  charges: 1,
  status: 'paidOut',
};

function day(
  charges: ChargeRecord[],
  payouts: PspPayoutRecord[],
  batches: SettlementBatchRecord[],
): RecordsRead['results'] {
  return [
    { table: 'charges', records: charges },
    { table: 'pspPayouts', records: payouts },
    { table: 'settlementBatches', records: batches },
  ];
}

function due(): Bench {
  const file = bench(pspFile, { entity: 'file-EUR-2026-03-03', start: '2026-03-04T02:00:00Z' });
  expect(file.tell(fileDue)).toEqual(['read charges, pspPayouts, settlementBatches']);
  return file;
}

describe('the file of a day with two charges and a payout', () => {
  const charges = [captured(18, 5000, 145), captured(19, 2000, 58)];

  it('reads the day’s charges and payouts, and the files before it', () => {
    expect(due().effect()).toEqual({
      type: 'read',
      queries: [
        { table: 'charges', group: 'EUR/2026-03-03' },
        { table: 'pspPayouts', group: 'EUR/2026-03-03' },
        { table: 'settlementBatches', group: 'EUR' },
      ],
    });
  });

  it('is stored with its balances, and every charge with the file that lists it', () => {
    const file = due();
    expect(file.answerRead(...day(charges, [payout], [previous]))).toEqual(['commit BatchStored']);
    const [first, second] = charges;
    expect(file.writes()).toEqual([
      {
        op: 'insert',
        table: 'settlementBatches',
        record: {
          id: 'EUR/2026-03-03',
          currency: 'EUR',
          date: '2026-03-03',
          sequence: 2,
          // 97.10 + 70.00 - 2.03 - 97.10.
          opening: 9710,
          gross: 7000,
          fees: 203,
          paidOut: 9710,
          closing: 6797,
          charges: 2,
          status: 'filed',
        },
      },
      { op: 'put', table: 'charges', record: { ...first, settledOn: '2026-03-03' } },
      { op: 'put', table: 'charges', record: { ...second, settledOn: '2026-03-03' } },
    ]);
  });

  it('is sent when it is stored: charges first, then payouts', () => {
    const file = due();
    file.answerRead(...day(charges, [payout], [previous]));
    expect(file.acknowledge()).toEqual([sends]);
    expect(file.messages()).toEqual([
      {
        type: 'SettlementFileSent',
        file: {
          currency: 'EUR',
          date: '2026-03-03',
          sequence: 2,
          opening: 9710,
          closing: 6797,
          lines: [
            { type: 'charge', reference: 'ch_18_1_1', orderId: 'order-18.1', capturedAt, gross: 5000, fee: 145 },
            { type: 'charge', reference: 'ch_19_1_1', orderId: 'order-19.1', capturedAt, gross: 2000, fee: 58 },
            { type: 'payout', reference: 'payout-EUR-2026-03-03', amount: 9710 },
          ],
        },
      },
    ]);
    expect(file.done()).toBe(true);
  });
});

describe('the file', () => {
  it('of the first day opens at zero with number 1', () => {
    const file = due();
    file.answerRead(...day([captured(17, 10_000, 290)], [], []));
    expect(file.writes()).toMatchObject([
      { record: { sequence: 1, opening: 0, gross: 10_000, fees: 290, paidOut: 0, closing: 9710 } },
      {},
    ]);
  });

  it('of a day on which nothing happened is sent all the same: it closes as it opened', () => {
    const file = due();
    file.answerRead(...day([], [], [previous]));
    expect(file.writes()).toMatchObject([
      { record: { sequence: 2, opening: 9710, gross: 0, fees: 0, paidOut: 0, closing: 9710, charges: 0 } },
    ]);
    expect(file.acknowledge()).toEqual([sends]);
    expect(file.messages()).toMatchObject([{ file: { sequence: 2, opening: 9710, closing: 9710, lines: [] } }]);
  });

  it('closes below zero when fees exceed the charges', () => {
    const file = due();
    file.answerRead(...day([captured(17, 20, 31)], [], []));
    expect(file.writes()).toMatchObject([{ record: { closing: -11 } }, {}]);
  });
});

describe('a file that is due twice', () => {
  it('is sent once while it is being made', () => {
    const file = due();
    expect(file.tell(fileDue)).toEqual([]);
    file.answerRead(...day([], [], []));
    expect(file.tell(fileDue)).toEqual([]);
    expect(file.acknowledge()).toEqual([sends]);
  });

  it('is not made again', () => {
    const file = bench(pspFile, { entity: 'file-EUR-2026-03-03', record: previous });
    expect(file.tell(fileDue)).toEqual([]);
    expect(file.state()).toBe('closed');
  });
});

describe('a slow database', () => {
  it('is read again, and the file is made from the first answer', () => {
    const file = due();
    expect(file.wait(2000)).toEqual(['read charges, pspPayouts, settlementBatches']);
    expect(file.answerRead(...day([captured(17, 10_000, 290)], [], []))).toEqual(['commit BatchStored']);
    expect(file.answerRead(...day([], [], []))).toEqual([]);
    expect(file.writes()).toMatchObject([{ record: { gross: 10_000 } }, {}]);
  });

  it('is asked again to store the file, and may refuse it because it is there: it is sent once', () => {
    const file = due();
    file.answerRead(...day([captured(17, 10_000, 290)], [], []));
    expect(file.wait(2000)).toEqual(['commit BatchStored']);
    expect(file.refuse('exists')).toEqual([sends]);
    expect(file.acknowledge()).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(pspFile)).toEqual([]);
});
