import { describe, expect, it } from 'vitest';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { about, amount, answered, captureOf, created } from '../../../test/support/order-17.ts';
import { addressOf, type Address } from '../../domain/addresses.ts';
import { buyerId, orderId, refundId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import type { Fact } from '../facts.ts';
import { createLatencies, type Latencies } from './latencies.ts';

const id = orderId(17, 1);
const checkout = created.eventId;
const buyer = addressOf.buyer(checkout);
const event = addressOf.paymentEvent(checkout);
const saga = addressOf.orderSaga(id);
const executor = addressOf.paymentOrder(id);
const psp = addressOf.charge(about().key);
const wallet = addressOf.wallet(sellerId(3), amount.currency);

const basket = { buyerId: buyerId(17), card: 'tok_1', orders: [], total: amount };
const buy: Message = { type: 'Buy', checkoutId: checkout, basket };
const charge: Message = { type: 'ChargeRequested', ...about(), card: 'tok_1', amount };
const inquiry: Message = { type: 'ChargeInquiry', ...about() };

function latenciesOf(facts: readonly Fact[]): Latencies {
  const latencies = createLatencies();
  hearAll([latencies.hears], facts);
  return latencies;
}

function call(at: number, message: Message, from: Address = executor, to: Address = psp): Fact {
  return sent(at, from, to, message);
}

describe('the latency of a step', () => {
  it('is from its first call to its answer, whatever was repeated between', () => {
    const facts = [call(100, charge), call(10_100, inquiry), call(10_700, charge)];
    const { charge: measured } = latenciesOf([
      ...facts,
      delivered(11_000, psp, executor, answered(captureOf(1))),
    ]).summary();
    const ms = 10_900;
    expect(measured).toEqual({ count: 1, p50: ms, p90: ms, p95: ms, p99: ms, p999: ms, max: ms });
  });

  it('has one sample for each step, and a second answer is none', () => {
    const answer = delivered(400, psp, executor, answered(captureOf(1)));
    expect(latenciesOf([call(100, charge), answer, { ...answer, at: 9_000 }]).summary().charge.count).toBe(1);
  });

  it('of a checkout is from the first click until the buyer hears', () => {
    const heard: Message = { type: 'CheckoutClosed', checkoutId: checkout, outcome: 'paid' };
    const clicks = [call(0, buy, buyer, event), call(8_000, buy, buyer, event)];
    expect(latenciesOf([...clicks, delivered(8_500, event, buyer, heard)]).summary().checkout.max).toBe(8_500);
  });

  it('is the percentiles of all samples', () => {
    const facts = Array.from({ length: 2_000 }, (_, n) => {
      const credit = { orderId: orderId(n + 1, 1), sellerId: sellerId(3), amount };
      return [
        call(0, { type: 'CreditSeller', ...credit }, saga, wallet),
        delivered(n + 1, wallet, saga, { type: 'SellerCredited', ...credit }),
      ];
    }).flat();
    expect(latenciesOf(facts).summary().credit).toEqual({
      ...{ count: 2_000, p50: 1_000, p90: 1_800, p95: 1_900, p99: 1_980, p999: 1_998, max: 2_000 },
    });
  });

  it('of a refund is from when the buyer asks until the buyer hears, each refund of an order by itself', () => {
    const [first, second] = [refundId(id, 1), refundId(id, 2)];
    const shop = addressOf.refundRequest(first);
    const refunding = addressOf.refundSaga(first);
    const asks = (at: number, of: typeof first): Fact =>
      call(at, { type: 'RefundAsked', refundId: of, orderId: id, amount }, shop, refunding);
    const hears = (at: number, of: typeof first): Fact =>
      delivered(at, refunding, shop, { type: 'RefundClosed', refundId: of, orderId: id, outcome: 'refunded' });
    const { refund } = latenciesOf([
      asks(0, first),
      asks(500, second),
      hears(900, second),
      hears(1_000, first),
    ]).summary();
    expect([refund.count, refund.p50, refund.max]).toEqual([2, 400, 1_000]);
  });

  it('is told as it is measured', () => {
    const told: string[] = [];
    const latencies = createLatencies((step, ms) => told.push(`${step} ${ms}`));
    hearAll([latencies.hears], [call(100, charge), delivered(400, psp, executor, answered(captureOf(1)))]);
    expect(told).toEqual(['charge 300']);
  });

  it('may be longer than a day, and is 24 days at most', () => {
    const after = (ms: number): number =>
      latenciesOf([call(0, charge), delivered(ms, psp, executor, answered(captureOf(1)))]).summary().charge.max;
    expect([90_000_000, 3_000_000_000].map(after)).toEqual([90_000_000, 2_147_483_647]);
  });

  it('of two runs is read as one when their histograms are added, to the very maximum', () => {
    const run = (ms: number): Latencies =>
      latenciesOf([call(0, charge), delivered(ms, psp, executor, answered(captureOf(1)))]);
    const [quick, slow] = [run(300), run(61_034)];
    slow.histograms.charge.add(quick.histograms.charge);
    const { count, p50, max } = slow.summary().charge;
    expect([count, p50, max]).toEqual([2, 300, 61_034]);
  });

  it('is nothing where nothing was answered', () => {
    const nothing = { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 };
    expect(latenciesOf([call(0, charge)]).summary()).toEqual({
      checkout: nothing,
      charge: nothing,
      credit: nothing,
      posting: nothing,
      refund: nothing,
    });
  });
});
