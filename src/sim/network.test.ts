import { describe, expect, it } from 'vitest';
import { networkBench, order } from '../../test/support/network-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import { checkoutId } from '../domain/ids.ts';
import type { Message } from '../domain/messages.ts';

const saga = addressOf.orderSaga(order);
const ledger = addressOf.ledgerTransaction(order);
const posted: Message = { type: 'SalePosted', orderId: order };
const closed: Message = { type: 'OrderClosed', orderId: order, checkoutId: checkoutId(17), paid: true };
const first = 'ledger→payment-service SalePosted order-17.1 #1';

describe('a message to another service', () => {
  it('is sent at once and delivered after the latency of its site', () => {
    const { network, kernel, events, asked } = networkBench({ luck: { [first]: 0.5 } });
    network.send(ledger, saga, posted);
    expect(events).toEqual(['1000 sent SalePosted']);
    expect(asked).toEqual([first]);
    kernel.run(10);
    expect(events.slice(1)).toEqual(['1070 delivered SalePosted']);
  });

  it('has luck of its own each time that it is sent again, and may be overtaken', () => {
    const { network, kernel, events } = networkBench({ luck: { [first]: 0.9 } });
    network.send(ledger, saga, posted);
    network.send(ledger, saga, posted);
    kernel.run(10);
    expect(events.slice(2)).toEqual(['1020 delivered SalePosted', '1110 delivered SalePosted']);
  });

  it('says when it was sent by the clock of its sender, however late it comes', () => {
    const faults = { [first]: { kind: 'network.delay', byMs: 5000 } } as const;
    const clockOf = (service: string): number => (service === 'ledger' ? 940 : 1000);
    const { delivered, carried } = networkBench({ faults, clockOf });
    expect(carried(ledger, saga, posted)).toEqual(['6020 delivered SalePosted']);
    expect(delivered).toMatchObject([
      { from: ledger, to: saga, message: posted, concern: 'order-17.1', sentAt: 940, incarnation: undefined },
    ]);
  });
});

describe('a message within a service', () => {
  it('takes no time and passes no site of the network, and still waits its turn in the queue', () => {
    const { network, kernel, events, asked } = networkBench();
    kernel.schedule(1000, () => events.push('1000 was due before'));
    network.send(saga, addressOf.paymentEvent(checkoutId(17)), closed);
    expect(events).toEqual(['1000 sent OrderClosed']);
    kernel.run(10);
    expect(events.slice(1)).toEqual(['1000 was due before', '1000 delivered OrderClosed']);
    expect(asked).toEqual([]);
  });

  it('belongs to the start of the service in which it was sent', () => {
    const { delivered, carried } = networkBench({ incarnationOf: (service) => (service === 'ledger' ? 1 : 7) });
    carried(saga, addressOf.paymentEvent(checkoutId(17)), closed);
    expect(delivered.map(({ incarnation }) => incarnation)).toEqual([7]);
  });

  it('passes where links are cut', () => {
    const { carried } = networkBench({ isCut: () => true });
    expect(carried(saga, addressOf.paymentEvent(checkoutId(17)), closed)).toEqual(['1000 delivered OrderClosed']);
  });
});

describe('on a link, a message', () => {
  it.each([
    ['is lost', { kind: 'network.drop' }, ['1000 lost SalePosted']],
    ['comes later than it would have', { kind: 'network.delay', byMs: 500 }, ['1570 delivered SalePosted']],
    ['is held back', { kind: 'network.reorder', byMs: 80 }, ['1150 delivered SalePosted']],
    [
      'comes twice, the copy so much after the message',
      { kind: 'network.duplicate', lagMs: 300 },
      ['1070 delivered SalePosted', '1370 delivered SalePosted'],
    ],
  ] as const)('%s', (_, fault, events) => {
    const { carried } = networkBench({ luck: { [first]: 0.5 }, faults: { [first]: fault } });
    expect(carried(ledger, saga, posted)).toEqual(events);
  });

  it('that is held back is overtaken by the one that was sent after it', () => {
    const { network, kernel, delivered } = networkBench({ faults: { [first]: { kind: 'network.reorder', byMs: 1 } } });
    network.send(ledger, saga, posted);
    network.send(ledger, saga, { type: 'SellerCredited', orderId: order } as Message);
    kernel.run(10);
    expect(delivered.map(({ message }) => message.type)).toEqual(['SellerCredited', 'SalePosted']);
  });

  it('that is cut is lost, and the judge is not asked: nothing more can happen to it', () => {
    const isCut = (from: string, to: string): boolean => from === 'ledger' && to === 'payment-service';
    const { carried, asked } = networkBench({ isCut });
    expect(carried(ledger, saga, posted)).toEqual(['1000 lost SalePosted']);
    expect(asked).toEqual([]);
  });

  it('the other way round a one-way cut passes', () => {
    const isCut = (from: string, to: string): boolean => from === 'payment-service' && to === 'ledger';
    expect(networkBench({ isCut }).carried(ledger, saga, posted)).toEqual(['1020 delivered SalePosted']);
  });

  it('that was under way when the link was cut arrives: what is cut is the sending', () => {
    let cut = false;
    const { network, kernel, events } = networkBench({ isCut: () => cut });
    network.send(ledger, saga, posted);
    cut = true;
    network.send(ledger, saga, posted);
    kernel.run(10);
    expect(events.slice(2)).toEqual(['1000 lost SalePosted', '1020 delivered SalePosted']);
  });

  it('has the luck of its number, whether or not earlier ones were cut', () => {
    let cut = true;
    const { network, kernel, events } = networkBench({
      luck: { 'ledger→payment-service SalePosted order-17.1 #2': 0.5 },
      isCut: () => cut,
    });
    network.send(ledger, saga, posted);
    cut = false;
    network.send(ledger, saga, posted);
    kernel.run(10);
    expect(events.at(-1)).toBe('1070 delivered SalePosted');
  });
});
