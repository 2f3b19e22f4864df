import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/support/machine-bench.ts';
import {
  accepted,
  amount,
  captured,
  credited,
  crediting,
  declined,
  executing,
  posted,
  posting,
  saga,
  sold,
  start,
  lines,
} from '../../test/support/saga-17.ts';
import { money } from '../domain/money.ts';

const { credits, posts, reports } = lines;

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
