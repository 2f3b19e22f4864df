/** Messages that something can happen to before they are on a link: the PSP's webhooks and answers, and clicks. */
import { describe, expect, it } from 'vitest';
import { captured, checkout, declined, key, networkBench, order } from '../../test/support/network-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import { refundId } from '../domain/ids.ts';
import type { Basket, Message, MessageOf } from '../domain/messages.ts';

const atCharge = addressOf.charge(key);
const atOrder = addressOf.paymentOrder(order);
const notified: Message = { type: 'ChargeNotified', orderId: order, key, outcome: captured };
const answered: MessageOf<'ChargeAnswered'> = { type: 'ChargeAnswered', orderId: order, key, outcome: captured };
const webhook = 'psp webhook order-17.1 #1';
const link = 'psp→executor ChargeNotified order-17.1';

describe('a webhook', () => {
  it('is a site of its own before it is a message on a link', () => {
    const { carried, asked } = networkBench();
    expect(carried(atCharge, atOrder, notified)).toEqual(['1020 delivered ChargeNotified']);
    expect(asked).toEqual([webhook, `${link} #1`]);
  });

  it.each([
    ['never leaves', { kind: 'psp.webhook-lost' }, ['1000 lost ChargeNotified']],
    ['comes at once, without a link', { kind: 'psp.webhook-early' }, ['1000 delivered ChargeNotified']],
    [
      'leaves late, and then takes its time',
      { kind: 'psp.webhook-late', byMs: 60_000 },
      ['61070 delivered ChargeNotified'],
    ],
    [
      'is held back, and then takes its time',
      { kind: 'psp.webhook-reordered', byMs: 900 },
      ['1970 delivered ChargeNotified'],
    ],
    [
      'leaves twice, each time on a link of its own',
      { kind: 'psp.webhook-duplicate', lagMs: 400 },
      ['1070 delivered ChargeNotified', '1420 delivered ChargeNotified'],
    ],
  ] as const)('%s', (_, fault, events) => {
    const { carried } = networkBench({ luck: { [`${link} #1`]: 0.5 }, faults: { [webhook]: fault } });
    expect(carried(atCharge, atOrder, notified)).toEqual(events);
  });

  it('that is late may be lost on its link all the same', () => {
    const { carried } = networkBench({
      faults: { [webhook]: { kind: 'psp.webhook-late', byMs: 500 }, [`${link} #1`]: { kind: 'network.drop' } },
    });
    expect(carried(atCharge, atOrder, notified)).toEqual(['1500 lost ChargeNotified']);
  });

  it('that is early does not pass where the PSP is cut off from the executor', () => {
    const isCut = (from: string, to: string): boolean => from === 'psp' && to === 'executor';
    const { carried } = networkBench({ isCut, faults: { [webhook]: { kind: 'psp.webhook-early' } } });
    expect(carried(atCharge, atOrder, notified)).toEqual(['1000 lost ChargeNotified']);
  });
});

describe("the PSP's answer", () => {
  const answer = 'psp answer order-17.1 #1';

  it('is lost when money has moved and the caller is to see only a time-out', () => {
    const { carried } = networkBench({ faults: { [answer]: { kind: 'psp.timeout-after-capture' } } });
    expect(carried(atCharge, atOrder, answered)).toEqual(['1000 lost ChargeAnswered']);
  });

  it('is a site when money has moved, for a charge and for a refund', () => {
    const paid = { status: 'refunded', reference: 're_17_1_1', refundedAt: 900 } as const;
    const refund = { type: 'RefundAnswered', refundId: refundId(order, 1), orderId: order, outcome: paid } as Message;
    const { network, asked } = networkBench();
    network.send(atCharge, atOrder, answered);
    network.send(addressOf.chargeRefunds(key), addressOf.refundOrder(refundId(order, 1)), refund);
    expect(asked.filter((site) => site.startsWith('psp answer'))).toEqual([answer, 'psp answer order-17.1 #2']);
  });

  it('is none when no money has moved', () => {
    const { carried, asked } = networkBench({ faults: { [answer]: { kind: 'psp.timeout-after-capture' } } });
    expect(carried(atCharge, atOrder, { ...answered, outcome: declined })).toEqual(['1020 delivered ChargeAnswered']);
    expect(asked).toEqual(['psp→executor ChargeAnswered order-17.1 #1']);
  });
});

describe('a click', () => {
  const buyer = addressOf.buyer(checkout);
  const service = addressOf.paymentEvent(checkout);
  const buy: Message = { type: 'Buy', checkoutId: checkout, basket: {} as Basket };
  const click = 'shop click checkout-17 #1';

  it('is doubled so much later, the second on a link of its own', () => {
    const { carried, asked } = networkBench({
      luck: { 'shop→payment-service Buy checkout-17 #2': 0.5 },
      faults: { [click]: { kind: 'client.double-click', lagMs: 150 } },
    });
    expect(carried(buyer, service, buy)).toEqual(['1020 delivered Buy', '1220 delivered Buy']);
    expect(asked).toEqual([
      click,
      'shop→payment-service Buy checkout-17 #1',
      'shop→payment-service Buy checkout-17 #2',
    ]);
  });

  it('is repeated until there are as many in all as a storm says', () => {
    const { carried } = networkBench({ faults: { [click]: { kind: 'client.retry-storm', clicks: 4, everyMs: 100 } } });
    expect(carried(buyer, service, buy)).toEqual([
      '1020 delivered Buy',
      '1120 delivered Buy',
      '1220 delivered Buy',
      '1320 delivered Buy',
    ]);
  });

  it('asks for a refund as well', () => {
    const asking = { type: 'RefundAsked', refundId: refundId(order, 1), orderId: order } as Message;
    const { carried } = networkBench({
      faults: { 'shop click order-17.1 #1': { kind: 'client.double-click', lagMs: 5 } },
    });
    const from = addressOf.refundRequest(refundId(order, 1));
    expect(carried(from, addressOf.refundSaga(refundId(order, 1)), asking)).toEqual([
      '1020 delivered RefundAsked',
      '1025 delivered RefundAsked',
    ]);
  });
});
