import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { filedBatch, madePayout } from '../../test/support/psp-books.ts';
import { businessDate } from '../domain/calendar.ts';
import type { RecordsRead } from '../domain/effects.ts';
import { money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { PspPayoutRecord, SettlementBatchRecord } from '../domain/records.ts';
import { pspPayout } from './psp-payout.ts';

const payoutId = 'payout-EUR-2026-03-04';
const dayClosed: MessageOf<'DayClosed'> = { type: 'DayClosed', currency: EUR, date: businessDate('2026-03-04') };
const accepted: MessageOf<'PayoutAccepted'> = { type: 'PayoutAccepted', payoutId };
const reads = 'read settlementBatches, pspPayouts';
const instructs = 'PayoutInstructed → bank/transfer-payout-EUR-2026-03-04';
/** 97.10 for the batch of 3 March. */
const payout = madePayout(4, 9710);

function batch(day: number, gross: number, fees: number, status?: 'paidOut'): SettlementBatchRecord {
  return filedBatch(day, { gross, fees }, status === undefined ? {} : { status });
}

function books(batches: SettlementBatchRecord[], payouts: PspPayoutRecord[] = []): RecordsRead['results'] {
  return [
    { table: 'settlementBatches', records: batches },
    { table: 'pspPayouts', records: payouts },
  ];
}

function closing(settings: Partial<BenchSettings> = {}): Bench {
  const actor = bench(pspPayout, { entity: payoutId, start: '2026-03-04T23:00:00Z', ...settings });
  expect(actor.tell(dayClosed)).toEqual([reads]);
  return actor;
}

function paying(...batches: SettlementBatchRecord[]): Bench {
  const actor = closing();
  expect(actor.answerRead(...books(batches))).toEqual(['commit PayoutStored']);
  return actor;
}

describe('a payout at the cut-off of 4 March, one day after', () => {
  it('pays the batch of 3 March, 97.10 net of fees, in one transaction, and then instructs the bank until it accepts', () => {
    const due = batch(3, 10_000, 290);
    const actor = closing();
    expect(actor.effect()).toMatchObject({ queries: [{ group: 'EUR' }, { group: 'EUR' }] });
    actor.answerRead(...books([due]));
    const record = {
      id: payoutId,
      date: '2026-03-04',
      batches: ['EUR/2026-03-03'],
      status: 'instructed',
      ...money(9710, EUR),
    };
    expect(actor.writes()).toEqual([
      { op: 'insert', table: 'pspPayouts', record },
      { op: 'advance', table: 'settlementBatches', record: { ...due, status: 'paidOut' }, from: 'filed' },
    ]);
    expect(actor.acknowledge()).toEqual([reads]);
    expect(actor.answerRead(...books([{ ...due, status: 'paidOut' }], [payout]))).toEqual([instructs]);
    expect(actor.messages()).toEqual([{ type: 'PayoutInstructed', payoutId, amount: money(9710, EUR) }]);
    expect(actor.tell(accepted)).toEqual(['commit AcceptanceStored']);
    expect(actor.writes()).toEqual([{ op: 'put', table: 'pspPayouts', record: { ...record, status: 'accepted' } }]);
    expect(actor.acknowledge()).toEqual([]);
    expect(actor.done()).toBe(true);
  });

  it('takes refunds off as well', () => {
    // 100.00 - 40.00 - 2.90.
    const actor = paying(filedBatch(3, { gross: 10_000, refunded: 4000, fees: 290 }, {}));
    expect(actor.writes()).toMatchObject([{ record: { amount: 5710 } }, {}]);
  });

  it('leaves the batch of 4 March itself for the next one', () => {
    const actor = paying(batch(3, 10_000, 290), batch(4, 70_000, 2030));
    expect(actor.writes()).toMatchObject([
      { record: { amount: 9710, batches: ['EUR/2026-03-03'] } },
      { record: { id: 'EUR/2026-03-03' } },
    ]);
  });

  it('does not pay a batch twice', () => {
    const actor = paying(batch(2, 50_000, 1450, 'paidOut'), batch(3, 10_000, 290));
    expect(actor.writes()).toMatchObject([{ record: { amount: 9710, batches: ['EUR/2026-03-03'] } }, {}]);
  });

  it('pays several batches together when earlier ones were left over', () => {
    const actor = paying(batch(1, 20_000, 580), batch(2, 5000, 145), batch(3, 10_000, 290));
    // 194.20 + 48.55 + 97.10.
    expect(actor.writes()).toMatchObject([
      { record: { amount: 33_985, batches: ['EUR/2026-03-01', 'EUR/2026-03-02', 'EUR/2026-03-03'] } },
      { record: { id: 'EUR/2026-03-01', status: 'paidOut' } },
      { record: { id: 'EUR/2026-03-02', status: 'paidOut' } },
      { record: { id: 'EUR/2026-03-03', status: 'paidOut' } },
    ]);
  });

  it('sets a batch that refunds have turned negative off against the others', () => {
    const actor = paying(filedBatch(2, { refunded: 2500 }, {}), batch(3, 10_000, 290));
    // -25.00 + 97.10.
    expect(actor.writes()).toMatchObject([
      { record: { amount: 7210, batches: ['EUR/2026-03-02', 'EUR/2026-03-03'] } },
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
    ['refunds exceed the charges', [filedBatch(3, { gross: 2000, refunded: 1943, fees: 58 }, {})]],
    ['the charges of several days come to nothing', [batch(2, 20, 31), batch(3, 40, 29)]],
    ['the only batch is not due yet', [batch(4, 10_000, 290)]],
    ['everything is paid out already', [batch(3, 10_000, 290, 'paidOut')]],
  ])('when %s', (_, batches) => {
    const actor = closing();
    expect(actor.answerRead(...books(batches))).toEqual([]);
    expect(actor.state()).toBe('closed');
    expect(actor.done()).toBe(true);
  });
});

it.each([
  [2, ['EUR/2026-03-01', 'EUR/2026-03-02']],
  [3, ['EUR/2026-03-01']],
])('when charges are paid out %i days after, the batches %s are due', (payoutAfterDays, batches) => {
  const actor = closing({ policy: { payoutAfterDays } });
  actor.answerRead(...books([batch(1, 1000, 29), batch(2, 1000, 29), batch(3, 1000, 29)]));
  expect(actor.writes()).toMatchObject([{ record: { batches } }, ...batches.map((id) => ({ record: { id } }))]);
});

describe('a cut-off that is announced twice', () => {
  it('leads to one payout while it is under way', () => {
    const actor = closing();
    expect(actor.tell(dayClosed)).toEqual([]);
    actor.answerRead(...books([batch(3, 10_000, 290)]));
    expect(actor.tell(dayClosed)).toEqual([]);
    actor.acknowledge();
    expect(actor.answerRead(...books([], [payout]))).toEqual([instructs]);
    expect(actor.tell(dayClosed)).toEqual([]);
  });

  it('leads to nothing when the payout was made and accepted', () => {
    const actor = bench(pspPayout, { entity: payoutId, record: { ...payout, status: 'accepted' } });
    expect(actor.tell(dayClosed)).toEqual([]);
    expect(actor.done()).toBe(true);
  });
});

describe('two payouts of one currency at once', () => {
  it('pay a batch once: the second is refused, reads again, and pays what the first has left', () => {
    const actor = paying(batch(2, 5000, 145), batch(3, 10_000, 290));
    expect(actor.refuse('stale')).toEqual([reads]);
    const first = madePayout(3, 4855);
    expect(actor.answerRead(...books([batch(2, 5000, 145, 'paidOut'), batch(3, 10_000, 290)], [first]))).toEqual([
      'commit PayoutStored',
    ]);
    expect(actor.writes()).toMatchObject([{ record: { amount: 9710, batches: ['EUR/2026-03-03'] } }, {}]);
  });
});

describe('a bank that does not answer', () => {
  const round = [instructs, instructs, instructs];

  it('is instructed three times in each of three rounds, ten minutes apart, and heard whenever it answers', () => {
    const actor = paying(batch(3, 10_000, 290));
    actor.acknowledge();
    expect(actor.answerRead(...books([], [payout]))).toEqual([instructs]);
    expect(actor.wait(10_000)).toEqual([instructs, instructs]);
    expect(actor.state()).toBe('instructing.parked');
    expect(actor.wait(600_000)).toEqual(round);
    expect(actor.wait(610_000)).toEqual(round);
    expect(actor.state()).toBe('instructing.listening');
    expect(actor.wait(86_400_000)).toEqual([]);
    expect(actor.tell(accepted)).toEqual(['commit AcceptanceStored']);
  });

  it('is instructed again by an operator, while the work is parked and after the last round', () => {
    const actor = paying(batch(3, 10_000, 290));
    actor.acknowledge();
    actor.answerRead(...books([], [payout]));
    actor.wait(10_000);
    expect(actor.tell({ type: 'Resumed' })).toEqual([instructs]);
    actor.wait(3_600_000);
    expect(actor.state()).toBe('instructing.listening');
    expect(actor.tell({ type: 'Resumed' })).toEqual([instructs]);
  });
});

describe('after a crash', () => {
  it.each([['an operator or the restart', { type: 'Resumed' } as const] as const, ['its job', dayClosed] as const])(
    'a payout that is stored instructs the bank again, woken by %s',
    (_, event) => {
      const actor = bench(pspPayout, { entity: payoutId, record: payout });
      expect(actor.tell(event)).toEqual([instructs]);
      expect(actor.messages()).toEqual([{ type: 'PayoutInstructed', payoutId, amount: money(9710, EUR) }]);
    },
  );

  it('a payout that sleeps hears the bank', () => {
    const actor = bench(pspPayout, { entity: payoutId, record: payout });
    expect(actor.tell(accepted)).toEqual(['commit AcceptanceStored']);
    expect(actor.wait(2000)).toEqual(['commit AcceptanceStored']);
    actor.acknowledge();
    expect(actor.done()).toBe(true);
  });

  it('an attempt that is stored after all is what the bank is instructed with', () => {
    const actor = paying(batch(2, 5000, 145), batch(3, 10_000, 290));
    actor.refuse('exists');
    expect(actor.answerRead(...books([batch(3, 10_000, 290, 'paidOut')], [payout]))).toEqual([instructs]);
    expect(actor.messages()).toMatchObject([{ amount: { amount: 9710 } }]);
  });

  it.each([['no payout was made', undefined] as const, ['it is accepted', { ...payout, status: 'accepted' }] as const])(
    'what has nothing to do stays asleep: %s',
    (_, record) => {
      const actor = bench(pspPayout, { entity: payoutId, record });
      expect(actor.tell({ type: 'Resumed' })).toEqual([]);
      expect(actor.tell(accepted)).toEqual([]);
      expect(actor.state()).toBe('waitingForCutOff');
    },
  );
});

it('a slow database is asked again: to read and to store', () => {
  const actor = closing();
  expect(actor.wait(2000)).toEqual([reads]);
  actor.answerRead(...books([batch(3, 10_000, 290)]));
  expect(actor.answerRead(...books([batch(3, 10_000, 290)]))).toEqual([]);
  const writes = actor.writes();
  expect(actor.wait(2000)).toEqual(['commit PayoutStored']);
  expect(actor.writes()).toEqual(writes);
});

it('the stories visit every state', () => {
  expect(unvisitedStates(pspPayout)).toEqual([]);
});
