import { describe, expect, it } from 'vitest';
import { unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { accepted, amount, declined, laterStates, saga, sold, start, lines } from '../../test/support/saga-17.ts';
import { LAPSE_GRACE_MS } from '../domain/authorisation.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import { orderSaga } from './order-saga.ts';

const { id: orderId, currency } = accepted;
const beginsAt = Date.parse('2026-03-02T22:59:54Z');
const DAY = 86_400_000;
const expiresAt = beginsAt + 7 * DAY;
const later: OrderProgressRecord = { ...accepted, captureLater: true };
const { pspReference } = sold;
const held: OrderProgressRecord = { ...later, status: 'authorised', pspReference, expiresAt };
/** 40.00 of the 100.00. */
const dispatched: OrderProgressRecord = {
  ...{ ...held, status: 'dispatched', authorised: minorUnits(10_000) },
  ...money(4000, currency),
};
const requestedAt = beginsAt + 2 * DAY;
const captured: OrderProgressRecord = { ...dispatched, status: 'captured', saleAt: requestedAt };

const executed: MessageOf<'OrderExecuted'> = {
  ...{ type: 'OrderExecuted', orderId },
  outcome: { status: 'authorised', pspReference, expiresAt },
};
const dispatch: MessageOf<'OrderDispatched'> = { type: 'OrderDispatched', orderId, amount: money(4000, currency) };
const capture: MessageOf<'CaptureExecuted'> = {
  ...{ type: 'CaptureExecuted', orderId },
  outcome: { status: 'captured', requestedAt },
};
const refusal: MessageOf<'CaptureExecuted'> = {
  ...{ type: 'CaptureExecuted', orderId },
  outcome: { status: 'refused', code: 'authorisation_expired' },
};
const resumed = { type: 'Resumed' } as const;

const { executes, credits } = lines;
const captures = 'ExecuteCapture → executor/capture-order-17.1';
const authorises = 'OrderAuthorised → payment-service/checkout-17';
const notes = 'DispatchNoted → shop/dispatch-order-17.1';
const closes = 'DispatchClosed → shop/dispatch-order-17.1';

function woken(record: OrderProgressRecord, settings: Partial<BenchSettings> = {}): Bench {
  return saga({ record, ...settings });
}

/** Authorised, and waiting for the seller. */
function waiting(): Bench {
  const order = woken(later);
  expect(order.tell(start)).toEqual([executes]);
  expect(order.tell(executed)).toEqual(['commit AuthorisationStored']);
  expect(order.acknowledge()).toEqual([authorises]);
  return order;
}

/** Dispatched in part, and waiting for the executor. */
function capturing(): Bench {
  const order = waiting();
  order.tell(dispatch);
  expect(order.acknowledge()).toEqual([notes, captures]);
  return order;
}

describe('an order of 100.00 that is captured later', () => {
  it('is executed as such, stored as authorised, and then reported to its checkout', () => {
    const order = woken(later);
    order.tell(start);
    expect(order.messages()).toMatchObject([{ type: 'ExecuteOrder', captureLater: true, amount }]);
    order.tell(executed);
    expect(order.writes()).toEqual([{ op: 'advance', table: 'orderProgress', record: held, from: 'accepted' }]);
    order.acknowledge();
    expect(order.messages()).toEqual([{ type: 'OrderAuthorised', orderId, checkoutId: 'checkout-17' }]);
    expect(order.state()).toBe('awaitingDispatch');
  });

  it('is stored as dispatched for 40.00 before anybody hears of it, and captured under the key of its charge', () => {
    const order = waiting();
    expect(order.tell(dispatch)).toEqual(['commit DispatchStored']);
    expect(order.writes()).toEqual([{ op: 'advance', table: 'orderProgress', record: dispatched, from: 'authorised' }]);
    // Told once more before it is stored, the platform says nothing yet.
    expect(order.tell(dispatch)).toEqual([]);
    expect(order.acknowledge()).toEqual([notes, captures]);
    expect(order.messages()).toEqual([
      { type: 'ExecuteCapture', orderId, key: 'order-17.1:1', amount: money(4000, currency) },
    ]);
  });

  it('is credited and posted as a sale of 40.00, dated by the moment at which the capture was asked for', () => {
    const order = capturing();
    expect(order.tell(capture)).toEqual(['commit CaptureStored']);
    expect(order.writes()).toEqual([{ op: 'put', table: 'orderProgress', record: captured }]);
    expect(order.acknowledge()).toEqual([credits]);
    expect(order.messages()).toMatchObject([{ amount: money(3600, currency) }]);
    order.tell({ type: 'SellerCredited', orderId, sellerId: accepted.sellerId, amount: money(3600, currency) });
    order.acknowledge();
    const allocation = { seller: money(3600, currency), platform: money(400, currency) };
    expect(order.messages()).toMatchObject([
      { sale: { amount: money(4000, currency), allocation, saleDate: '2026-03-04' } },
    ]);
    order.tell({ type: 'SalePosted', orderId });
    expect(order.acknowledge()).toEqual([authorises, closes]);
    expect(order.messages()).toMatchObject([{ type: 'OrderAuthorised' }, { outcome: 'captured' }]);
    expect(order.done()).toBe(true);
  });

  it('that is declined tells its checkout, and the seller too', () => {
    const order = woken(later);
    order.tell(start);
    order.tell(declined);
    expect(order.acknowledge()).toEqual([lines.reports, closes]);
    expect(order.messages()).toMatchObject([{ paid: false }, { outcome: 'declined' }]);
  });
});

describe('an authorisation that has lapsed', () => {
  it('closes an order that nobody dispatched, an hour after it has expired', () => {
    const order = waiting();
    expect(order.wait(7 * DAY + LAPSE_GRACE_MS - 1)).toEqual([]);
    expect(order.wait(1)).toEqual(['commit LapseStored']);
    const lapsed = { ...held, status: 'lapsed' };
    expect(order.writes()).toEqual([{ op: 'advance', table: 'orderProgress', record: lapsed, from: 'authorised' }]);
    expect(order.acknowledge()).toEqual([authorises, closes]);
    expect(order.messages()).toMatchObject([{ type: 'OrderAuthorised' }, { outcome: 'lapsed' }]);
  });

  it('is for the PSP to tell when the dispatch comes within that hour', () => {
    const order = waiting();
    order.wait(7 * DAY + LAPSE_GRACE_MS - 1);
    expect(order.tell(dispatch)).toEqual(['commit DispatchStored']);
    expect(order.acknowledge()).toEqual([notes, captures]);
    expect(order.tell(refusal)).toEqual(['commit LapseStored']);
    const lapsed = { ...dispatched, status: 'lapsed' };
    expect(order.writes()).toEqual([{ op: 'advance', table: 'orderProgress', record: lapsed, from: 'dispatched' }]);
    expect(order.acknowledge()).toEqual([authorises, closes]);
  });

  it('lapses for an order that is woken when what is left of its time is over', () => {
    const order = woken(held, { start: beginsAt + 3 * DAY });
    expect(order.tell(resumed)).toEqual([authorises]);
    expect(order.wait(4 * DAY + LAPSE_GRACE_MS - 1)).toEqual([]);
    expect(order.wait(1)).toEqual(['commit LapseStored']);
    const late = woken(held, { start: beginsAt + 8 * DAY });
    late.tell(resumed);
    expect(late.wait(0)).toEqual(['commit LapseStored']);
  });

  it('is over for a seller who dispatches all the same', () => {
    const order = woken({ ...held, status: 'lapsed' });
    expect(order.tell(dispatch)).toEqual([authorises, closes]);
    expect(order.messages()).toMatchObject([{ type: 'OrderAuthorised' }, { outcome: 'lapsed' }]);
  });
});

describe('a saga that is woken in between', () => {
  it.each([
    ['authorised', held, [authorises]],
    ['dispatched', dispatched, [captures]],
    ['captured', captured, [credits]],
  ] as const)('goes on from where it was stored as %s', (_, record, next) => {
    expect(woken(record).tell(resumed)).toEqual(next);
    expect(woken(record).tell(start)).toEqual(next);
  });

  it.each([
    ['a dispatch', held, dispatch, ['commit DispatchStored']],
    ['a dispatch that is stored', dispatched, dispatch, [notes]],
    ['a capture', dispatched, capture, ['commit CaptureStored']],
    ['a refused capture', dispatched, refusal, ['commit LapseStored']],
    ['a capture that is stored', captured, capture, [credits]],
  ] as const)('by %s', (_, record, message, next) => {
    expect(woken(record).tell(message)).toEqual(next);
  });

  it('before it was authorised hears nothing of a dispatch, whose seller says it again', () => {
    expect(woken(later).tell(dispatch)).toEqual([]);
  });

  it('tells its checkout again, and its seller at every step', () => {
    expect(waiting().tell(start)).toEqual([authorises]);
    expect(capturing().tell(dispatch)).toEqual([notes]);
    const crediting = capturing();
    crediting.tell(capture);
    crediting.acknowledge();
    expect(crediting.tell(dispatch)).toEqual([notes]);
  });
});

describe('what a commit of before a crash has stored', () => {
  const read = (order: Bench, record: OrderProgressRecord): string[] =>
    order.answerRead({ table: 'orderProgress', records: [record] });

  it.each([
    ['accepted', later, [executes]],
    ['authorised', held, [authorises]],
    ['dispatched', dispatched, [captures]],
    ['captured', captured, [credits]],
    ['credited', { ...captured, status: 'credited' }, [lines.posts]],
    ['lapsed', { ...held, status: 'lapsed' }, [authorises, closes]],
  ] as const)('is read, and as %s gone on with', (_, record, next) => {
    const order = waiting();
    order.tell(dispatch);
    expect(order.refuse('stale')).toEqual(['read orderProgress']);
    expect(order.wait(2000)).toEqual(['read orderProgress']);
    expect(read(order, record)).toEqual(next);
  });

  it('is looked for when an operator drives an order that waits for its dispatch', () => {
    const order = waiting();
    expect(order.tell(resumed)).toEqual(['read orderProgress']);
    expect(read(order, dispatched)).toEqual([captures]);
  });

  it('is not written over by an authorisation or a lapse', () => {
    const authorising = woken(later);
    authorising.tell(start);
    authorising.tell(executed);
    expect(authorising.wait(2000)).toEqual(['commit AuthorisationStored']);
    expect(authorising.refuse('stale')).toEqual(['read orderProgress']);
    const lapsing = waiting();
    lapsing.wait(7 * DAY + LAPSE_GRACE_MS);
    expect(lapsing.wait(2000)).toEqual(['commit LapseStored']);
    expect(lapsing.refuse('stale')).toEqual(['read orderProgress']);
    expect(read(lapsing, dispatched)).toEqual([captures]);
  });
});

describe('an executor that does not answer about a capture', () => {
  it('is called three times in each of three rounds, and then the order is a dead letter', () => {
    const order = capturing();
    order.wait(3_600_000);
    expect(order.times(captures)).toHaveLength(9);
    expect(order.writes()).toMatchObject([
      {
        table: 'sagaDeadLetters',
        record: { reason: 'the executor has not answered: 3 calls in the last of 3 rounds' },
      },
    ]);
    order.acknowledge();
    expect(order.state()).toBe('capturing.deadLettered');
    expect(order.tell(capture)).toEqual(['commit CaptureStored']);
  });
});

it('the stories visit every state of an order that is captured later', () => {
  const unvisited = unvisitedStates(orderSaga);
  expect(laterStates.filter((state) => unvisited.includes(state))).toEqual([]);
});
