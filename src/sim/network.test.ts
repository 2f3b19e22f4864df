import { describe, expect, it } from 'vitest';
import { addressOf } from '../domain/addresses.ts';
import { checkoutId, orderId } from '../domain/ids.ts';
import type { Message } from '../domain/messages.ts';
import { createSites } from './faults/sites.ts';
import { siteName } from './faults/verdict.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { createNetwork, type Network } from './network.ts';

const order = orderId(17, 1);
const saga = addressOf.orderSaga(order);
const ledger = addressOf.ledgerTransaction(order);
const posted: Message = { type: 'SalePosted', orderId: order };
const closed: Message = { type: 'OrderClosed', orderId: order, checkoutId: checkoutId(17), paid: true };

interface Bench {
  readonly network: Network;
  readonly kernel: Kernel;
  readonly events: string[];
  readonly sites: string[];
}

/** A link of 20 to 120 ms, where luck of 0.5 is 70 ms; 20 ms when nothing is said of a site. */
function bench(luck: Readonly<Record<string, number>> = {}): Bench {
  const kernel = createKernel(1000, 100);
  const [events, sites]: [string[], string[]] = [[], []];
  const once = (_: string, site: string): number => luck[site] ?? 0;
  const network = createNetwork({
    kernel,
    dice: { once, stream: (concern, site) => () => once(concern, site) },
    sites: createSites(),
    judge: (site) => {
      sites.push(siteName(site));
      return { kind: 'pass' };
    },
    latency: [
      { share: 0, ms: 20 },
      { share: 1_000_000, ms: 120 },
    ],
    sent: ({ from, to, message, concern }) =>
      events.push(`${kernel.now()} sent ${from} ${to} ${message.type} ${concern}`),
    deliver: ({ from, to, message, concern }) =>
      events.push(`${kernel.now()} delivered ${from} ${to} ${message.type} ${concern}`),
  });
  return { network, kernel, events, sites };
}

describe('a message to another service', () => {
  it('is sent at once and delivered after the latency of its site', () => {
    const { network, kernel, events, sites } = bench({ 'ledger→payment-service SalePosted order-17.1 #1': 0.5 });
    network.send(ledger, saga, posted);
    expect(events).toEqual([`1000 sent ${ledger} ${saga} SalePosted order-17.1`]);
    expect(sites).toEqual(['ledger→payment-service SalePosted order-17.1 #1']);
    kernel.run(10);
    expect(events.slice(1)).toEqual([`1070 delivered ${ledger} ${saga} SalePosted order-17.1`]);
  });

  it('has luck of its own each time that it is sent again, and may be overtaken', () => {
    const { network, kernel, events } = bench({ 'ledger→payment-service SalePosted order-17.1 #1': 0.9 });
    network.send(ledger, saga, posted);
    network.send(ledger, saga, posted);
    kernel.run(10);
    const delivered = events.filter((event) => event.includes('delivered'));
    expect(delivered.map((event) => event.split(' ')[0])).toEqual(['1020', '1110']);
  });
});

describe('a message within a service', () => {
  it('takes no time and passes no site of the network, and still waits its turn in the queue', () => {
    const { network, kernel, events, sites } = bench();
    const paymentEvent = addressOf.paymentEvent(checkoutId(17));
    kernel.schedule(1000, () => events.push('1000 was due before'));
    network.send(saga, paymentEvent, closed);
    expect(events).toEqual([`1000 sent ${saga} ${paymentEvent} OrderClosed order-17.1`]);
    kernel.run(10);
    expect(events.slice(1)).toEqual([
      '1000 was due before',
      `1000 delivered ${saga} ${paymentEvent} OrderClosed order-17.1`,
    ]);
    expect(sites).toEqual([]);
  });
});
