import { describe, expect, it } from 'vitest';
import { createFactTape, threaded } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { amount, created } from '../../../test/support/order-17.ts';
import { addressOf } from '../../domain/addresses.ts';
import { buyerId } from '../../domain/ids.ts';
import type { PaymentEventRecord } from '../../domain/records.ts';
import { createThroughput, slicesOf } from './throughput.ts';

const checkout = created.eventId;
const buyer = addressOf.buyer(checkout);
const event = addressOf.paymentEvent(checkout);
const basket = { buyerId: buyerId(17), card: 'tok_1', orders: [], total: amount };
const received: PaymentEventRecord = {
  ...{ id: checkout, buyerId: buyerId(17), card: 'tok_1', status: 'received', orderIds: [] },
  ...{ total: amount.amount, currency: amount.currency, receivedAt: 0 },
};

describe('the throughput of a run', () => {
  it('is over the time from the first arrival to the last end, whatever is stored again after it', () => {
    const tape = createFactTape(0);
    const throughput = createThroughput(0);
    tape.waitUntil(9_998);
    tape.send(buyer, buyer, { type: 'BuyerArrived', checkoutId: checkout, basket });
    tape.commit(event, ['paymentEvents', received]);
    tape.waitUntil(39_997);
    tape.commit(event, ['paymentEvents', { ...received, status: 'paid' }]);
    tape.wait(60_000);
    tape.commit(event, ['paymentEvents', { ...received, status: 'paid' }]);
    hearAll([throughput.hears], threaded(tape.facts));
    const { tookMs, closed } = slicesOf(throughput.traffic(), 0);
    expect({ tookMs, closed }).toEqual({ tookMs: 30_000, closed: [1] });
  });

  it('is none where nothing has ended', () => {
    expect(slicesOf(createThroughput(0).traffic(), 0)).toMatchObject({ tookMs: 0, closed: [] });
  });
});
