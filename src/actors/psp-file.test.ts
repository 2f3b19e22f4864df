import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import {
  capturedCharge,
  filedBatch,
  madePayout,
  paidRefund,
  pspBooks,
  type PspBooks,
} from '../../test/support/psp-books.ts';
import { businessDate } from '../domain/calendar.ts';
import type { MessageOf } from '../domain/messages.ts';
import { pspFile } from './psp-file.ts';

const date = businessDate('2026-03-03');
const fileDue: MessageOf<'FileDue'> = { type: 'FileDue', currency: EUR, date };
const fileRequested: MessageOf<'FileRequested'> = { type: 'FileRequested', currency: EUR, date };
const sends = 'SettlementFileSent → reconciliation/psp-EUR-2026-03-03';
const reads = 'read charges, pspRefunds, pspPayouts, settlementBatches';

/** The file of 2 March: 100.00 were charged, 97.10 are owed. */
const previous = filedBatch(2, { gross: 10_000, fees: 290 }, { sequence: 1, closing: 9710, status: 'paidOut' });

function due(settings: Partial<BenchSettings> = {}): Bench {
  const file = bench(pspFile, { entity: 'file-EUR-2026-03-03', start: '2026-03-04T02:00:00Z', ...settings });
  expect(file.tell(fileDue)).toEqual([reads]);
  return file;
}

/** The batch is stored from these books; what was stored is read again. */
function stored(books: Partial<PspBooks>): Bench {
  const file = due();
  expect(file.answerRead(...pspBooks({ batches: [previous], ...books }))).toEqual(['commit BatchStored']);
  return file;
}

describe('the file of a day with two charges, a refund and a payout', () => {
  const charges = [capturedCharge(18, 5000, 145), capturedCharge(19, 2000, 58)];
  const refund = paidRefund(17, 1500);
  const payout = madePayout(3, 9710);
  const batch = {
    id: 'EUR/2026-03-03',
    currency: 'EUR',
    date,
    sequence: 2,
    // 97.10 + 70.00 - 15.00 - 2.03 - 97.10.
    opening: 9710,
    gross: 7000,
    refunded: 1500,
    fees: 203,
    paidOut: 9710,
    closing: 5297,
    charges: 2,
    payouts: ['payout-EUR-2026-03-03'],
    status: 'filed',
  };

  it('reads what no file has listed yet, the payouts, and the files before it', () => {
    expect(due().effect()).toEqual({
      type: 'read',
      queries: [
        { table: 'charges', group: 'unsettled/EUR' },
        { table: 'pspRefunds', group: 'unsettled/EUR' },
        { table: 'pspPayouts', group: 'EUR' },
        { table: 'settlementBatches', group: 'EUR' },
      ],
    });
  });

  it('is stored with its balances, and every charge and refund with the file that lists it', () => {
    const file = stored({ charges, refunds: [refund], payouts: [payout] });
    const [first, second] = charges;
    expect(file.writes()).toEqual([
      { op: 'insert', table: 'settlementBatches', record: batch },
      { op: 'put', table: 'charges', record: { ...first, settledOn: date } },
      { op: 'put', table: 'charges', record: { ...second, settledOn: date } },
      { op: 'put', table: 'pspRefunds', record: { ...refund, settledOn: date } },
    ]);
  });

  it('is sent as it was stored: charges first, then refunds, then payouts', () => {
    const file = stored({ charges, refunds: [refund], payouts: [payout] });
    expect(file.acknowledge()).toEqual([reads]);
    expect(file.effect()).toMatchObject({
      queries: [
        { table: 'charges', group: 'settled/EUR/2026-03-03' },
        { table: 'pspRefunds', group: 'settled/EUR/2026-03-03' },
        { table: 'pspPayouts', group: 'EUR' },
        { table: 'settlementBatches', group: 'EUR' },
      ],
    });
    const [made] = file.writes();
    const batches = [previous, made?.record as typeof previous];
    expect(file.answerRead(...pspBooks({ charges, refunds: [refund], payouts: [payout], batches }))).toEqual([sends]);
    const capturedAt = Date.parse('2026-03-03T09:30:00Z');
    const refundedAt = Date.parse('2026-03-03T15:00:00Z');
    expect(file.messages()).toEqual([
      {
        type: 'SettlementFileSent',
        file: {
          currency: 'EUR',
          date,
          sequence: 2,
          revision: 1,
          lineCount: 4,
          opening: 9710,
          closing: 5297,
          lines: [
            { type: 'charge', reference: 'ch_18_1_1', orderId: 'order-18.1', capturedAt, gross: 5000, fee: 145 },
            { type: 'charge', reference: 'ch_19_1_1', orderId: 'order-19.1', capturedAt, gross: 2000, fee: 58 },
            {
              type: 'refund',
              reference: 're_17_1_1',
              orderId: 'order-17.1',
              refundId: 'refund-17.1.1',
              refundedAt,
              amount: 1500,
            },
            { type: 'payout', reference: 'payout-EUR-2026-03-03', amount: 9710 },
          ],
        },
      },
    ]);
    expect(file.done()).toBe(true);
  });
});

describe('a file lists', () => {
  it('what became durable too late for the file of its own date, and not what belongs to the next one', () => {
    const late = capturedCharge(17, 10_000, 290, '2026-03-02');
    const today = capturedCharge(18, 5000, 145, '2026-03-03');
    const tomorrow = capturedCharge(19, 2000, 58, '2026-03-04');
    const refunds = [paidRefund(15, 100, '2026-03-02'), paidRefund(16, 200, '2026-03-04')];
    const payouts = [madePayout(2, 500), madePayout(3, 600), madePayout(4, 700)];
    const file = stored({ charges: [late, today, tomorrow], refunds, payouts });
    expect(file.writes()).toMatchObject([
      {
        record: {
          // 97.10 + 150.00 - 1.00 - 4.35 - 11.00.
          closing: 23_075,
          gross: 15_000,
          refunded: 100,
          fees: 435,
          paidOut: 1100,
          charges: 2,
          payouts: ['payout-EUR-2026-03-02', 'payout-EUR-2026-03-03'],
        },
      },
      { record: { reference: 'ch_17_1_1' } },
      { record: { reference: 'ch_18_1_1' } },
      { record: { reference: 're_15_1_1' } },
    ]);
  });

  it('no payout that an earlier file has listed', () => {
    const listed = { ...previous, payouts: ['payout-EUR-2026-03-02'] };
    const file = stored({ payouts: [madePayout(2, 500), madePayout(3, 600)], batches: [listed] });
    expect(file.writes()).toMatchObject([{ record: { paidOut: 600, payouts: ['payout-EUR-2026-03-03'] } }]);
  });

  it('nothing on a day on which nothing happened: it closes as it opened, and is sent all the same', () => {
    const file = stored({});
    expect(file.writes()).toMatchObject([{ record: { sequence: 2, opening: 9710, closing: 9710, charges: 0 } }]);
    file.acknowledge();
    const batch = filedBatch(3, {}, { sequence: 2, opening: 9710, closing: 9710 });
    expect(file.answerRead(...pspBooks({ batches: [previous, batch] }))).toEqual([sends]);
    expect(file.messages()).toMatchObject([{ file: { sequence: 2, opening: 9710, closing: 9710, lineCount: 0 } }]);
  });

  it('more fees and refunds than charges, and closes below zero', () => {
    const file = stored({ charges: [capturedCharge(17, 20, 31)], refunds: [paidRefund(9, 9800)] });
    // 97.10 + 0.20 - 98.00 - 0.31.
    expect(file.writes()).toMatchObject([{ record: { closing: -101 } }, {}, {}]);
  });
});

it('the file of the first date opens at zero with number 1', () => {
  const first = businessDate('2026-03-02');
  const file = bench(pspFile, { entity: 'file-EUR-2026-03-02', start: '2026-03-03T02:00:00Z' });
  file.tell({ ...fileDue, date: first });
  const charges = [capturedCharge(17, 10_000, 290, '2026-03-02')];
  expect(file.answerRead(...pspBooks({ charges }))).toEqual(['commit BatchStored']);
  expect(file.writes()).toMatchObject([{ record: { sequence: 1, opening: 0, gross: 10_000, closing: 9710 } }, {}]);
});

describe('a file that is due while the one before it is not made', () => {
  it('has that one made first, looks again, and is made as the next one', () => {
    const file = due();
    expect(file.answerRead(...pspBooks({}))).toEqual(['FileDue → psp/file-EUR-2026-03-02']);
    expect(file.messages()).toEqual([{ type: 'FileDue', currency: 'EUR', date: '2026-03-02' }]);
    expect(file.wait(2000)).toEqual([reads]);
    expect(file.answerRead(...pspBooks({}))).toEqual(['FileDue → psp/file-EUR-2026-03-02']);
    expect(file.wait(2000)).toEqual([reads]);
    expect(file.answerRead(...pspBooks({ batches: [previous] }))).toEqual(['commit BatchStored']);
    expect(file.writes()).toMatchObject([{ record: { id: 'EUR/2026-03-03', sequence: 2, opening: 9710 } }]);
  });

  it('is not made for a date before the first one', () => {
    const file = bench(pspFile, { entity: 'file-EUR-2026-03-01' });
    file.tell({ ...fileRequested, date: businessDate('2026-03-01') });
    expect(file.answerRead(...pspBooks({}))).toEqual([]);
    expect(file.state()).toBe('closed');
  });
});

describe('a file that is asked for', () => {
  const made = filedBatch(3, { gross: 5000, fees: 145 }, { sequence: 2, opening: 9710, closing: 14_565 });
  const books = pspBooks({ charges: [capturedCharge(18, 5000, 145)], batches: [previous, made] });

  it.each([['FileDue', fileDue] as const, ['FileRequested', fileRequested] as const])(
    'again, by %s, is sent again as it was, and nothing is stored',
    (_, asked) => {
      const file = bench(pspFile, { entity: 'file-EUR-2026-03-03', record: made });
      expect(file.tell(asked)).toEqual([reads]);
      expect(file.effect()).toMatchObject({ queries: [{ group: 'settled/EUR/2026-03-03' }, {}, {}, {}] });
      expect(file.answerRead(...books)).toEqual([sends]);
      expect(file.messages()).toMatchObject([{ file: { revision: 1, sequence: 2, opening: 9710, closing: 14_565 } }]);
      expect(file.done()).toBe(true);
    },
  );

  it('and was never made, since its job was missed, is made', () => {
    const file = bench(pspFile, { entity: 'file-EUR-2026-03-03' });
    expect(file.tell(fileRequested)).toEqual([reads]);
    expect(file.answerRead(...pspBooks({ batches: [previous] }))).toEqual(['commit BatchStored']);
  });

  it('while it is being made is sent once', () => {
    const file = due();
    expect(file.tell(fileDue)).toEqual([]);
    file.answerRead(...pspBooks({ batches: [previous] }));
    expect(file.tell(fileRequested)).toEqual([]);
    file.acknowledge();
    expect(file.tell(fileDue)).toEqual([]);
    expect(file.answerRead(...books)).toEqual([sends]);
  });
});

describe('after a crash', () => {
  it('an attempt that is stored after all is what is sent, whatever the second attempt had read', () => {
    const file = stored({ charges: [capturedCharge(18, 5000, 145), capturedCharge(19, 2000, 58)] });
    expect(file.refuse('exists')).toEqual([reads]);
    const first = filedBatch(3, { gross: 5000, fees: 145 }, { sequence: 2, opening: 9710, closing: 14_565 });
    const books = pspBooks({ charges: [capturedCharge(18, 5000, 145)], batches: [previous, first] });
    expect(file.answerRead(...books)).toEqual([sends]);
    expect(file.messages()).toMatchObject([{ file: { closing: 14_565, lines: [{ reference: 'ch_18_1_1' }] } }]);
  });

  it('an attempt that is stored while its books are being read is sent', () => {
    const file = due();
    expect(file.answerRead(...pspBooks({ batches: [previous, filedBatch(3, {}, { sequence: 2 })] }))).toEqual([reads]);
    expect(file.state()).toBe('readingSettled');
  });
});

describe('a database that is so slow that it is asked twice, and answers twice', () => {
  const today = capturedCharge(18, 5000, 145);
  const tomorrow = capturedCharge(19, 2000, 58, '2026-03-04');
  const made = filedBatch(3, { gross: 5000, fees: 145 }, { sequence: 2, opening: 9710, closing: 14_565 });

  it('has the file show what its batch lists, and not what was left unlisted when the second answer came', () => {
    const file = due();
    const unlisted = file.queries();
    expect(file.wait(2000)).toEqual([reads]);
    file.answerRead(...pspBooks({ charges: [today], batches: [previous] }));
    expect(file.acknowledge()).toEqual([reads]);
    // The charge of the day is listed by now; the one of the next day is not.
    const results = pspBooks({ charges: [tomorrow], batches: [previous, made] });
    expect(file.tell({ type: 'RecordsRead', queries: unlisted, results })).toEqual([]);
    expect(file.wait(2000)).toEqual([reads]);
    expect(file.answerRead(...pspBooks({ charges: [today], batches: [previous, made] }))).toEqual([sends]);
    expect(file.messages()).toMatchObject([{ file: { lineCount: 1, lines: [{ reference: 'ch_18_1_1' }] } }]);
  });

  it('tells nothing of what no file lists by what another file does', () => {
    const file = due();
    const queries = file.queries().map((query) => ({ ...query, group: 'settled/EUR/2026-03-03' }));
    const results = pspBooks({ batches: [previous, made] });
    expect(file.tell({ type: 'RecordsRead', queries, results })).toEqual([]);
    expect(file.state()).toBe('readingUnsettled');
  });
});

it('a slow database is asked again: to read, to store, and to read what is stored', () => {
  const file = due();
  expect(file.wait(2000)).toEqual([reads]);
  file.answerRead(...pspBooks({ batches: [previous] }));
  const writes = file.writes();
  expect(file.wait(2000)).toEqual(['commit BatchStored']);
  expect(file.writes()).toEqual(writes);
  expect(file.acknowledge()).toEqual([reads]);
  expect(file.wait(2000)).toEqual([reads]);
});

it('the stories visit every state', () => {
  expect(unvisitedStates(pspFile)).toEqual([]);
});
