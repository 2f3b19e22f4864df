import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import {
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from '../domain/ids.ts';
import type { MessageOf, RefundOutcome } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord, RefundBalanceRecord, RefundRecord } from '../domain/records.ts';
import { refundSaga } from './refund-saga.ts';

const order = orderId(17, 2);
const id = refundId(order, 1);
const about = { refundId: id, orderId: order };
/** 23:59:55 in Amsterdam. */
const refundedAt = Date.parse('2026-03-02T22:59:55Z');
const posted: OrderProgressRecord = {
  id: order,
  checkoutId: checkoutId(17),
  sellerId: sellerId(3),
  card: 'card-8',
  status: 'posted',
  pspReference: pspReference(idempotencyKey(order, 2)),
  saleAt: 1,
  ...money(2377, EUR),
};
const accepted: RefundRecord = {
  id,
  orderId: order,
  sellerId: sellerId(3),
  key: idempotencyKey(order, 2),
  status: 'accepted',
  before: minorUnits(0),
  ...money(2377, EUR),
};
const paid: RefundRecord = { ...accepted, status: 'paid', pspReference: refundReference(id), refundedAt };
const refused: RefundRecord = { ...accepted, status: 'refused', reason: 'refund_exceeds_charge' };

function asks(amount: number): MessageOf<'RefundAsked'> {
  return { type: 'RefundAsked', ...about, amount: money(amount, EUR) };
}
function executed(outcome: RefundOutcome): MessageOf<'RefundExecuted'> {
  return { type: 'RefundExecuted', ...about, outcome };
}
const refunded = executed({ status: 'refunded', reference: refundReference(id), refundedAt });
const notPaid = executed({ status: 'refused', code: 'refund_exceeds_charge' });
const debited: MessageOf<'SellerDebited'> = {
  type: 'SellerDebited',
  ...about,
  sellerId: sellerId(3),
  amount: money(2139, EUR),
};
const inLedger: MessageOf<'RefundPosted'> = { type: 'RefundPosted', ...about };

const reads = 'read orderProgress, refundBalances, refunds';
const accepts = 'RefundAccepted → shop/refund-17.2.1';
const executes = 'ExecuteRefund → executor/refund-17.2.1';
const debits = 'DebitSeller → wallet/seller-3:EUR';
const posts = 'PostRefund → ledger/posting-refund-17.2.1';
const closes = 'RefundClosed → shop/refund-17.2.1';

function balance(reserved: number, version: number): RefundBalanceRecord {
  return { id: order, reserved: minorUnits(reserved), version };
}

function saga(settings: Partial<BenchSettings> = {}): Bench {
  return bench(refundSaga, { entity: 'refund-17.2.1', start: '2026-03-02T22:59:50Z', ...settings });
}

/** The database says what it holds of the order. */
function answerRead(
  refund: Bench,
  orders: readonly OrderProgressRecord[],
  balances: readonly RefundBalanceRecord[] = [],
  refunds: readonly RefundRecord[] = [],
): string[] {
  return refund.answerRead(
    { table: 'orderProgress', records: orders },
    { table: 'refundBalances', records: balances },
    { table: 'refunds', records: refunds },
  );
}

function executing(settings: Partial<BenchSettings> = {}): Bench {
  const refund = saga(settings);
  expect(refund.tell(asks(2377))).toEqual([reads]);
  expect(answerRead(refund, [posted])).toEqual(['commit RefundStored']);
  expect(refund.acknowledge()).toEqual([accepts, executes]);
  return refund;
}

function debiting(): Bench {
  const refund = executing();
  expect(refund.tell(refunded)).toEqual(['commit PaymentStored']);
  expect(refund.acknowledge()).toEqual([debits]);
  return refund;
}

function posting(): Bench {
  const refund = debiting();
  expect(refund.tell(debited)).toEqual(['commit DebitStored']);
  expect(refund.acknowledge()).toEqual([posts]);
  return refund;
}

describe('a full refund of 23.77 at a platform fee of 10 %', () => {
  it('reserves the amount in one transaction with the refund, before anybody is asked for money', () => {
    const refund = saga();
    refund.tell(asks(2377));
    expect(refund.effect()).toEqual({
      type: 'read',
      queries: ['orderProgress', 'refundBalances', 'refunds'].map((table) => ({ table, group: 'order-17.2' })),
    });
    answerRead(refund, [posted]);
    expect(refund.writes()).toEqual([
      { op: 'insert', table: 'refunds', record: accepted },
      { op: 'insert', table: 'refundBalances', record: balance(2377, 1) },
    ]);
  });

  it('has the executor pay it back on the charge that succeeded', () => {
    expect(executing().messages()).toEqual([
      { type: 'ExecuteRefund', ...about, key: 'order-17.2:2', amount: money(2377, EUR) },
    ]);
  });

  it('takes 21.39 from the seller, which is what the sale brought, once the payment is stored', () => {
    const refund = debiting();
    expect(refund.writes()).toEqual([{ op: 'put', table: 'refunds', record: paid }]);
    // 10 % of 23.77 is 2.377: 2.38 for the platform, by the larger remainder.
    expect(refund.messages()).toEqual([
      { type: 'DebitSeller', ...about, sellerId: 'seller-3', amount: money(2139, EUR) },
    ]);
  });

  it('is posted with 21.39 from the seller and 2.38 from the platform, under the date on which the PSP paid', () => {
    const refund = posting();
    expect(refund.writes()).toEqual([{ op: 'put', table: 'refunds', record: { ...paid, status: 'debited' } }]);
    expect(refund.messages()).toEqual([
      {
        type: 'PostRefund',
        ...about,
        refund: {
          ...about,
          sellerId: 'seller-3',
          amount: money(2377, EUR),
          allocation: { seller: money(2139, EUR), platform: money(238, EUR) },
          pspReference: 're_17_2_1',
          refundDate: '2026-03-02',
        },
      },
    ]);
  });

  it('is reported to the buyer when the posting is stored', () => {
    const refund = posting();
    expect(refund.tell(inLedger)).toEqual(['commit PostingStored']);
    expect(refund.writes()).toEqual([{ op: 'put', table: 'refunds', record: { ...paid, status: 'posted' } }]);
    expect(refund.acknowledge()).toEqual([closes]);
    expect(refund.messages()).toEqual([{ type: 'RefundClosed', ...about, outcome: 'refunded' }]);
    expect(refund.done()).toBe(true);
  });
});

describe('a second refund of the order', () => {
  it('takes the shares that the first one left', () => {
    const refund = saga();
    refund.tell(asks(1377));
    answerRead(refund, [posted], [balance(1000, 1)]);
    expect(refund.writes()).toMatchObject([
      { op: 'insert', record: { before: 1000, amount: 1377 } },
      { op: 'replace', table: 'refundBalances', version: 1, record: balance(2377, 2) },
    ]);
    refund.acknowledge();
    refund.tell(refunded);
    refund.acknowledge();
    // The first one took 9.00 of the 21.39.
    expect(refund.messages()).toMatchObject([{ amount: money(1239, EUR) }]);
  });

  it('that would exceed the order by a penny is refused, and the refusal is stored', () => {
    const refund = saga();
    refund.tell(asks(1378));
    expect(answerRead(refund, [posted], [balance(1000, 1)])).toEqual(['commit RefusalStored']);
    expect(refund.writes()).toEqual([
      {
        op: 'insert',
        table: 'refunds',
        record: { ...refused, amount: 1378, before: 1000, reason: 'refund_exceeds_order' },
      },
    ]);
    expect(refund.acknowledge()).toEqual([closes]);
    expect(refund.messages()).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('two refunds of 15.00 at once of an order of 23.77', () => {
  it('both find everything left, and exactly one is reserved', () => {
    const [first, second] = [saga(), saga({ entity: 'refund-17.2.2' })];
    for (const refund of [first, second]) {
      refund.tell(asks(1500));
      expect(answerRead(refund, [posted])).toEqual(['commit RefundStored']);
    }
    expect(first.acknowledge()).toEqual([accepts, executes]);
    // The balance that the second one wanted to begin is there already.
    expect(second.refuse('exists')).toEqual([reads]);
    const mine = { ...accepted, ...money(1500, EUR) };
    expect(answerRead(second, [posted], [balance(1500, 1)], [mine])).toEqual(['commit RefusalStored']);
    expect(second.acknowledge()).toEqual(['RefundClosed → shop/refund-17.2.2']);
  });

  it('that fit after all are both reserved, one on the version that the other left', () => {
    const refund = saga();
    refund.tell(asks(1000));
    answerRead(refund, [posted], [balance(500, 3)]);
    expect(refund.refuse('stale')).toEqual([reads]);
    expect(answerRead(refund, [posted], [balance(900, 4)])).toEqual(['commit RefundStored']);
    expect(refund.writes()).toMatchObject([{ record: { before: 900 } }, { version: 4, record: balance(1900, 5) }]);
  });
});

describe('an order that is not paid', () => {
  it.each(['accepted', 'captured', 'credited'] as const)(
    'yet, being %s, leaves the buyer without an answer',
    (status) => {
      const refund = saga();
      refund.tell(asks(2377));
      expect(answerRead(refund, [{ ...posted, status }])).toEqual([]);
      expect(refund.done()).toBe(true);
    },
  );

  it('as far as the payment service knows, since it knows no such order, is not answered either', () => {
    const refund = saga();
    refund.tell(asks(2377));
    expect(answerRead(refund, [])).toEqual([]);
    expect(refund.done()).toBe(true);
  });

  it('because it was declined is refused at once, and nothing is stored', () => {
    const refund = saga();
    refund.tell(asks(2377));
    expect(answerRead(refund, [{ ...posted, status: 'declined' }])).toEqual([closes]);
    expect(refund.messages()).toEqual([{ type: 'RefundClosed', ...about, outcome: 'refused' }]);
  });

  it.each([0, -100])('nor is one of which %d is wanted back', (amount) => {
    const refund = saga();
    refund.tell(asks(amount));
    answerRead(refund, [posted]);
    expect(refund.writes()).toMatchObject([{ table: 'refunds', record: { status: 'refused' } }]);
  });
});

describe('a refund that the PSP refuses', () => {
  it('gives back what was reserved, in one transaction with the refusal', () => {
    const refund = executing();
    expect(refund.tell(notPaid)).toEqual([reads]);
    expect(answerRead(refund, [posted], [balance(2377, 3)], [accepted])).toEqual(['commit RefusalStored']);
    expect(refund.writes()).toEqual([
      { op: 'put', table: 'refunds', record: refused },
      { op: 'replace', table: 'refundBalances', version: 3, record: balance(0, 4) },
    ]);
    expect(refund.acknowledge()).toEqual([closes]);
    expect(refund.messages()).toMatchObject([{ outcome: 'refused' }]);
  });

  it('gives it back on the balance that is there by then', () => {
    const refund = executing();
    refund.tell(notPaid);
    expect(refund.wait(2000)).toEqual([reads]);
    answerRead(refund, [posted], [balance(2377, 3)], [accepted]);
    expect(refund.refuse('stale')).toEqual([reads]);
    answerRead(refund, [posted], [balance(2377, 9)], [accepted]);
    expect(refund.writes()).toMatchObject([{}, { version: 9, record: balance(0, 10) }]);
  });

  it('gives it back once, also when nobody hears that it was given back', () => {
    const refund = executing();
    refund.tell(notPaid);
    answerRead(refund, [posted], [balance(2377, 3)], [accepted]);
    expect(refund.wait(2000)).toEqual(['commit RefusalStored']);
    expect(refund.refuse('stale')).toEqual([reads]);
    expect(answerRead(refund, [posted], [balance(0, 4)], [refused])).toEqual([closes]);
  });
});

it('the stories visit every state but those of a call without an answer', () => {
  const inCalls = /\.(backingOff|parked|storingDeadLetter|deadLettered)$/;
  expect(unvisitedStates(refundSaga).filter((state) => !inCalls.test(state))).toEqual([]);
});
