import { describe, expect, it } from 'vitest';
import { addressOf, type ServiceName } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { buyerId, checkoutId, idempotencyKey, orderId, pspReference, refundId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type {
  ChargeRecord,
  PaymentEventRecord,
  PspPayoutRecord,
  RefundRecord,
  SettlementBatchRecord,
} from '../../domain/records.ts';
import type { Fact, Written } from '../facts.ts';
import { createStoryTeller } from './story.ts';

const EUR = currency('EUR');
const checkout = checkoutId(17);
const order = orderId(17, 1);
const refund = refundId(order, 1);
const key = idempotencyKey(order, 1);
const date = businessDate('2026-03-02');
const none = minorUnits(0);

const event: PaymentEventRecord = {
  id: checkout,
  buyerId: buyerId(1),
  card: 'card-1',
  status: 'received',
  orderIds: [order],
  total: minorUnits(1250),
  currency: EUR,
  receivedAt: 0,
};
const asked: RefundRecord = {
  id: refund,
  orderId: order,
  sellerId: sellerId(1),
  key,
  status: 'accepted',
  before: none,
  ...money(500, EUR),
};
const charge: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: order,
  card: 'card-1',
  status: 'captured',
  authorised: minorUnits(1250),
  fee: none,
  capturedAt: 0,
  businessDate: date,
  ...money(1250, EUR),
};
const payout: PspPayoutRecord = {
  id: 'payout-EUR-2026-03-03',
  date: businessDate('2026-03-03'),
  batches: ['EUR/2026-03-02'],
  status: 'instructed',
  ...money(1250, EUR),
};
const batch: SettlementBatchRecord = {
  id: 'EUR/2026-03-04',
  currency: EUR,
  date: businessDate('2026-03-04'),
  sequence: 3,
  opening: none,
  gross: none,
  refunded: none,
  fees: none,
  paidOut: none,
  closing: none,
  charges: 0,
  payouts: [payout.id],
  status: 'filed',
};

const eventStored = (status: PaymentEventRecord['status'], of = event): Written => ({
  kind: 'written',
  at: 0,
  service: 'payment-service',
  by: addressOf.paymentEvent(of.id),
  table: 'paymentEvents',
  before: undefined,
  after: { ...of, status },
  concern: of.id,
});
const refundStored = (status: RefundRecord['status']): Written => ({
  kind: 'written',
  at: 0,
  service: 'payment-service',
  by: addressOf.refundSaga(refund),
  table: 'refunds',
  before: undefined,
  after: { ...asked, status },
  concern: order,
});
const atPsp = { kind: 'written', at: 0, service: 'psp', by: addressOf.charge(key), before: undefined } as const;
const chargeStored: Written = { ...atPsp, table: 'charges', after: charge, concern: order };
const crashed = (service: ServiceName): Fact => ({ kind: 'crashed', at: 0, service, concern: service });
const restarted = (service: ServiceName): Fact => ({ kind: 'restarted', at: 0, service, concern: service, resumed: 1 });
const healed: Fact = { kind: 'healed', at: 0, concern: 'all services' };
const inquiry = { at: 0, from: addressOf.paymentOrder(order), to: addressOf.charge(key), concern: order } as const;
const message = { type: 'ChargeInquiry', orderId: order, key } as const;

/** What a story tells of some facts, without the times. */
function story(of: string, ...facts: Fact[]): string[] {
  const teller = createStoryTeller(of);
  for (const fact of facts) teller.observe(fact);
  return teller.story().lines.map(({ where, about, text }) => `${where} | ${about} | ${text}`);
}

describe('the story of an order', () => {
  it('tells of messages that are lost and of faults about it, and not of those about another', () => {
    const fault = { kind: 'network.drop' } as const;
    const facts: Fact[] = [
      { kind: 'faulted', at: 0, site: 'executor→psp ChargeInquiry order-17.1 #1', concern: order, fault },
      { kind: 'lost', ...inquiry, message },
      { kind: 'faulted', at: 0, site: 'executor→psp ChargeInquiry order-17.2 #1', concern: orderId(17, 2), fault },
      { kind: 'delivered', ...inquiry, message },
    ];
    const [faulted = '', ...rest] = story(order, ...facts);
    expect(faulted).toMatch(/^fault \| order-17\.1 \| network\.drop, at executor→psp ChargeInquiry order-17\.1 #1: /);
    expect(rest).toEqual([
      'executor → psp | order-17.1 | lost: what became of order-17.1:1?',
      'executor → psp | order-17.1 | what became of order-17.1:1?',
    ]);
  });

  it('tells of the crashes that it can suffer from, for as long as it is open', () => {
    const told = story(
      order,
      crashed('wallet'),
      restarted('wallet'),
      eventStored('received'),
      crashed('wallet'),
      crashed('bank'),
      restarted('wallet'),
      eventStored('paid'),
      crashed('ledger'),
      restarted('bank'),
    );
    expect(told).toEqual([
      'payment-service.db | checkout-17 | payment event stored: 12.50 EUR in 1 order',
      'wallet | wallet | crashes and loses its memory',
      'wallet | wallet | is up again and takes up 1 unfinished record',
      'payment-service.db | checkout-17 | payment event closed: paid',
    ]);
  });

  it('tells of an outage of the PSP while it is open, and of the healing', () => {
    const outage: Fact = {
      kind: 'faulted',
      at: 0,
      site: 'psp.outage #1',
      concern: 'psp',
      fault: { kind: 'psp.outage' },
      forMs: 60_000,
    };
    const told = story(order, outage, eventStored('received'), outage, healed, eventStored('declined'), outage, healed);
    expect(told.map((line) => line.split(' | ')[0])).toEqual([
      'payment-service.db',
      'fault',
      'operator',
      'payment-service.db',
    ]);
  });

  it('is open again while a refund of it is', () => {
    const closed = [eventStored('received'), eventStored('paid')];
    const told = story(
      order,
      ...closed,
      refundStored('accepted'),
      crashed('ledger'),
      refundStored('posted'),
      crashed('ledger'),
    );
    expect(told.slice(2)).toEqual([
      'payment-service.db | order-17.1 | refund-17.1.1 of 5.00 EUR stored: accepted',
      'ledger | ledger | crashes and loses its memory',
      'payment-service.db | order-17.1 | refund-17.1.1 of 5.00 EUR stored: posted',
    ]);
  });

  it('tells of work on a refund of it that became a dead letter, and not of the refund of another order', () => {
    const letter = (id: typeof refund): Written => ({
      kind: 'written',
      at: 0,
      service: 'executor',
      by: addressOf.refundOrder(id),
      table: 'executorDeadLetters',
      before: undefined,
      after: { id: addressOf.refundOrder(id), at: 0, reason: 'the PSP has not answered' },
      concern: id,
    });
    expect(story(order, letter(refund), letter(refundId(orderId(17, 11), 1)))).toEqual([
      'executor.db | refund-17.1.1 | executor/refund-17.1.1 is a dead letter: the PSP has not answered',
    ]);
  });

  it('follows the money to a payout that a later file lists than the one it was due in', () => {
    const paidOut: Written = { ...atPsp, table: 'pspPayouts', after: payout, concern: payout.id };
    const listed: Written = { ...atPsp, table: 'settlementBatches', after: batch, concern: `psp/${batch.id}` };
    expect(story(order, chargeStored, paidOut, listed).slice(1)).toEqual([
      'psp.db | payout-EUR-2026-03-03 | payout payout-EUR-2026-03-03 of 12.50 EUR made',
      'psp.db | psp/EUR/2026-03-04 | batch EUR/2026-03-04 filed',
    ]);
    expect(story(order, paidOut, listed)).toEqual([]);
  });

  it('leaves out what the gateway is asked, unless it refuses or hears of no answer', () => {
    const inExecutor = { kind: 'delivered', at: 0, from: addressOf.pspGateway, to: addressOf.pspGateway } as const;
    const gateway = (said: Message): Fact => ({ ...inExecutor, message: said, concern: order });
    const told = story(
      order,
      gateway({ type: 'PspCallAsked', orderId: order, caller: addressOf.paymentOrder(order) }),
      gateway({ type: 'PspCallGranted', orderId: order }),
      gateway({ type: 'PspCallEnded', orderId: order, answered: true }),
      gateway({ type: 'PspCallEnded', orderId: order, answered: false }),
      gateway({ type: 'PspCallRefused', orderId: order, retryAfterMs: 5_000 }),
    );
    expect(told).toEqual([
      'executor | order-17.1 | the PSP has not answered',
      'executor | order-17.1 | the circuit is open: ask again in 5s',
    ]);
  });

  it('counts what is said again', () => {
    const delivered: Fact = { kind: 'delivered', ...inquiry, message };
    expect(story(order, delivered, { kind: 'sent', ...inquiry, message }, delivered).at(-1)).toBe(
      'executor → psp | order-17.1 | what became of order-17.1:1? (again: 2 times by now)',
    );
  });
});
