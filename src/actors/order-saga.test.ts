import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { checkoutId, idempotencyKey, orderId, pspReference, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import { orderSaga } from './order-saga.ts';

const id = orderId(17, 1);
const seller = sellerId(3);
const reference = pspReference(idempotencyKey(id, 1));
const amount = money(10_000, EUR);
/** 23:59:55 in Amsterdam, five seconds before the PSP's cut-off. */
const saleAt = Date.parse('2026-03-02T22:59:55Z');
const accepted: OrderProgressRecord = {
  id,
  checkoutId: checkoutId(17),
  sellerId: seller,
  card: 'tok_1',
  status: 'accepted',
  ...amount,
};
const sold = { pspReference: reference, saleAt };

const basketOrder = { orderId: id, sellerId: seller, product: 'Lamp', amount };
const start: MessageOf<'StartOrder'> = {
  type: 'StartOrder',
  orderId: id,
  checkoutId: checkoutId(17),
  order: basketOrder,
  card: 'tok_1',
};
const captured: MessageOf<'OrderExecuted'> = {
  type: 'OrderExecuted',
  orderId: id,
  outcome: { status: 'captured', pspReference: reference, requestedAt: saleAt },
};
const declined: MessageOf<'OrderExecuted'> = {
  type: 'OrderExecuted',
  orderId: id,
  outcome: { status: 'declined', code: 'stolen_card' },
};
const credited: MessageOf<'SellerCredited'> = {
  type: 'SellerCredited',
  orderId: id,
  sellerId: seller,
  amount: money(9000, EUR),
};
const posted: MessageOf<'SalePosted'> = { type: 'SalePosted', orderId: id };

const executes = 'ExecuteOrder → executor/order-17.1';
const credits = 'CreditSeller → wallet/seller-3:EUR';
const posts = 'PostSale → ledger/posting-order-17.1';
const reports = 'OrderClosed → payment-service/checkout-17';

function saga(settings: Partial<BenchSettings> = {}): Bench {
  return bench(orderSaga, { entity: 'order-17.1', record: accepted, start: '2026-03-02T22:59:54Z', ...settings });
}

function executing(settings: Partial<BenchSettings> = {}): Bench {
  const order = saga(settings);
  expect(order.tell(start)).toEqual([executes]);
  return order;
}

function crediting(): Bench {
  const order = executing();
  order.tell(captured);
  expect(order.acknowledge()).toEqual([credits]);
  return order;
}

function posting(): Bench {
  const order = crediting();
  order.tell(credited);
  expect(order.acknowledge()).toEqual([posts]);
  return order;
}

describe('an order of 100.00 from start to end', () => {
  it('is executed, then stored as captured', () => {
    const order = executing();
    expect(order.messages()).toEqual([
      {
        type: 'ExecuteOrder',
        orderId: 'order-17.1',
        checkoutId: 'checkout-17',
        sellerId: 'seller-3',
        card: 'tok_1',
        amount,
      },
    ]);
    expect(order.tell(captured)).toEqual(['commit CaptureStored']);
    expect(order.writes()).toEqual([
      { op: 'put', table: 'orderProgress', record: { ...accepted, ...sold, status: 'captured' } },
    ]);
  });

  it('credits the seller with 90.00 once the capture is stored', () => {
    const order = crediting();
    expect(order.messages()).toEqual([
      { type: 'CreditSeller', orderId: 'order-17.1', sellerId: 'seller-3', amount: money(9000, EUR) },
    ]);
    expect(order.tell(credited)).toEqual(['commit CreditStored']);
    expect(order.writes()).toEqual([
      { op: 'put', table: 'orderProgress', record: { ...accepted, ...sold, status: 'credited' } },
    ]);
  });

  it('has the ledger post the sale, dated by the moment at which the charge was asked for', () => {
    const order = posting();
    const allocation = { seller: money(9000, EUR), platform: money(1000, EUR) };
    const sale = {
      orderId: 'order-17.1',
      sellerId: 'seller-3',
      amount,
      allocation,
      pspReference: 'ch_17_1_1',
      saleDate: '2026-03-02',
    };
    expect(order.messages()).toEqual([{ type: 'PostSale', orderId: 'order-17.1', sale }]);
    expect(order.tell(posted)).toEqual(['commit PostingStored']);
    expect(order.writes()).toEqual([
      { op: 'put', table: 'orderProgress', record: { ...accepted, ...sold, status: 'posted' } },
    ]);
  });

  it('reports that it is paid when the posting is stored', () => {
    const order = posting();
    order.tell(posted);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toEqual([
      { type: 'OrderClosed', orderId: 'order-17.1', checkoutId: 'checkout-17', paid: true },
    ]);
    expect(order.done()).toBe(true);
  });

  it('that is declined credits nobody and posts nothing', () => {
    const order = executing();
    expect(order.tell(declined)).toEqual(['commit DeclineStored']);
    expect(order.writes()).toEqual([
      { op: 'put', table: 'orderProgress', record: { ...accepted, status: 'declined' } },
    ]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toMatchObject([{ paid: false }]);
  });
});

describe('an order of 0.05', () => {
  it('gives the seller the odd half penny: with equal remainders the seller comes first', () => {
    const order = executing({ record: { ...accepted, ...money(5, EUR) } });
    order.tell(captured);
    order.acknowledge();
    expect(order.messages()).toMatchObject([{ amount: money(5, EUR) }]);
    order.tell(credited);
    order.acknowledge();
    expect(order.messages()).toMatchObject([
      { sale: { allocation: { seller: money(5, EUR), platform: money(0, EUR) } } },
    ]);
  });
});

describe('a call without an answer', () => {
  it('is made three times, after a time-out of 1 s and back-offs of 200 ms and 400 ms, and never again', () => {
    const order = executing();
    expect(order.wait(3_600_000)).toEqual([executes, executes]);
    // 1000 + 200, then 1000 + 400.
    expect(order.times(executes)).toEqual([0, 1200, 2600]);
    expect(order.state()).toBe('executing.listening');
  });

  it('is repeated sooner with a luck of one half: a quarter of each back-off falls away', () => {
    const order = executing({ luck: () => 0.5 });
    order.wait(3_600_000);
    // 1000 + 150, then 1000 + 300.
    expect(order.times(executes)).toEqual([0, 1150, 2450]);
  });

  it('draws its luck once for each call, by its step and number', () => {
    const drawn: string[] = [];
    const order = executing({ luck: (occasion) => (drawn.push(occasion), 0) });
    order.wait(3_600_000);
    expect(drawn).toEqual(['accepted 1', 'accepted 2']);
  });

  it.each([
    ['while it waits', 500, 'executing.calling'],
    ['while it backs off', 1100, 'executing.backingOff'],
    ['after the last call', 3_600_000, 'executing.listening'],
  ])('is content with the answer %s', (_, ms, state) => {
    const order = executing();
    order.wait(ms);
    expect(order.state()).toBe(state);
    expect(order.tell(captured)).toEqual(['commit CaptureStored']);
  });

  it('leaves the next service its own three calls', () => {
    const order = executing();
    order.wait(2600);
    order.tell(captured);
    order.acknowledge();
    order.wait(3_600_000);
    expect(order.times(credits)).toEqual([2600, 3800, 5200]);
    expect(order.state()).toBe('crediting.listening');
    order.tell(credited);
    order.acknowledge();
    order.wait(1200);
    expect(order.times(posts)).toHaveLength(2);
    order.wait(3_600_000);
    expect(order.state()).toBe('posting.listening');
    expect(order.tell(posted)).toEqual(['commit PostingStored']);
  });
});

describe('a message that comes again', () => {
  it('starts nothing while the order is under way', () => {
    const order = executing();
    expect(order.tell(start)).toEqual([]);
    order.tell(captured);
    expect(order.tell(start)).toEqual([]);
    expect(order.state()).toBe('storingCapture');
  });

  it('is reported on when the order is closed', () => {
    const paid = saga({ record: { ...accepted, ...sold, status: 'posted' } });
    expect(paid.tell(start)).toEqual([reports]);
    expect(paid.messages()).toMatchObject([{ paid: true }]);
    const refused = saga({ record: { ...accepted, status: 'declined' } });
    expect(refused.tell(start)).toEqual([reports]);
    expect(refused.messages()).toMatchObject([{ paid: false }]);
  });

  it('of the executor, the wallet or the ledger is not acted on twice', () => {
    const order = executing();
    order.tell(captured);
    expect(order.tell(captured)).toEqual([]);
    order.acknowledge();
    expect(order.tell(captured)).toEqual([]);
    order.tell(credited);
    expect(order.tell(credited)).toEqual([]);
    order.acknowledge();
    expect([...order.tell(captured), ...order.tell(credited)]).toEqual([]);
    order.tell(posted);
    expect(order.tell(posted)).toEqual([]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('a decline that follows the capture is too late', () => {
    const order = crediting();
    expect(order.tell(declined)).toEqual([]);
    expect(order.state()).toBe('crediting.calling');
  });

  it('a confirmation that comes before its turn credits and posts nothing', () => {
    const order = executing();
    expect([...order.tell(credited), ...order.tell(posted)]).toEqual([]);
    expect(order.state()).toBe('executing.calling');
  });
});

describe('an order that is woken', () => {
  it.each([
    ['accepted', accepted, executes],
    ['captured', { ...accepted, ...sold, status: 'captured' }, credits],
    ['credited', { ...accepted, ...sold, status: 'credited' }, posts],
  ])('when it was stored as %s goes on from there', (_, record, next) => {
    expect(saga({ record }).tell(start)).toEqual([next]);
  });

  it('before its payment event was stored is a mistake of ours, and says which order it was', () => {
    const order = saga({ record: undefined });
    expect(() => order.tell(start)).toThrow('order-17.1 was started before its payment event was stored');
  });
});

describe('a slow database', () => {
  it.each([
    ['CaptureStored', () => executing(), captured, credits],
    ['CreditStored', () => crediting(), credited, posts],
    ['PostingStored', () => posting(), posted, reports],
    ['DeclineStored', () => executing(), declined, reports],
  ])('is asked again after two seconds for %s, and the next step is taken once', (ack, begin, event, next) => {
    const order = begin();
    order.tell(event);
    const writes = order.writes();
    expect(order.wait(1999)).toEqual([]);
    expect(order.wait(1)).toEqual([`commit ${ack}`]);
    expect(order.writes()).toEqual(writes);
    expect(order.acknowledge()).toEqual([next]);
    expect(order.tell({ type: ack, about: 'order-17.1' })).toEqual([]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(orderSaga)).toEqual([]);
});
