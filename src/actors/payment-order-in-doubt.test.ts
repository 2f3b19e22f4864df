import { describe, expect, it } from 'vitest';
import {
  answered,
  captureOf,
  charging,
  created,
  executor,
  hardly,
  inquiring,
  lines,
  notFound,
  notified,
  pending,
  refused,
  requestedAt,
  settled,
  softly,
} from '../../test/support/order-17.ts';

const { requests, requestsAgain, inquires, reports } = lines;

describe('when the PSP is silent for ten seconds', () => {
  it('the order is stored as unknown before anybody inquires', () => {
    const order = charging();
    expect(order.wait(9999)).toEqual([]);
    expect(order.wait(1)).toEqual(['commit DoubtStored']);
    expect(order.writes()).toMatchObject([
      { op: 'advance', record: { status: 'unknown', attempt: 1, idempotencyKey: 'order-17.1:1' } },
    ]);
    // The database is as slow as the PSP: as long as the doubt is not stored, it is committed again and nobody inquires.
    expect(order.wait(4000)).toEqual(['commit DoubtStored', 'commit DoubtStored']);
    order.acknowledge();
    expect(order.wait(499)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
    expect(order.messages()).toEqual([{ type: 'ChargeInquiry', orderId: 'order-17.1', key: 'order-17.1:1' }]);
  });

  it('with a luck of one half, a quarter of each back-off falls away', () => {
    const order = charging({ luck: () => 0.5 });
    order.wait(10_000);
    order.acknowledge();
    order.wait(60_000);
    // 10 + 0.375, then 10 + 0.75, then 10 + 1.5.
    expect(order.times(inquires)).toEqual([10_375, 21_125, 32_625]);
  });

  it.each([
    ['while the doubt is stored', 10_000, 'charging.storingDoubt'],
    ['while it backs off', 10_400, 'charging.backingOff'],
    ['while it inquires', 10_500, 'charging.inquiring.awaitingPsp'],
  ])('a late answer is accepted %s', (_, ms, state) => {
    const order = charging();
    order.wait(10_000);
    if (ms > 10_000) order.acknowledge();
    order.wait(ms - 10_000);
    expect(order.state()).toBe(state);
    expect(order.tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'captured', pspReference: 'ch_17_1_1' } }]);
  });

  it('an acknowledgement of the doubt that comes after the answer changes nothing', () => {
    const order = charging();
    order.wait(10_000);
    order.tell(answered(captureOf(1)));
    expect(order.tell({ type: 'DoubtStored', about: `order-17.1:1 of ${requestedAt}` })).toEqual([]);
    expect(order.state()).toBe('storingOutcome');
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('an acknowledgement of the doubt about the first attempt is not taken for one about the second', () => {
    const order = charging();
    order.tell(answered(softly));
    order.wait(3000);
    expect(order.acknowledge()).toEqual([requestsAgain]);
    order.wait(10_000);
    order.tell({ type: 'DoubtStored', about: `order-17.1:1 of ${requestedAt}` });
    expect(order.state()).toBe('charging.storingDoubt');
    order.acknowledge();
    expect(order.state()).toBe('charging.backingOff');
  });
});

describe('an inquiry', () => {
  it.each([captureOf(1), hardly])('that finds the charge settled settles the order: $status', (outcome) => {
    const order = inquiring();
    expect(order.tell(answered(outcome))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: outcome.status } }]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('that finds a soft decline leads to the next attempt', () => {
    const order = inquiring();
    order.tell(answered(softly));
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.writes()).toMatchObject([
      { record: { status: 'created', attempt: 2, idempotencyKey: 'order-17.1:2' } },
    ]);
    expect(order.acknowledge()).toEqual([requestsAgain]);
  });

  it('that finds the charge pending is repeated after a back-off', () => {
    const order = inquiring();
    order.wait(40);
    expect(order.tell(pending())).toEqual([]);
    expect(order.state()).toBe('charging.backingOff');
    expect(order.wait(999)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
  });

  it('that finds no charge leads to the same request with the same key', () => {
    const order = inquiring();
    expect(order.tell(notFound())).toEqual([requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', key: 'order-17.1:1', card: 'tok_1' }]);
    expect(order.wait(10_000)).toEqual(['commit DoubtStored']);
    order.acknowledge();
    // The third back-off: two requests and an inquiry have been made.
    expect(order.wait(2000)).toEqual([inquires]);
  });

  it('whose "not found" was long on its way leads to a request that is as old: the PSP sees that by now there may be a charge', () => {
    const order = inquiring();
    // A time-out of ten seconds, and the first back-off.
    const askedAt = requestedAt + 10_500;
    expect(order.tell(notFound(), 300_001)).toEqual([requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', asOf: askedAt - 300_001 }]);
    const another = inquiring();
    another.tell(notFound(), 2);
    expect(another.messages()).toMatchObject([{ type: 'ChargeRequested', asOf: askedAt - 2 }]);
  });

  it('about one attempt says nothing of the age of the next: that one is as old as itself', () => {
    const order = inquiring();
    order.tell(notFound(), 2);
    order.tell(answered(softly));
    order.wait(3000);
    expect(order.acknowledge()).toEqual([requestsAgain]);
    expect(order.messages()).toMatchObject([{ key: 'order-17.1:2', asOf: requestedAt + 13_500 }]);
  });

  it('that finds no charge when all four calls are made waits for the next round', () => {
    const order = inquiring();
    order.wait(23_000);
    expect(order.times(inquires)).toHaveLength(3);
    expect(order.tell(notFound())).toEqual([]);
    order.wait(4000);
    expect(order.state()).toBe('charging.parked');
    expect(order.wait(600_000)).toEqual([inquires]);
    expect(order.tell(notFound())).toEqual([requests]);
  });

  it('whose answer is late does not disturb the back-off', () => {
    const order = inquiring();
    order.wait(10_000);
    // Not even "not found": it would have the request repeated before its time.
    expect([...order.tell(notFound()), ...order.tell(pending()), ...order.tell(refused(503, 60_000))]).toEqual([]);
    expect(order.wait(1000)).toEqual([inquires]);
  });

  it('whose answer is about an older attempt is not taken for one about this attempt', () => {
    const order = inquiring();
    order.tell(answered(softly));
    order.wait(3000);
    order.acknowledge();
    order.wait(10_000);
    order.acknowledge();
    order.wait(500);
    expect(order.state()).toBe('charging.inquiring.awaitingPsp');
    const stale = [notFound(1), pending(1), refused(500), answered(captureOf(1)), notified(hardly), settled(1)];
    expect(stale.flatMap((message) => order.tell(message))).toEqual([]);
    expect(order.state()).toBe('charging.inquiring.awaitingPsp');
  });
});

describe('a PSP that refuses at its door', () => {
  it('with a 429 has done nothing: the request is repeated when the PSP allows it, and no doubt is stored', () => {
    const order = charging();
    order.wait(20);
    expect(order.tell(refused(429, 7000))).toEqual([]);
    expect(order.wait(6999)).toEqual([]);
    expect(order.wait(1)).toEqual([requests]);
    expect(order.tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
  });

  it('with a 429 leads to a request that is as old as the first: a copy of that one may have been acted upon', () => {
    const order = charging();
    order.tell(refused(429, 300_000));
    expect(order.wait(300_000)).toEqual([requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', asOf: requestedAt }]);
  });

  it('with a 429 that allows it at once is given the back-off all the same', () => {
    const order = charging();
    order.tell(refused(429));
    expect(order.wait(499)).toEqual([]);
    expect(order.wait(1)).toEqual([requests]);
  });

  it.each([500, 503] as const)('with a %s leaves the order in doubt: it is stored, and inquired about', (status) => {
    const order = charging();
    expect(order.tell(refused(status, 2000))).toEqual(['commit DoubtStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'unknown' } }]);
    order.acknowledge();
    expect(order.wait(1999)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
  });

  it.each([429, 500, 503] as const)('to an inquiry with a %s is asked again later', (status) => {
    const order = inquiring();
    expect(order.tell(refused(status, 5000))).toEqual([]);
    expect(order.wait(4999)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
  });

  it('is left alone as long as it wanted once, and not for ever', () => {
    const order = charging();
    order.tell(refused(429, 60_000));
    order.wait(60_000);
    order.tell(refused(429));
    expect(order.wait(1000)).toEqual([requests]);
  });

  it('to a request that follows "not found" is inquired of again before the request is repeated', () => {
    const order = inquiring();
    order.tell(notFound());
    expect(order.tell(refused(429, 1))).toEqual([]);
    expect(order.wait(2000)).toEqual([inquires]);
  });
});

describe('a request that finds its charge pending', () => {
  it('leaves the order in doubt until the answer comes', () => {
    const order = charging();
    expect(order.tell(pending())).toEqual(['commit DoubtStored']);
    expect(order.tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
  });
});

describe('the webhook', () => {
  it('says as much as the answer, whether it comes before it or instead of it', () => {
    const order = charging();
    expect(order.tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(order.tell(answered(captureOf(1)))).toEqual([]);
    expect(order.acknowledge()).toEqual([reports]);
    expect(order.messages()).toMatchObject([{ outcome: { status: 'captured', pspReference: 'ch_17_1_1' } }]);
  });

  it('of a soft decline leads to one more attempt, however often it comes', () => {
    const order = charging();
    order.tell(notified(softly));
    expect([...order.tell(notified(softly)), ...order.tell(answered(softly))]).toEqual([]);
    order.wait(3000);
    expect(order.acknowledge()).toEqual([requestsAgain]);
    expect([...order.tell(notified(softly)), ...order.tell(answered(softly))]).toEqual([]);
    expect(order.state()).toBe('charging.requesting.awaitingPsp');
  });
});

describe('a settlement file that lists the charge', () => {
  it('settles an order in doubt as captured', () => {
    const order = inquiring();
    expect(order.tell(settled())).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'captured', pspReference: 'ch_17_1_1' } }]);
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('says nothing about an order whose present attempt has another reference', () => {
    const order = inquiring();
    expect(order.tell(settled(2))).toEqual([]);
    expect(order.state()).toBe('charging.inquiring.awaitingPsp');
  });

  it('has a captured order reported once more: whoever keeps the ledger has not heard of it', () => {
    const record = { ...created, status: 'captured', pspReference: 'ch_17_1_1' };
    expect(executor({ record }).tell(settled())).toEqual([reports]);
  });

  it('changes nothing about an order that is declined', () => {
    const order = executor({ record: { ...created, status: 'declined', declineCode: 'stolen_card' } });
    const late = [settled(), notified(captureOf(1)), answered(captureOf(1))];
    expect(late.flatMap((message) => order.tell(message))).toEqual([]);
    expect(order.state()).toBe('waitingForOrder');
  });
});
