import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money, type Money } from '../domain/money.ts';
import type { ChargeRecord, PspRefundRecord, RefundTotalRecord } from '../domain/records.ts';
import { chargeRefunds } from './charge-refunds.ts';

const order = orderId(17, 2);
const key = idempotencyKey(order, 1);
/** 00:30 in Amsterdam, on the third of March. */
const start = '2026-03-02T23:30:00Z';
const at = Date.parse(start);
const reads = 'read refundTotals, pspRefunds';
const commits = 'commit RefundStored';

/** A charge of 23.77. */
const charge: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: order,
  card: 'card-8',
  status: 'captured',
  authorised: minorUnits(2377),
  fee: minorUnits(94),
  capturedAt: 1,
  businessDate: businessDate('2026-03-02'),
  ...money(2377, EUR),
};

function request(n: number, amount: number | Money): MessageOf<'RefundRequested'> {
  const wanted = typeof amount === 'number' ? money(amount, EUR) : amount;
  return { type: 'RefundRequested', refundId: refundId(order, n), orderId: order, key, amount: wanted };
}

function inquiry(n: number): MessageOf<'RefundInquiry'> {
  return { type: 'RefundInquiry', refundId: refundId(order, n), orderId: order, key };
}

function stored(n: number, amount: number, change: Partial<PspRefundRecord> = {}): PspRefundRecord {
  const id = refundId(order, n);
  const when = { refundedAt: at, businessDate: businessDate('2026-03-03') };
  return {
    id,
    reference: refundReference(id),
    orderId: order,
    key,
    status: 'refunded',
    ...when,
    ...money(amount, EUR),
    ...change,
  };
}

function total(refunded: number, version: number): RefundTotalRecord {
  return { id: key, orderId: order, refunded: minorUnits(refunded), version };
}

function psp(settings: Partial<BenchSettings> = {}): Bench {
  return bench(chargeRefunds, { entity: 'refunds-order-17.2:1', record: charge, start, ...settings });
}

/** The database says what it holds of the charge's refunds. */
function answerRead(desk: Bench, totals: readonly RefundTotalRecord[], refunds: readonly PspRefundRecord[]): string[] {
  return desk.answerRead({ table: 'refundTotals', records: totals }, { table: 'pspRefunds', records: refunds });
}

function answers(n: number): string {
  return `RefundAnswered → executor/refund-17.2.${n}`;
}

describe('a refund of a whole charge of 23.77', () => {
  it('is stored with the total, then answered as it is stored', () => {
    const desk = psp();
    expect(desk.tell(request(1, 2377))).toEqual([reads]);
    expect(desk.effect()).toEqual({
      type: 'read',
      queries: [
        { table: 'refundTotals', group: 'order-17.2:1' },
        { table: 'pspRefunds', group: 'charge/order-17.2:1' },
      ],
    });
    expect(answerRead(desk, [], [])).toEqual([commits]);
    expect(desk.effect()).toMatchObject({ about: 'refund-17.2.1' });
    expect(desk.writes()).toEqual([
      {
        op: 'insert',
        table: 'pspRefunds',
        record: {
          id: 'refund-17.2.1',
          reference: 're_17_2_1',
          orderId: 'order-17.2',
          key: 'order-17.2:1',
          status: 'refunded',
          refundedAt: at,
          businessDate: '2026-03-03',
          ...money(2377, EUR),
        },
      },
      { op: 'insert', table: 'refundTotals', record: total(2377, 1) },
    ]);
    expect(desk.acknowledge()).toEqual([reads]);
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377)])).toEqual([answers(1)]);
    expect(desk.messages()).toEqual([
      {
        type: 'RefundAnswered',
        refundId: 'refund-17.2.1',
        orderId: 'order-17.2',
        outcome: { status: 'refunded', reference: 're_17_2_1', refundedAt: at },
      },
    ]);
    expect(desk.done()).toBe(true);
  });

  it('that is asked for again is answered again, and not paid again', () => {
    const desk = psp();
    desk.tell(request(1, 2377));
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377)])).toEqual([answers(1)]);
    expect(desk.messages()).toMatchObject([{ outcome: { status: 'refunded', refundedAt: at } }]);
  });

  it('that is asked for twice at once is stored once and answered twice', () => {
    const desk = psp();
    desk.tell(request(1, 2377));
    expect(desk.tell(request(1, 2377))).toEqual([]);
    answerRead(desk, [], []);
    expect(desk.tell(inquiry(1))).toEqual([]);
    desk.acknowledge();
    const known = [[total(2377, 1)], [stored(1, 2377)]] as const;
    expect(answerRead(desk, ...known)).toEqual([answers(1), reads]);
    expect(answerRead(desk, ...known)).toEqual([answers(1), reads]);
    expect(answerRead(desk, ...known)).toEqual([answers(1)]);
    expect(desk.times(commits)).toEqual([0]);
  });

  it('under the same id for another amount is refused, and the first stays as it is', () => {
    const desk = psp();
    desk.tell(request(1, 1000));
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377)])).toEqual([answers(1)]);
    expect(desk.messages()).toMatchObject([{ outcome: { status: 'refused', code: 'idempotency_key_reused' } }]);
  });
});

describe('what the PSP does not pay', () => {
  it.each([
    ['a penny more than is left', charge, request(2, 1189), 'refund_exceeds_charge'],
    ['a charge that is still processing', { ...charge, status: 'processing' }, request(2, 1), 'charge_not_captured'],
    ['a charge that was declined', { ...charge, status: 'declined' }, request(2, 1), 'charge_not_captured'],
    ['a charge that nobody made', undefined, request(2, 1), 'charge_not_captured'],
    ['nothing', charge, request(2, 0), 'amount_not_positive'],
    ['less than nothing', charge, request(2, -5), 'amount_not_positive'],
    ['another currency', charge, request(2, money(100, currency('USD'))), 'currency_mismatch'],
  ])('%s: the refusal is stored and is as final as a payment', (_, record, asked, code) => {
    const desk = psp({ record });
    desk.tell(asked);
    expect(answerRead(desk, [total(1189, 1)], [stored(1, 1189)])).toEqual([commits]);
    const refusal = stored(2, asked.amount.amount, { status: 'refused', code, currency: asked.amount.currency });
    expect(desk.writes()).toEqual([{ op: 'insert', table: 'pspRefunds', record: refusal }]);
    desk.acknowledge();
    expect(answerRead(desk, [total(1189, 1)], [stored(1, 1189), refusal])).toEqual([answers(2)]);
    expect(desk.messages()).toMatchObject([{ outcome: { status: 'refused', code } }]);
  });

  it('the last penny that is left is paid', () => {
    const desk = psp();
    desk.tell(request(2, 1188));
    answerRead(desk, [total(1189, 4)], [stored(1, 1189)]);
    expect(desk.writes()).toEqual([
      { op: 'insert', table: 'pspRefunds', record: stored(2, 1188) },
      { op: 'replace', table: 'refundTotals', record: total(2377, 5), version: 4 },
    ]);
  });

  it('a request that was five minutes on its way is acted upon, and a millisecond later it is not', () => {
    const desk = psp();
    expect(desk.tell(request(1, 2377), 300_001)).toEqual([]);
    expect(desk.state()).toBe('waitingForRequest');
    expect(desk.tell(request(1, 2377), 300_000)).toEqual([reads]);
    expect(desk.tell(request(2, 1), 300_001)).toEqual([]);
    answerRead(desk, [], []);
    expect(desk.tell(request(2, 1), 300_001)).toEqual([]);
    desk.acknowledge();
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377)])).toEqual([answers(1)]);
    expect(desk.done()).toBe(true);
  });
});

describe('two refunds of 15.00 at once of a charge of 23.77', () => {
  it('take their turns, and exactly one is paid', () => {
    const desk = psp();
    desk.tell(request(1, 1500));
    expect(desk.tell(request(2, 1500))).toEqual([]);
    answerRead(desk, [], []);
    desk.acknowledge();
    expect(answerRead(desk, [total(1500, 1)], [stored(1, 1500)])).toEqual([answers(1), reads]);
    expect(desk.messages()).toMatchObject([{ outcome: { status: 'refunded' } }]);
    expect(answerRead(desk, [total(1500, 1)], [stored(1, 1500)])).toEqual([commits]);
    expect(desk.writes()).toMatchObject([{ record: { id: 'refund-17.2.2', status: 'refused' } }]);
    desk.acknowledge();
    const refusal = stored(2, 1500, { status: 'refused', code: 'refund_exceeds_charge' });
    expect(answerRead(desk, [total(1500, 1)], [stored(1, 1500), refusal])).toEqual([answers(2)]);
    expect(desk.messages()).toMatchObject([{ outcome: { status: 'refused', code: 'refund_exceeds_charge' } }]);
  });

  it('are held apart by the version when the first was still being stored as the PSP restarted', () => {
    const desk = psp();
    desk.tell(request(2, 1500));
    expect(answerRead(desk, [], [])).toEqual([commits]);
    // The commit of before the restart came first: the total is there, and says more than was read.
    expect(desk.refuse('exists')).toEqual([reads]);
    answerRead(desk, [total(1500, 1)], [stored(1, 1500)]);
    expect(desk.writes()).toMatchObject([{ record: { status: 'refused', code: 'refund_exceeds_charge' } }]);
  });
});

describe('an inquiry', () => {
  it('about a refund that nobody asked for finds nothing and stores nothing', () => {
    const desk = psp();
    expect(desk.tell(inquiry(2))).toEqual([reads]);
    expect(answerRead(desk, [total(1189, 1)], [stored(1, 1189)])).toEqual(['RefundNotFound → executor/refund-17.2.2']);
    expect(desk.messages()).toEqual([{ type: 'RefundNotFound', refundId: 'refund-17.2.2', orderId: 'order-17.2' }]);
    expect(desk.done()).toBe(true);
  });

  it('is answered however old it is', () => {
    const desk = psp();
    expect(desk.tell(inquiry(1), 86_400_000)).toEqual([reads]);
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377)])).toEqual([answers(1)]);
  });
});

describe('a slow database', () => {
  it('is asked again for the same refund, at its first instant', () => {
    const desk = psp();
    desk.tell(request(1, 2377));
    expect(desk.wait(2000)).toEqual([reads]);
    answerRead(desk, [], []);
    const writes = desk.writes();
    expect(desk.wait(2000)).toEqual([commits]);
    expect(desk.writes()).toEqual(writes);
    expect(desk.writes()).toMatchObject([{ record: { refundedAt: at + 2000 } }, {}]);
  });

  it('may have stored it by an earlier commit: what is answered is what is stored', () => {
    const desk = psp();
    desk.tell(request(1, 2377));
    answerRead(desk, [], []);
    expect(desk.refuse('exists')).toEqual([reads]);
    expect(answerRead(desk, [total(2377, 1)], [stored(1, 2377, { refundedAt: at - 60_000 })])).toEqual([answers(1)]);
    expect(desk.messages()).toMatchObject([{ outcome: { refundedAt: at - 60_000 } }]);
  });

  it('may have let another refund in first: the total is read again, and what is left is paid', () => {
    const desk = psp();
    desk.tell(request(2, 1000));
    answerRead(desk, [total(100, 1)], [stored(1, 100)]);
    expect(desk.refuse('stale')).toEqual([reads]);
    answerRead(desk, [total(1300, 2)], [stored(1, 100), stored(3, 1200)]);
    expect(desk.writes()).toMatchObject([{}, { op: 'replace', version: 2, record: { refunded: 2300, version: 3 } }]);
  });

  it('that acknowledges late is about nobody', () => {
    const desk = psp();
    desk.tell(request(1, 2377));
    expect(desk.tell({ type: 'RefundStored', about: 'refund-17.2.1' })).toEqual([]);
    expect(desk.state()).toBe('readingRefunds');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(chargeRefunds)).toEqual([]);
});
