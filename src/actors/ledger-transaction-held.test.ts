import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { ChargeLine } from '../domain/settlement-file.ts';
import { ledgerTransaction } from './ledger-transaction.ts';

const at = Date.parse('2026-03-02T12:00:00Z');

function chargeLine(n: number, gross: number, fee: number): ChargeLine {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return { type: 'charge', reference, orderId: order, capturedAt: at, gross: minorUnits(gross), fee: minorUnits(fee) };
}

const postFile: MessageOf<'PostFile'> = {
  type: 'PostFile',
  requestId: 'psp/EUR/2026-03-02',
  currency: EUR,
  date: businessDate('2026-03-02'),
  lines: [
    chargeLine(17, 10_000, 290),
    chargeLine(18, 500, 15),
    { type: 'payout', reference: 'payout-EUR-2026-03-02', amount: minorUnits(9710) },
  ],
};

describe('a file of which the ledger holds a transaction already', () => {
  const reads = 'read postedRequests';
  const confirms = 'FilePosted → reconciliation/psp-EUR-2026-03-02';
  const none = { table: 'postedRequests', records: [] } as const;

  function refused(): Bench {
    const posting = bench(ledgerTransaction, { entity: 'posting-psp/EUR/2026-03-02' });
    posting.tell(postFile);
    expect(posting.refuse('exists')).toEqual([reads]);
    return posting;
  }

  it('because it was posted before is confirmed', () => {
    const posting = refused();
    const record = { id: 'psp/EUR/2026-03-02', at, transactions: 3 };
    expect(posting.answerRead({ table: 'postedRequests', records: [record] })).toEqual([confirms]);
  });

  it('because of another file has what is missing appended one by one, and is confirmed when it is on record', () => {
    const posting = refused();
    expect(posting.wait(2000)).toEqual([reads]);
    expect(posting.answerRead(none)).toEqual(['commit TransactionAppended']);
    expect(posting.effect()).toMatchObject({ about: 'pspFee/ch_17_1_1' });
    // An answer that is not about this transaction says nothing of it.
    expect(posting.tell({ type: 'TransactionAppended', about: 'pspFee/ch_18_1_1' })).toEqual([]);
    expect(posting.refuse('exists')).toEqual(['commit TransactionAppended']);
    expect(posting.writes()).toMatchObject([{ op: 'insert', record: { id: 'pspFee/ch_18_1_1' } }]);
    expect(posting.wait(2000)).toEqual(['commit TransactionAppended']);
    expect(posting.acknowledge()).toEqual(['commit TransactionAppended']);
    expect(posting.writes()).toMatchObject([{ record: { id: 'payout/payout-EUR-2026-03-02' } }]);
    expect(posting.acknowledge()).toEqual(['commit RequestStored']);
    expect(posting.writes()).toEqual([
      { op: 'insert', table: 'postedRequests', record: { id: 'psp/EUR/2026-03-02', at, transactions: 2 } },
    ]);
    expect(posting.wait(2000)).toEqual(['commit RequestStored']);
    expect(posting.refuse('exists')).toEqual([confirms]);
  });

  it('is not confirmed by a late answer about one of its lines, before it is on record', () => {
    const posting = refused();
    posting.answerRead(none);
    for (let line = 1; line < 3; line += 1) posting.acknowledge();
    expect(posting.acknowledge()).toEqual(['commit RequestStored']);
    const [ack, about] = ['TransactionAppended', 'payout/payout-EUR-2026-03-02'];
    expect(posting.tell({ type: 'CommitRefused', ack, about, reason: 'exists' })).toEqual([]);
    expect(posting.acknowledge()).toEqual([confirms]);
  });

  it('may hold all of them, and is on record all the same', () => {
    const posting = refused();
    posting.answerRead(none);
    for (let line = 1; line < 3; line += 1) expect(posting.refuse('exists')).toEqual(['commit TransactionAppended']);
    expect(posting.refuse('exists')).toEqual(['commit RequestStored']);
    expect(posting.writes()).toMatchObject([{ record: { transactions: 0 } }]);
    expect(posting.acknowledge()).toEqual([confirms]);
  });
});

it('the stories visit the states that only such a file leads to', () => {
  const elsewhere = new Set(['waitingForRequest', 'appending', 'posted']);
  expect(unvisitedStates(ledgerTransaction).filter((state) => !elsewhere.has(state))).toEqual([]);
});
