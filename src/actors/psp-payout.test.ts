import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { SettlementBatchRecord } from '../domain/records.ts';
import { pspPayout } from './psp-payout.ts';

const date = businessDate('2026-03-04');
const dayClosed: MessageOf<'DayClosed'> = { type: 'DayClosed', currency: EUR, date };
const instructs = 'PayoutInstructed → bank/transfer-payout-EUR-2026-03-04';

function batch(
  day: number,
  gross: number,
  fees: number,
  status: SettlementBatchRecord['status'] = 'filed',
): SettlementBatchRecord {
  const zero = minorUnits(0);
  return {
    id: `EUR/2026-03-0${day}`,
    currency: EUR,
    date: businessDate(`2026-03-0${day}`),
    sequence: day,
    opening: zero,
    gross: minorUnits(gross),
    fees: minorUnits(fees),
    paidOut: zero,
    closing: minorUnits(gross - fees),
    charges: 1,
    status,
  };
}

function closing(settings: Partial<BenchSettings> = {}): Bench {
  const payout = bench(pspPayout, { entity: 'payout-EUR-2026-03-04', start: '2026-03-04T23:00:00Z', ...settings });
  expect(payout.tell(dayClosed)).toEqual(['read settlementBatches']);
  return payout;
}

function paying(...batches: SettlementBatchRecord[]): Bench {
  const payout = closing();
  expect(payout.answerRead({ table: 'settlementBatches', records: batches })).toEqual(['commit PayoutStored']);
  return payout;
}

describe('a payout at the cut-off of 4 March, one day after', () => {
  it('pays the batch of 3 March, 97.10 net of fees, in one transaction, and then instructs the bank', () => {
    const due = batch(3, 10_000, 290);
    const payout = closing();
    expect(payout.effect()).toEqual({ type: 'read', queries: [{ table: 'settlementBatches', group: 'EUR' }] });
    expect(payout.answerRead({ table: 'settlementBatches', records: [due] })).toEqual(['commit PayoutStored']);
    const record = {
      id: 'payout-EUR-2026-03-04',
      date: '2026-03-04',
      batches: ['EUR/2026-03-03'],
      ...money(9710, EUR),
    };
    expect(payout.writes()).toEqual([
      { op: 'insert', table: 'pspPayouts', record },
      { op: 'put', table: 'settlementBatches', record: { ...due, status: 'paidOut' } },
    ]);
    expect(payout.acknowledge()).toEqual([instructs]);
    expect(payout.messages()).toEqual([
      { type: 'PayoutInstructed', payoutId: 'payout-EUR-2026-03-04', amount: money(9710, EUR) },
    ]);
    expect(payout.done()).toBe(true);
  });

  it('leaves the batch of 4 March itself for the next one', () => {
    const payout = paying(batch(3, 10_000, 290), batch(4, 70_000, 2030));
    expect(payout.writes()).toMatchObject([
      { record: { amount: 9710, batches: ['EUR/2026-03-03'] } },
      { record: { id: 'EUR/2026-03-03' } },
    ]);
  });

  it('does not pay a batch twice', () => {
    const payout = paying(batch(2, 50_000, 1450, 'paidOut'), batch(3, 10_000, 290));
    expect(payout.writes()).toMatchObject([{ record: { amount: 9710, batches: ['EUR/2026-03-03'] } }, {}]);
  });

  it('pays several batches together when earlier ones were left over', () => {
    const payout = paying(batch(1, 20_000, 580), batch(2, 5000, 145), batch(3, 10_000, 290));
    // 194.20 + 48.55 + 97.10.
    expect(payout.writes()).toMatchObject([
      { record: { amount: 33_985, batches: ['EUR/2026-03-01', 'EUR/2026-03-02', 'EUR/2026-03-03'] } },
      { record: { id: 'EUR/2026-03-01', status: 'paidOut' } },
      { record: { id: 'EUR/2026-03-02', status: 'paidOut' } },
      { record: { id: 'EUR/2026-03-03', status: 'paidOut' } },
    ]);
  });

  it('sets a batch that fees have turned negative off against the others', () => {
    const payout = paying(batch(2, 20, 31), batch(3, 10_000, 290));
    // -0.11 + 97.10.
    expect(payout.writes()).toMatchObject([
      { record: { amount: 9699, batches: ['EUR/2026-03-02', 'EUR/2026-03-03'] } },
      {},
      {},
    ]);
  });
});

describe('nothing is paid out', () => {
  it.each([
    ['nothing was filed', []],
    ['the day brought no charges', [batch(3, 0, 0)]],
    ['fees exceed the charges: the negative balance is carried forward', [batch(3, 20, 31)]],
    ['the charges of several days come to nothing', [batch(2, 20, 31), batch(3, 40, 29)]],
    ['the only batch is not due yet', [batch(4, 10_000, 290)]],
    ['everything is paid out already', [batch(3, 10_000, 290, 'paidOut')]],
  ])('when %s', (_, records) => {
    const payout = closing();
    expect(payout.answerRead({ table: 'settlementBatches', records })).toEqual([]);
    expect(payout.state()).toBe('closed');
    expect(payout.done()).toBe(true);
  });
});

it.each([
  [2, ['EUR/2026-03-01', 'EUR/2026-03-02']],
  [3, ['EUR/2026-03-01']],
])('when charges are paid out %i days after, the batches %s are due', (payoutAfterDays, batches) => {
  const payout = closing({ policy: { payoutAfterDays } });
  payout.answerRead({
    table: 'settlementBatches',
    records: [batch(1, 1000, 29), batch(2, 1000, 29), batch(3, 1000, 29)],
  });
  expect(payout.writes()).toMatchObject([{ record: { batches } }, ...batches.map((id) => ({ record: { id } }))]);
});

describe('a cut-off that is announced twice', () => {
  it('leads to one payout while it is under way', () => {
    const payout = closing();
    expect(payout.tell(dayClosed)).toEqual([]);
    payout.answerRead({ table: 'settlementBatches', records: [batch(3, 10_000, 290)] });
    expect(payout.tell(dayClosed)).toEqual([]);
    expect(payout.acknowledge()).toEqual([instructs]);
  });

  it('leads to nothing when the payout was made', () => {
    const record = { id: 'payout-EUR-2026-03-04', date, batches: ['EUR/2026-03-03'], ...money(9710, EUR) };
    const payout = bench(pspPayout, { entity: 'payout-EUR-2026-03-04', record });
    expect(payout.tell(dayClosed)).toEqual([]);
    expect(payout.done()).toBe(true);
  });
});

describe('a slow database', () => {
  it('is read again, and the second answer is not paid out as well', () => {
    const payout = closing();
    expect(payout.wait(2000)).toEqual(['read settlementBatches']);
    expect(payout.answerRead({ table: 'settlementBatches', records: [batch(3, 10_000, 290)] })).toEqual([
      'commit PayoutStored',
    ]);
    expect(payout.answerRead({ table: 'settlementBatches', records: [batch(3, 10_000, 290)] })).toEqual([]);
    expect(payout.acknowledge()).toEqual([instructs]);
  });

  it('is asked again to store the payout, and may refuse it because it is there: the bank is instructed once', () => {
    const payout = paying(batch(3, 10_000, 290));
    const writes = payout.writes();
    expect(payout.wait(2000)).toEqual(['commit PayoutStored']);
    expect(payout.writes()).toEqual(writes);
    expect(payout.refuse('exists')).toEqual([instructs]);
    expect(payout.acknowledge()).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(pspPayout)).toEqual([]);
});
